import { expect, test } from 'vitest';
import type { Measure, MeasureValue } from '#lib/domain/measure.ts';
import { changeOf, changeWords, rangeOf, unitNote, valueWords } from './measure-words.ts';

function value(role: MeasureValue['role'], number: number | null, who = 'Durham'): MeasureValue {
	return { role, who, period: null, value: number, note: null };
}

function measure(
	unit: string,
	values: readonly MeasureValue[],
	better: Measure['better'] = null,
): Measure {
	return { id: 'm', pillar: 'p', name: 'M', unit, better, direction: null, values, note: null };
}

test('a value carries its unit, and a missing one is said and never nought', () => {
	expect(valueWords(96.2, 'percent')).toBe('96.2%');
	expect(valueWords(-11, 'percent change')).toBe('-11%');
	expect(valueWords(26000, 'count (more than)')).toBe('26,000');
	expect(valueWords(30, 'million pounds')).toBe('30 million pounds');
	expect(valueWords(null, 'percent')).toBe('not printed');
	expect(unitNote('percent of offences')).toBe('percent of offences');
	expect(unitNote('percent')).toBe('');
});

test('a change needs a printed value before and one after', () => {
	expect(changeOf(measure('percent', [value('before', null), value('after', 96.3)]))).toBeNull();
	expect(changeOf(measure('percent', [value('current', 97)]))).toBeNull();
	const change = changeOf(measure('percent', [value('before', 91.5), value('after', 96.2)]));
	expect(change).toEqual({ before: 91.5, after: [96.2], own: false });
});

test('two values printed for one thing are both shown, and the unit stands once', () => {
	const both = measure('per 1,000 population', [
		value('before', 46),
		value('after', 40),
		value('after', 41),
	]);
	const change = changeOf(both);
	expect(change && changeWords(change, both.unit)).toEqual({
		from: '46 to',
		to: '40 or 41 per 1,000 population',
	});
	expect(changeWords({ before: 91.5, after: [96.2], own: false }, 'percent')).toEqual({
		from: '91.5% to',
		to: '96.2%',
	});
});

test("the force's own count after the inspectorate's is told apart", () => {
	const mixed = measure('percent', [value('before', 77.2, 'inspectorate'), value('after', 81)]);
	expect(changeOf(mixed)?.own).toBe(true);
});

test('shares have a line from nought to a hundred, other values one with a round end', () => {
	expect(rangeOf(measure('percent', [value('current', 3)]))).toEqual({ from: 0, to: 100 });
	expect(
		rangeOf(measure('percent change', [value('current', -11), value('comparator', 13)])),
	).toEqual({
		from: -20,
		to: 20,
	});
	expect(rangeOf(measure('per 1,000 population', [value('current', 46)]))).toEqual({
		from: 0,
		to: 50,
	});
});
