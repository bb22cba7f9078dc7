/**
 * The mark of the demonstration, owned by `server/commands`. It is begun before the first fact is
 * written and finished after the last, so that a load cut short is neither taken for whole nor
 * mistaken for somebody's own work: only a begun one is ever completed.
 */
import { date, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

export const demonstrations = pgTable('demonstrations', {
	/** id of the force it shows */
	force: text('force').primaryKey(),
	/** the day that invented dates are counted from, `YYYY-MM-DD` */
	begunOn: date('begun_on', { mode: 'string' }).notNull(),
	finishedAt: timestamp('finished_at', { withTimezone: true, mode: 'date' }),
});
