/**
 * A filter hides cards, but the place of a card is among all of them: what is dropped before a card
 * that is shown goes before it in the whole list too, and hidden neighbours keep their order.
 */

/**
 * @param all    ids of every card of the cell, in order
 * @param shown  those of them on screen, in the same order
 * @param index  place among the shown ones, the carried card not counted
 * @returns the place among all of them, the carried card not counted
 */
export function placeAmongAll(
	all: readonly string[],
	shown: readonly string[],
	carried: string,
	index: number,
): number {
	const others = all.filter((id) => id !== carried);
	const seen = shown.filter((id) => id !== carried);
	const next = seen[index];
	if (next !== undefined) return others.indexOf(next);
	const last = seen.at(-1);
	return last === undefined ? others.length : others.indexOf(last) + 1;
}
