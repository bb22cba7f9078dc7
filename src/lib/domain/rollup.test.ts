import { describe, expect, test } from 'vitest';
import { FINDING_STATES } from './finding.ts';
import { ladderOf, markOf } from './ladder.ts';
import type { Measure } from './measure.ts';
import { mineLine, mineWords } from './mine.ts';
import { kindCounts, rollUp } from './rollup.ts';
import { sampleAction, sampleFinding, samplePillar } from './samples.ts';

const TODAY = '2026-05-14';

/** The responses of the presentation of 2023/25: tick as printed, how the words read, how many. */
const RESPONSES = [
	['done', 'done', 35],
	['done', 'doing', 18],
	['done', 'planned', 8],
	['not done', 'planned', 3],
	['not done', 'doing', 1],
	[null, 'done', 2],
	[null, 'planned', 2],
] as const;

const actions = RESPONSES.flatMap(([reported, state, count], row) =>
	Array.from({ length: count }, (_, i) => sampleAction({ id: `r-${row}-${i}`, reported, state })),
);

const measure = (id: string, before: number | null): Measure => ({
	id,
	pillar: 'pillar-4',
	name: 'Crime recorded',
	unit: 'percent',
	better: 'higher',
	direction: 'up',
	values: [
		{ role: 'before', who: 'the force', period: null, value: before, note: null },
		{ role: 'after', who: 'the force', period: null, value: 96.2, note: null },
	],
	note: null,
});

describe('R1: findings are counted by state', () => {
	test('practice is not among them', () => {
		const findings = [
			sampleFinding({ id: 'a' }),
			sampleFinding({ id: 'b', state: 'in review' }),
			sampleFinding({ id: 'p', kind: 'innovative-practice' }),
			sampleFinding({ id: 'elsewhere', pillar: 'pillar-5' }),
		];
		const board = { title: '', pillars: [samplePillar()], findings, actions: [] };
		const [pillar] = rollUp(board, TODAY).pillars;
		expect(pillar?.states['in progress']).toBe(1);
		expect(pillar?.states['in review']).toBe(1);
		const total = FINDING_STATES.reduce((sum, state) => sum + (pillar?.states[state] ?? 0), 0);
		expect(total).toBe(2);
	});
	test('R2: kinds in words, without those there are none of', () => {
		const of = (kind: Parameters<typeof sampleFinding>[0], count: number) =>
			Array.from({ length: count }, () => sampleFinding(kind));
		expect(
			kindCounts([
				...of({ kind: 'innovative-practice' }, 1),
				...of({ kind: 'area-for-consideration' }, 7),
				...of({}, 3),
				...of({ state: 'merged' }, 2),
				...of({ state: 'draft' }, 1),
			]),
		).toBe('3 AFI, 7 considerations, 1 practice');
		expect(kindCounts(of({ kind: 'cause-of-concern' }, 2))).toBe('2 causes of concern');
		expect(kindCounts([])).toBe('');
	});
});

describe('R3: a tick, what reads as finished and accepted evidence are kept apart', () => {
	test('61 of 69 are ticked, 35 of them read as finished, none is evidenced', () => {
		const ladder = ladderOf({ findings: [], actions }, []);
		expect(ladder).toMatchObject({ responses: 69, ticked: 61, finished: 35, accepted: 0 });
	});
	test('a mark is what is shown, and a tick alone never fills it', () => {
		expect(markOf({ reported: 'done', state: 'doing', evidence: 'accepted' })).toBe('accepted');
		expect(markOf({ reported: 'done', state: 'done', evidence: 'offered' })).toBe('finished');
		expect(markOf({ reported: 'done', state: 'embedded', evidence: 'none' })).toBe('finished');
		expect(markOf({ reported: 'done', state: 'planned', evidence: 'none' })).toBe('going');
		expect(markOf({ reported: 'not done', state: 'done', evidence: 'none' })).toBe('open');
		expect(markOf({ reported: null, state: 'done', evidence: 'none' })).toBe('open');
	});
	test('the marks of a pillar add up to its responses, the best first, without the dropped', () => {
		const dropped = sampleAction({ id: 'dropped', state: 'dropped', reported: 'done' });
		const shown = sampleAction({ id: 'shown', evidence: 'accepted', reported: 'done' });
		const board = {
			title: '',
			pillars: [samplePillar()],
			findings: [],
			actions: [...actions, dropped, shown],
		};
		const marks = rollUp(board, TODAY).pillars[0]?.marks ?? [];
		const count = (mark: string) => marks.filter((each) => each === mark).length;
		expect(['accepted', 'finished', 'going', 'open'].map(count)).toEqual([1, 35, 26, 8]);
		expect(marks[0]).toBe('accepted');
		expect(marks.at(-1)).toBe('open');
	});
});

