/** Dice that fall the same way again: a failing test prints its seed and can be run again. */

/** Mulberry32. @returns numbers from 0 up to, and without, 1 */
export function seededRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

export interface Dice {
	/** a whole number from 0 to `below` - 1 */
	readonly below: (below: number) => number;
	readonly pick: <T>(from: readonly T[]) => T;
}

/** The same throws for the same seed, as numbers and as choices. */
export function dice(seed: number): Dice {
	const random = seededRandom(seed);
	const below = (limit: number) => Math.floor(random() * limit);
	return {
		below,
		pick: (from) => {
			const picked = from[below(from.length)];
			if (picked === undefined) throw new RangeError('nothing to pick from');
			return picked;
		},
	};
}
