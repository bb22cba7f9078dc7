import { describe, expect, test } from 'vitest';
import { findCard, keepCards, laneKey, laneOf, lanesOf } from './lanes.ts';
import { sampleAction, sampleFinding } from './samples.ts';

const finding = (id: string, kind: Parameters<typeof sampleFinding>[0] = {}) =>
	sampleFinding({ id, reference: id.toUpperCase(), ...kind });
const card = (id: string, values: Parameters<typeof sampleAction>[0] = {}) =>
	sampleAction({ id, answers: null, ...values });

const findings = [
	finding('practice', { kind: 'promising-practice' }),
	finding('con', { kind: 'area-for-consideration' }),
	finding('afi-b', { position: 'a2' }),
	finding('afi-a', { position: 'a1' }),
	finding('rec-lost', { kind: 'recommendation', parent: 'elsewhere' }),
	finding('rec', { kind: 'recommendation', parent: 'cause' }),
	finding('cause', { kind: 'cause-of-concern' }),
	finding('innovation', { kind: 'innovative-practice' }),
	finding('other', { pillar: 'pillar-5' }),
];
const keys = (actions: ReturnType<typeof card>[], among = findings) =>
	lanesOf({ findings: among, actions }, 'pillar-4').map((lane) => lane.key);

describe('L1: a card stands in the lane of its finding, else in that of what it answers', () => {
	test('its finding, when it is on this pillar', () => {
		expect(laneOf(card('x', { finding: 'con' }), findings)).toEqual({ kind: 'finding', id: 'con' });
		const together = { kind: 'together', answers: 'improvements' };
		const answers = 'improvements' as const;
		expect(laneOf(card('x', { answers }), findings)).toEqual(together);
		expect(laneOf(card('x', { answers, finding: 'gone' }), findings)).toEqual(together);
		expect(laneOf(card('x', { answers, finding: 'other' }), findings)).toEqual(together);
	});
	test('no card is lost and none stands twice', () => {
		const actions = [null, 'cause', 'con', 'gone', 'other', 'practice'].flatMap((id, i) =>
			(['planned', 'doing', 'done', 'embedded', 'dropped'] as const).map((state) =>
				card(`${i}-${state}`, { finding: id, state }),
			),
		);
		const seen = lanesOf({ findings, actions }, 'pillar-4').flatMap((lane) =>
			[...Object.values(lane.columns).flat(), ...lane.dropped].map(({ action }) => action.id),
		);
		expect(seen.sort()).toEqual(actions.map(({ id }) => id).sort());
	});
});

describe('L2: the order of lanes', () => {
	test('causes with their recommendations, improvements, considerations, untied, practice', () => {
		const actions = [
			card('u'),
			card('c', { answers: 'considerations' }),
			card('i', { answers: 'improvements' }),
		];
		expect(keys(actions)).toEqual([
			'finding-cause',
			'finding-rec',
			'finding-rec-lost',
			'together-improvements',
			'finding-afi-a',
			'finding-afi-b',
			'together-considerations',
			'finding-con',
			'together-untied',
			'finding-innovation',
			'finding-practice',
		]);
	});
	test('L3: a lane for cards that answer together is there only with such cards', () => {
		expect(keys([]).filter((key) => key.startsWith('together'))).toEqual([]);
		expect(keys([card('i', { answers: 'improvements', state: 'dropped' })])).toContain(
			'together-improvements',
		);
	});
	test('L4: a finding that was merged, superseded or discarded has a lane only with cards', () => {
		for (const state of ['merged', 'superseded', 'discarded'] as const) {
			const gone = [finding('gone', { state })];
			expect(keys([], gone)).toEqual([]);
			expect(keys([card('x', { finding: 'gone' })], gone)).toEqual(['finding-gone']);
		}
		expect(keys([], [finding('draft', { state: 'draft' })])).toEqual(['finding-draft']);
	});
});

test('L5: cards are numbered within their lane, and dropping or moving one renumbers none', () => {
	const actions = [
		card('b', { position: 'a2', finding: 'con', state: 'doing' }),
		card('a', { position: 'a1', finding: 'con', state: 'dropped' }),
		card('d', { position: 'a4', finding: 'con', state: 'doing' }),
		card('c', { position: 'a3', finding: 'con', state: 'embedded' }),
	];
	const lane = lanesOf({ findings, actions }, 'pillar-4').find(({ key }) => key === 'finding-con');
	const numbers = (cards: readonly { action: { id: string }; number: number }[] = []) =>
		cards.map(({ action, number }) => `${action.id} ${number}`);
	expect(numbers(lane?.columns.doing)).toEqual(['b 2', 'd 4']);
	expect(numbers(lane?.columns.embedded)).toEqual(['c 3']);
	expect(numbers(lane?.dropped)).toEqual(['a 1']);
	expect(lane?.columns.planned).toEqual([]);
});

test('a lane is named by its finding’s reference, or by what its cards answer', () => {
	const actions = [card('i', { answers: 'improvements' }), card('u')];
	const labels = lanesOf(
		{ findings: [finding('afi-a'), finding('afi-b', { reference: '' })], actions },
		'pillar-4',
	).map(({ label, group }) => `${group}: ${label}`);
	expect(labels).toEqual([
		'improvements: Improvements together',
		'improvements: AFI-A',
		'improvements: AFI',
		'untied: Not tied to either',
	]);
	expect(laneKey({ kind: 'together', answers: null })).toBe('together-untied');
});

test('a filter keeps the numbers of the cards, and a card is found wherever it stands', () => {
	const actions = [
		card('one', { position: 'a1' }),
		card('two', { position: 'a2', state: 'doing' }),
		card('three', { position: 'a3', state: 'dropped' }),
	];
	const [lane] = lanesOf({ findings: [], actions }, 'pillar-4');
	if (!lane) throw new Error('the untied lane is missing');
	const kept = keepCards(lane, ({ id }) => id === 'two');
	expect(kept.columns.planned).toEqual([]);
	expect(kept.columns.doing.map(({ number }) => number)).toEqual([2]);
	expect(findCard([lane], 'three')).toMatchObject({ number: 3, lane: { key: lane.key } });
	expect(findCard([lane], 'gone')).toBeNull();
});

test('an action that did not change is the same card again, and one that did is another', () => {
	const one = card('one', { position: 'a1' });
	const two = card('two', { position: 'a2' });
	const cardsOf = (actions: ReturnType<typeof card>[]) =>
		lanesOf({ findings: [], actions }, 'pillar-4')[0]?.columns.planned ?? [];
	const [first, second] = cardsOf([one, two]);
	const [again, changed] = cardsOf([one, { ...two, title: 'Another title' }]);
	expect(again).toBe(first);
	expect(changed).not.toBe(second);
	expect(changed?.number).toBe(2);
});
