import { expect, test } from 'vitest';
import { lanesOf } from '#lib/domain/lanes.ts';
import { sampleAction, sampleFinding } from '#lib/domain/samples.ts';
import { boardRows, columnFigures } from './board-rows.ts';

const lanes = lanesOf(
	{
		findings: [
			sampleFinding({ id: 'afi', position: 'a1' }),
			sampleFinding({ id: 'con', kind: 'area-for-consideration', position: 'a2' }),
		],
		actions: [
			sampleAction({ id: 'late', finding: 'afi', state: 'doing', due: '2026-05-02' }),
			sampleAction({ id: 'ahead', finding: 'afi', state: 'doing', due: '2026-06-02' }),
			sampleAction({ id: 'finished', finding: 'con', state: 'done', due: '2026-05-02' }),
		],
	},
	'pillar-4',
);

test('a heading stands once over each group, and a lane takes two rows', () => {
	const { groups, lanes: placed } = boardRows(lanes);
	expect(groups.map(({ key, row }) => [key, row])).toEqual([
		['improvements', 2],
		['considerations', 5],
	]);
	expect(placed.map(({ row, first }) => [row, first])).toEqual([
		[3, true],
		[6, true],
	]);
});

test('a column counts its cards, and as overdue only what is still to be done', () => {
	expect(columnFigures(lanes, '2026-05-14')).toEqual({
		planned: { count: 0, late: 0 },
		doing: { count: 2, late: 1 },
		done: { count: 1, late: 0 },
		embedded: { count: 0, late: 0 },
	});
});
