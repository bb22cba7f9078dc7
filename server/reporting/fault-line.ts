/**
 * A fault, for whoever runs the server. What people typed or are called stays out of the logs: the
 * message of a failed query holds its parameters, so only its text and its cause are written.
 */
import { DrizzleQueryError } from 'drizzle-orm';

export function faultLine(at: Date, what: string, fault: unknown): string {
	return `${at.toISOString()} ${what}: ${faultText(fault)}`;
}

function faultText(fault: unknown): string {
	if (fault instanceof DrizzleQueryError) {
		return `a query failed (${fault.query})\n${faultText(fault.cause)}`;
	}
	return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}