test('R4: effect, signature and closure are counted of findings, and a closed one was signed', () => {
	const findings = [
		sampleFinding({ id: 'a', state: 'signed off', measure: 'm-1' }),
		sampleFinding({ id: 'b', state: 'submitted', measure: 'm-2' }),
		sampleFinding({ id: 'c', state: 'closed', measure: 'unknown' }),
		sampleFinding({ id: 'd', state: 'in progress' }),
		sampleFinding({ id: 'e', state: 'merged', measure: 'm-1' }),
		sampleFinding({ id: 'f', state: 'draft' }),
		sampleFinding({ id: 'g', kind: 'promising-practice' }),
	];
	const ladder = ladderOf({ findings, actions: [] }, [measure('m-1', 91.5), measure('m-2', null)]);
	expect(ladder).toMatchObject({ findings: 4, measured: 1, signedOff: 3, closed: 1 });
});

test('R5: overdue is what is late and not finished; causes of concern are said three ways', () => {
	const pillars = [
		samplePillar(),
		samplePillar({ id: 'p-5', concernStatement: 'not stated' }),
		samplePillar({ id: 'p-6', concernStatement: 'listed' }),
	];
	const late = { due: '2026-05-13' };
	const board = {
		title: '',
		pillars,
		findings: [
			sampleFinding({ id: 'f-1', ...late }),
			sampleFinding({ id: 'f-2', ...late, state: 'signed off' }),
			sampleFinding({ id: 'cause', kind: 'cause-of-concern', pillar: 'p-6' }),
		],
		actions: [
			sampleAction({ id: 'a-1', ...late }),
			sampleAction({ id: 'a-2', ...late, state: 'done' }),
			sampleAction({ id: 'a-3', due: TODAY }),
			sampleAction({ id: 'a-4', ...late, state: 'doing', pillar: 'p-5' }),
		],
	};
	const { concerns, causes, ...rollup } = rollUp(board, TODAY);
	expect(rollup).toMatchObject({ overdueActions: 2, overdueFindings: 1 });
	expect(rollup.pillars.map(({ overdueActions }) => overdueActions)).toEqual([1, 1, 0]);
	expect(concerns['stated none'].map(({ id }) => id)).toEqual(['pillar-4']);
	expect(concerns['not stated'].map(({ id }) => id)).toEqual(['p-5']);
	expect(concerns.listed.map(({ id }) => id)).toEqual(['p-6']);
	expect(causes.map(({ id }) => id)).toEqual(['cause']);
});

describe('R6: the reader’s own line', () => {
	const mine = (id: string, values: Parameters<typeof sampleAction>[0]) =>
		sampleAction({ id, owner: 'user-1', ...values });
	test('owned, overdue, due soon', () => {
		const line = mineLine(
			{
				actions: [
					mine('a', { due: '2026-05-02', state: 'doing' }),
					mine('b', { due: '2026-05-20' }),
					mine('c', { due: '2026-05-02', state: 'done' }),
					mine('d', { due: null }),
					mine('e', { due: '2026-05-02', state: 'dropped' }),
					mine('f', { owner: 'user-2', due: '2026-05-02' }),
				],
			},
			'user-1',
			TODAY,
		);
		expect(line).toEqual({ owned: 4, overdue: 1, dueSoon: 1 });
		expect(mineWords(line)).toEqual({ owned: 'You own 4.', overdue: '1 is overdue.' });
	});
	test('the words for none and for several', () => {
		const words = (owned: number, overdue: number) => mineWords({ owned, overdue, dueSoon: 0 });
		expect(words(3, 2).overdue).toBe('2 are overdue.');
		expect(words(3, 0).overdue).toBe('None is overdue.');
		expect(words(0, 0)).toEqual({ owned: 'You own nothing on this board.', overdue: null });
	});
});
