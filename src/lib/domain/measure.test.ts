import { expect, test } from 'vitest';
import { effectOf, type MeasureValue, type ValueRole } from './measure.ts';

const value = (role: ValueRole, amount: number | null): MeasureValue => ({
	role,
	who: 'the force',
	period: null,
	value: amount,
	note: null,
});

test.each([
	['higher', [91.5], [96.2], 'moved the right way'],
	['higher', [95.1], [94.2], 'moved the wrong way'],
	['lower', [46], [40], 'moved the right way'],
	['lower', [46], [40, 41], 'moved the right way'],
	['lower', [46], [40, 47], 'no measure'],
	['higher', [77.2], [77.2], 'not moved'],
	['higher', [null], [96.3], 'no measure'],
	['higher', [46.6], [], 'no measure'],
	[null, [10.6], [14.3], 'no measure'],
] as const)('B2: better %s, %o to %o: %s', (better, before, after, effect) => {
	const values = [
		...before.map((amount) => value('before', amount)),
		...after.map((amount) => value('after', amount)),
		value('comparator', 85),
		value('current', 97),
	];
	expect(effectOf({ better, values })).toBe(effect);
});
