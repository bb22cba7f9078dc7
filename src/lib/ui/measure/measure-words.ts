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
	readonly before: number;
	/** more than one where the source prints two for the same thing */
	readonly after: readonly [number, ...number[]];
	/** the later value is the force's own count beside one of the inspectorate's */
	readonly own: boolean;
}

/** @returns null when the measure has no printed value before or none after */
export function changeOf(measure: Pick<Measure, 'values'>): Change | null {
	const { values } = measure;
	const before = values.find(({ role, value }) => role === 'before' && value !== null)?.value;
	const later = values.filter(({ role, value }) => role === 'after' && value !== null);
	const [first, ...more] = new Set(later.flatMap(({ value }) => (value === null ? [] : [value])));
	if (before === undefined || before === null || first === undefined) return null;
	const inspected = values.some(({ who }) => who === 'inspectorate');
	const own = inspected && later.every(({ who }) => who !== 'inspectorate');
	return { before, after: [first, ...more], own };
}

/** "91.5% to", "96.2%"; "46 to", "40 or 41 per 1,000 population": the unit stands once */
export function changeWords({ before, after }: Change, unit: string): { from: string; to: string } {
	const short = unit.startsWith('percent') ? unit : 'count';
	const all = after.map((value) => valueWords(value, short)).join(' or ');
	const rest = valueWords(0, unit).slice(valueWords(0, short).length);
	return { from: `${valueWords(before, short)} to`, to: `${all}${rest}` };
}

/**
 * The ends of a measure's line: nought to a hundred for shares, so that two lines can be compared;
 * otherwise from nought, or the lowest value, to a round number above the highest.
 */
export function rangeOf(measure: Pick<Measure, 'unit' | 'values'>): { from: number; to: number } {
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
	return [value.who, value.period, value.note]
		.filter((part) => part !== null && part !== '')
		.join(', ');
}
