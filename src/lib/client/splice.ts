/**
 * What an input did to a text, as one splice, and where places of a text are after a change.
 * Counts and indexes are UTF-16 units, as in fields and in Y.Text.
 */

export interface Splice {
	readonly index: number;
	/** how many units are taken out at the index */
	readonly remove: number;
	readonly insert: string;
}

/**
 * The smallest splice between two values of a field.
 * @param caret where the caret stands in `after`. It decides which of several equal letters was
 *   typed or deleted ("aa" to "aaa"), so that two people typing in a row of them agree.
 * @returns null when nothing has changed
 */
export function spliceBetween(before: string, after: string, caret: number): Splice | null {
	if (before === after) return null;
	const shorter = Math.min(before.length, after.length);
	let head = 0;
	while (head < shorter && before[head] === after[head]) head++;
	let tail = 0;
	while (tail < shorter && before[before.length - 1 - tail] === after[after.length - 1 - tail]) {
		tail++;
	}
	if (head + tail > shorter) {
		// A pure insertion or deletion beside equal letters: anywhere from `first` to `head`.
		const first = shorter - tail;
		const typed = Math.max(0, after.length - before.length);
		head = Math.min(Math.max(caret - typed, first), head);
		tail = shorter - head;
	}
	// Yjs replaces the halves of a split pair by a mark of damage, so a pair goes as a whole.
	if (splitsPair(before, head) || splitsPair(after, head)) head--;
	if (splitsPair(before, before.length - tail) || splitsPair(after, after.length - tail)) tail--;
	return {
		index: head,
		remove: before.length - head - tail,
		insert: after.slice(head, after.length - tail),
	};
}

/** Whether the index stands between the two halves of one character. */
export function splitsPair(text: string, index: number): boolean {
	return isHighHalf(text.charCodeAt(index - 1)) && isLowHalf(text.charCodeAt(index));
}

function isHighHalf(unit: number): boolean {
	return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowHalf(unit: number): boolean {
	return unit >= 0xdc00 && unit <= 0xdfff;
}

/** One step of a Y.Text event's delta; embeds do not occur in our texts. */
export interface Step {
	readonly retain?: number | undefined;
	readonly insert?: unknown;
	readonly delete?: number | undefined;
}

/**
 * Where an index is after a change.
 * @param side which neighbour the index stays with when something is inserted exactly at it
 */
export function indexAfter(delta: readonly Step[], index: number, side: 'left' | 'right'): number {
	let read = 0;
	let now = index;
	for (const step of delta) {
		if (read > index) break;
		if (step.retain !== undefined) {
			read += step.retain;
		} else if (step.delete !== undefined) {
			now -= Math.min(step.delete, Math.max(0, index - read));
			read += step.delete;
		} else if (typeof step.insert === 'string') {
			if (read < index || side === 'right') now += step.insert.length;
		}
	}
	return now;
}

/** The index behind the last thing that a change put in or took out. */
export function endOf(delta: readonly Step[]): number {
	let at = 0;
	let end = 0;
	for (const step of delta) {
		if (step.retain !== undefined) at += step.retain;
		else if (typeof step.insert === 'string') at += step.insert.length;
		if (step.retain === undefined) end = at;
	}
	return end;
}

/**
 * Which unit of an older text each unit of the present one is; -1 for what came since. Kept only
 * while a composition lasts and others change the text under it.
 */
export class Origins {
	#origins: number[];

	constructor(length: number) {
		this.#origins = Array.from({ length }, (_, index) => index);
	}

	apply(delta: readonly Step[]): void {
		let at = 0;
		for (const step of delta) {
			if (step.retain !== undefined) {
				at += step.retain;
			} else if (step.delete !== undefined) {
				this.#origins.splice(at, step.delete);
			} else if (typeof step.insert === 'string') {
				const come = Array.from({ length: step.insert.length }, () => -1);
				this.#origins = [...this.#origins.slice(0, at), ...come, ...this.#origins.slice(at)];
				at += step.insert.length;
			}
		}
	}

	/** Where an index of the older text is now: right behind the unit that stood before it. */
	place(index: number): number {
		return this.#origins.findLastIndex((origin) => origin !== -1 && origin < index) + 1;
	}

	/**
	 * A splice of the older text as splices of the present one: what others wrote in the middle of
	 * what it takes out stays. In the order in which they are applied, what is put in last.
	 */
	carry({ index, remove, insert }: Splice): readonly Splice[] {
		const carried: Splice[] = [];
		for (let at = this.#origins.length - 1; at >= 0; at--) {
			const origin = this.#origins[at] ?? -1;
			if (origin < index || origin >= index + remove) continue;
			const last = carried.at(-1);
			if (last !== undefined && last.index === at + 1) {
				carried[carried.length - 1] = { index: at, remove: last.remove + 1, insert: '' };
			} else {
				carried.push({ index: at, remove: 1, insert: '' });
			}
		}
		// All that is taken out lies to the right of the place, which therefore has not moved.
		return [...carried, { index: this.place(index), remove: 0, insert }];
	}
}
