/** Lists of pillars and days as a reader says them. */
import { dayWords, type CalendarDate } from '#lib/domain/dates.ts';
import type { Pillar } from '#lib/domain/pillar.ts';

/** "Q2, Q4 and Q5" */
export function codesInWords(pillars: readonly Pick<Pillar, 'code'>[]): string {
	const codes = pillars.map(({ code }) => code.toUpperCase());
	const last = codes.pop();
	if (last === undefined) return 'none';
	return codes.length === 0 ? last : `${codes.join(', ')} and ${last}`;
}

const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });

/** "Thursday 14 May 2026" */
export function weekdayWords(date: CalendarDate): string {
	return `${WEEKDAY.format(new Date(`${date}T00:00:00Z`))} ${dayWords(date)}`;
}
