/** What both implementations of the log have in common. */
import type { Entry, Head } from './log.ts';

export interface LogOptions {
	readonly now: () => Date;
	/** a fresh random id each time: the generation of a new document */
	readonly randomId: () => string;
}

/** The head once these entries are in the log. */
export function headAfter(head: Head, entries: readonly Entry[]): Head {
	const last = entries.at(-1);
	return last === undefined ? head : { ...head, position: last.position, hash: last.hash };
}

/** Somebody holds entries that the log has not: it was replaced beneath them. */
export function beyond(document: string, from: number, head: Head): string {
	return `${document} is asked for what came after ${from}, but ends at ${head.position}`;
}
