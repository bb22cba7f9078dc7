/** Figures out of repeated measurements. */

/**
 * @param share  0.5 is the median, 0.99 what one in a hundred exceeds
 * @returns one of the values, never something between two
 * @throws RangeError when nothing was measured
 */
export function quantile(values: readonly number[], share: number): number {
	const ordered = values.toSorted((a, b) => a - b);
	const value = ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * share))];
	if (value === undefined) throw new RangeError('Nothing was measured');
	return value;
}

export function median(values: readonly number[]): number {
	return quantile(values, 0.5);
}
