/** A measure in words and as places on a line. Nothing is worked out that is not printed. */
import type { Measure, MeasureValue } from '#lib/domain/measure.ts';

const NUMBER = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/** "96.2%", "1.6 per 1,000 population", "26,000"; "not printed" where there is no value */
export function valueWords(value: number | null, unit: string): string {
	if (value === null) return 'not printed';
	const number = NUMBER.format(value);
	if (unit.startsWith('percent')) return `${number}%`;
	if (unit.startsWith('count') || unit === 'rank') return number;
	return `${number} ${unit}`;
}

/** "percent of offences" where the sign alone does not say of what; "" where the value says it all */
export function unitNote(unit: string): string {
	return unit === 'percent' || unit === 'count' || unit === 'rank' ? '' : unit;
}

export interface Change {
	readonly before: MeasureValue & { readonly value: number };
	readonly after: MeasureValue & { readonly value: number };
	/** the later value is the force's own count beside one of the inspectorate's */
	readonly own: boolean;
}

/** @returns null when the measure has no printed value before or none after */
export function changeOf(measure: Measure): Change | null {
	const before = measure.values.find((value) => value.role === 'before' && value.value !== null);
	const after = measure.values.findLast((value) => value.role === 'after' && value.value !== null);
	if (!hasValue(before) || !hasValue(after)) return null;
	const inspected = measure.values.some(({ who }) => who === 'inspectorate');
	return { before, after, own: inspected && after.who !== 'inspectorate' };
}

function hasValue(
	value: MeasureValue | undefined,
): value is MeasureValue & { readonly value: number } {
	return value !== undefined && value.value !== null;
}

/**
 * The ends of a measure's line: nought to a hundred for shares, so that two lines can be compared;
 * otherwise from nought, or the lowest value, to a round number above the highest.
 */
export function rangeOf(measure: Measure): { from: number; to: number } {
	const values = measure.values.flatMap(({ value }) => (value === null ? [] : [value]));
	const lowest = Math.min(0, ...values);
	const highest = Math.max(0, ...values);
	const share = measure.unit.startsWith('percent') && !measure.unit.includes('change');
	if (share && lowest >= 0 && highest <= 100) return { from: 0, to: 100 };
	return { from: lowest < 0 ? -roundUp(-lowest) : 0, to: roundUp(highest) };
}

/** The next of 1, 2, 5, 10, 20, 50 … */
function roundUp(value: number): number {
	if (value <= 0) return 0;
	const power = 10 ** Math.floor(Math.log10(value));
	const step = [1, 2, 5, 10].find((factor) => value <= factor * power) ?? 10;
	return step * power;
}

/** Who and when, as printed: "inspectorate, 2023/25 inspection" */
export function sourceWords(value: MeasureValue): string {
	return [value.who, value.period, value.note].filter((part) => part !== null && part !== '').join(', ');
}
