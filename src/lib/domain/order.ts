/**
 * Where a card stands: fractional keys, never indexes, so that two people can move cards at the
 * same time and neither move is lost. The order is (position, id), see `byPosition`; equal keys
 * arise when two people put a card into one gap at once, and are parted by the next who puts one
 * between them.
 */
import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';
import type { Placed } from './board-records.ts';

/** Longest key a record may hold, in characters. A gap that is used up is numbered anew before that. */
export const POSITION_MAX = 64;

const KEY = /^[A-Za-z][0-9A-Za-z]{1,63}$/;

/** A key that others can be put before and after. SPEC.md K2. */
export function isPosition(value: unknown): value is string {
	if (typeof value !== 'string' || !KEY.test(value)) return false;
	try {
		generateKeyBetween(null, value);
		return true;
	} catch {
		// The library says by throwing that a key is not one of its own.
		return false;
	}
}

/**
 * A key between two others; null is the beginning or the end.
 * @throws RangeError when one is not a key or they are not in order
 */
export function positionBetween(before: string | null, after: string | null): string {
	for (const bound of [before, after]) {
		if (bound !== null && !isPosition(bound))
			throw new RangeError(`not a position: ${String(bound)}`);
	}
	if (before !== null && after !== null && before >= after) {
		throw new RangeError(`no room between ${before} and ${after}`);
	}
	return generateKeyBetween(before, after);
}

/** The first `count` keys of a new list, in order. */
export function firstPositions(count: number): string[] {
	return generateNKeysBetween(null, null, count);
}

/** What putting one record into a list writes: its own key, and rarely new keys for others. */
export interface Placement {
	readonly position: string;
	readonly others: readonly Placed[];
}

/**
 * Puts a record at an index among its siblings. SPEC.md K3, K4.
 * @param siblings the list without the record, in the order (position, id)
 * @param index    0 is the first place; what lies beyond the ends counts as the end
 */
export function placeAt(siblings: readonly Placed[], index: number): Placement {
	const at = Math.max(0, Math.min(index, siblings.length));
	const left = siblings[at - 1]?.position ?? null;
	const right = siblings.slice(at);
	// All that share the left neighbour's key have to go up together, or their order would turn.
	const distinct = right.findIndex((sibling) => sibling.position !== left);
	const equal = right.slice(0, distinct === -1 ? right.length : distinct);
	const keys = keysBetween(left, right[equal.length]?.position ?? null, equal.length + 1);
	return keys === null ? renumber(siblings, at) : placement(keys[0], equal, keys.slice(1));
}

/** Fresh keys for the whole list: when a gap is used up, or a key cannot be built upon. */
function renumber(siblings: readonly Placed[], at: number): Placement {
	const keys = firstPositions(siblings.length + 1);
	const [own] = keys.splice(at, 1);
	return placement(own, siblings, keys);
}

function placement(
	position: string | undefined,
	siblings: readonly Placed[],
	keys: readonly string[],
): Placement {
	if (position === undefined) throw new RangeError('a placement needs a key');
	const others = siblings.map(({ id, position: old }, i) => ({ id, position: keys[i] ?? old }));
	return {
		position,
		others: others.filter((other, i) => other.position !== siblings[i]?.position),
	};
}

function keysBetween(before: string | null, after: string | null, count: number): string[] | null {
	const usable = [before, after].every((bound) => bound === null || isPosition(bound));
	if (!usable) return null;
	const keys = generateNKeysBetween(before, after, count);
	return keys.every((key) => key.length <= POSITION_MAX) ? keys : null;
}
