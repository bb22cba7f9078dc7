/**
 * What just happened to a card, in one line on it: refused here, or changed by somebody else since
 * the reader looked. The newest counts; opening the card takes it away.
 */
import type { RecentChange } from '#lib/client/live-board.svelte.ts';
import type { Refusal } from '#lib/client/refusals.ts';
import { clockWords } from '#lib/domain/dates.ts';

interface Noted {
	readonly at: number;
	readonly words: string;
}

/** @param seen when the reader last opened a card, by its id; ms since 1970 */
export function boardNotes(
	changes: readonly RecentChange[],
	refusals: readonly Refusal[],
	seen: ReadonlyMap<string, number>,
): ReadonlyMap<string, string> {
	const newest = new Map<string, Noted>();
	const note = (id: string, at: number, words: string): void => {
		if ((seen.get(id) ?? -1) >= at || (newest.get(id)?.at ?? -1) > at) return;
		newest.set(id, { at, words });
	};
	for (const change of changes) {
		if (change.root === 'actions') note(change.id, change.at, changeWords(change));
	}
	for (const { id, at, why } of refusals) if (id !== null) note(id, at, why);
	return new Map([...newest].map(([id, { words }]) => [id, words]));
}

function changeWords({ fields, by, at }: RecentChange): string {
	const who = by === null ? '' : ` by ${by}`;
	return `${deedOf(fields)} ${clockWords(new Date(at))}${who}`;
}

function deedOf(fields: readonly string[]): string {
	if (fields.length === 0) return 'Added';
	if (fields.includes('state') || fields.includes('finding')) return 'Moved here';
	if (fields.includes('owner')) return 'Owner changed';
	if (fields.includes('position')) return 'Put in this place';
	return 'Changed';
}

/** Others' changes in one sentence, for those who hear the page: "3 changes, by A and B". */
export function summaryWords(changes: readonly RecentChange[]): string {
	const names = [...new Set(changes.flatMap(({ by }) => (by === null ? [] : [by])))];
	const count = `${changes.length} ${changes.length === 1 ? 'change' : 'changes'} on this board`;
	return names.length === 0 ? `${count}.` : `${count}, by ${names.join(' and ')}.`;
}
