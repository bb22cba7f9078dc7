import { expect, test } from 'vitest';
import type { Action } from './action.ts';
import { computedBrag, isDueSoon } from './brag.ts';
import { sampleAction } from './samples.ts';

const TODAY = '2026-05-14';

test.each<[string | null, Partial<Action>]>([
	['blue', { state: 'embedded', due: '2020-01-01' }],
	['red', { state: 'doing', due: '2026-05-13' }],
	['red', { state: 'planned', due: '2026-05-13', reported: 'done' }],
	['amber', { state: 'planned', due: '2026-05-14' }],
	['amber', { state: 'planned', due: '2026-05-28' }],
	['green', { state: 'planned', due: '2026-05-29' }],
	['green', { state: 'doing', due: '2026-05-15' }],
	['amber', { state: 'doing', due: '2026-12-31', reported: 'done' }],
	['amber', { state: 'done', evidence: 'returned' }],
	['green', { state: 'done', due: '2020-01-01', reported: 'done' }],
	['green', { state: 'planned', due: null }],
	[null, { state: 'dropped', due: '2020-01-01' }],
])('B1: %s for %o', (brag, values) => {
	expect(computedBrag(sampleAction(values), TODAY)).toBe(brag);
});

test('soon is from today on, two weeks at most', () => {
	expect(isDueSoon('2026-05-14', TODAY)).toBe(true);
	expect(isDueSoon('2026-05-13', TODAY)).toBe(false);
	expect(isDueSoon(null, TODAY)).toBe(false);
});
