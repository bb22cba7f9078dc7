/** Column kinds that several schema files share. */
import { customType, timestamp } from 'drizzle-orm/pg-core';

/** Raw bytes; the driver's own codec does the work (`db/client.ts`). */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
	dataType: () => 'bytea',
});

/** An instant, to the millisecond that JavaScript knows, so that it reads back as it was written. */
export const instant = (name: string) =>
	timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });
