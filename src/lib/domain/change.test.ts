import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Action } from './action.ts';
import { addAction, spliceText, type NewAction } from './add.ts';
import { createBoard, putRecord, readBoard, records } from './board.ts';
import { dropAction, moveAction, renameBoard, restoreAction, setOwner } from './change.ts';
import { lanesOf } from './lanes.ts';
import { mayMove, mayRestore } from './plan.ts';
import { sampleAction, sampleActor, sampleFinding, samplePillar } from './samples.ts';

const coordinator = sampleActor('coordinator');
const lead = sampleActor('lead', ['contact-management']);
const TOGETHER = { kind: 'together', answers: 'improvements' } as const;
const AFI = { kind: 'finding', id: 'afi-1' } as const;

/** Planned, answering the improvements together: a b c; doing: d; of another department: e. */
function board(): Y.Doc {
	const doc = new Y.Doc();
	const card = (id: string, position: string, values: Partial<Action> = {}) =>
		sampleAction({ id, position, ...values });
	createBoard(doc, {
		title: 'PEEL 2023/25',
		pillars: [samplePillar(), samplePillar({ id: 'pillar-5', code: 'q5' })],
		findings: [
			sampleFinding(),
			sampleFinding({ id: 'con-1', kind: 'area-for-consideration' }),
			sampleFinding({ id: 'afi-5', pillar: 'pillar-5' }),
		],
		actions: [
			card('a', 'a0'),
			card('b', 'a1'),
			card('c', 'a2'),
			card('d', 'a1', { state: 'doing' }),
			card('e', 'a3', { department: 'safeguarding', state: 'done' }),
			card('f', 'a0', { state: 'embedded', evidence: 'accepted' }),
		],
	});
	return doc;
}

function column(doc: Y.Doc, state: 'planned' | 'doing' | 'done', key = 'together-improvements') {
	const lane = lanesOf(readBoard(doc), 'pillar-4').find((each) => each.key === key);
	return lane?.columns[state].map(({ action }) => action.id).join(' ');
}

/** How many updates and which origin a command makes. */
function watch(doc: Y.Doc) {
	const origins: unknown[] = [];
	doc.on('update', (_update: Uint8Array, origin: unknown) => origins.push(origin));
	return origins;
}

function value(doc: Y.Doc, id: string, key: string): unknown {
	return records(doc, 'actions').get(id)?.get(key);
}

function sync(one: Y.Doc, two: Y.Doc): void {
	const [first, second] = [Y.encodeStateAsUpdate(one), Y.encodeStateAsUpdate(two)];
	Y.applyUpdate(one, second);
	Y.applyUpdate(two, first);
}

function copyOf(doc: Y.Doc): Y.Doc {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
	return copy;
}

describe('C1: a move puts a card at its place, in one transaction of the given origin', () => {
	test.each([
		[0, 'd a b c'],
		[1, 'a d b c'],
		[2, 'a b d c'],
		[3, 'a b c d'],
		[99, 'a b c d'],
	])('to place %i of another column', (index, order) => {
		const doc = board();
		const origins = watch(doc);
		const to = { state: 'planned', lane: TOGETHER, index } as const;
		expect(moveAction(doc, lead, 'd', to, 'by hand')).toEqual({ ok: true });
		expect(column(doc, 'planned')).toBe(order);
		expect(column(doc, 'doing')).toBe('');
		expect(origins).toEqual(['by hand']);
	});
	test('the place counts the other cards of the cell only', () => {
		const doc = board();
		moveAction(doc, lead, 'a', { state: 'planned', lane: TOGETHER, index: 1 });
		expect(column(doc, 'planned')).toBe('b a c');
	});
	test('a card that is there already is not written', () => {
		const doc = board();
		const origins = watch(doc);
		const to = { state: 'planned', lane: TOGETHER, index: 1 } as const;
		expect(moveAction(doc, lead, 'b', to)).toEqual({ ok: true });
		expect(origins).toEqual([]);
	});
	test('a key that fits where the card comes to stand is kept', () => {
		const doc = board();
		moveAction(doc, lead, 'b', { state: 'doing', lane: TOGETHER, index: 0 });
		expect(column(doc, 'doing')).toBe('b d');
		expect(value(doc, 'b', 'position')).toBe('a1');
	});
	test('what is gone is said and never thrown', () => {
		const gone = { ok: false, rule: 'C1' };
		const doc = board();
		const to = { state: 'doing', lane: TOGETHER, index: 0 } as const;
		expect(moveAction(doc, coordinator, 'nowhere', to)).toEqual(gone);
		const lane = { kind: 'finding', id: 'nothing' } as const;
		expect(moveAction(doc, coordinator, 'a', { ...to, lane })).toEqual(gone);
		expect(dropAction(doc, coordinator, 'nowhere', 'why')).toEqual(gone);
		expect(restoreAction(doc, coordinator, 'nowhere')).toEqual(gone);
		expect(setOwner(doc, coordinator, 'nowhere', null)).toEqual(gone);
	});
	test('P5: a card whose department changed meanwhile stays where it is', () => {
		const doc = board();
		const other = copyOf(doc);
		records(other, 'actions').get('a')?.set('department', 'safeguarding');
		sync(doc, other);
		const to = { state: 'doing', lane: TOGETHER, index: 0 } as const;
		expect(moveAction(doc, lead, 'a', to)).toEqual({ ok: false, rule: 'P5' });
		expect(column(doc, 'planned')).toBe('a b c');
	});
});

describe('C2: a lane takes the cards of its pillar, a together lane only matching answers', () => {
	const refusal = (
		id: string,
		lane: Parameters<typeof moveAction>[3]['lane'],
		actor = coordinator,
	) => {
		const verdict = moveAction(board(), actor, id, { state: 'doing', lane, index: 0 });
		return verdict.ok ? 'allowed' : verdict.rule;
	};
	test('coordinators move cards between lanes, leads within one', () => {
		expect(refusal('a', AFI)).toBe('allowed');
		expect(refusal('a', AFI, lead)).toBe('P4');
		expect(refusal('a', { kind: 'finding', id: 'afi-5' })).toBe('C2');
		expect(refusal('a', { kind: 'together', answers: 'considerations' })).toBe('C2');
		expect(refusal('a', { kind: 'together', answers: null })).toBe('C2');
	});
	test('back to where cards answer together', () => {
		const doc = board();
		moveAction(doc, coordinator, 'a', { state: 'doing', lane: AFI, index: 0 });
		expect(column(doc, 'doing', 'finding-afi-1')).toBe('a');
		expect(value(doc, 'a', 'finding')).toBe('afi-1');
		moveAction(doc, coordinator, 'a', { state: 'doing', lane: TOGETHER, index: 1 });
		expect(column(doc, 'doing')).toBe('d a');
		expect(value(doc, 'a', 'finding')).toBe(null);
	});
	test('a card whose finding is gone is moved within the lane where it is shown', () => {
		const doc = board();
		putRecord(doc, 'actions', sampleAction({ id: 'g', finding: 'gone', position: 'a9' }));
		expect(column(doc, 'planned')).toBe('a b c g');
		const to = { state: 'doing', lane: TOGETHER, index: 1 } as const;
		expect(moveAction(doc, lead, 'g', to)).toEqual({ ok: true });
		expect(column(doc, 'doing')).toBe('d g');
	});
	test('a menu is told before anything is written, with the same answer', () => {
		const doc = board();
		const origins = watch(doc);
		const ask = (id: string, state: 'doing' | 'embedded', actor = lead) =>
			mayMove(readBoard(doc), actor, id, { state, lane: TOGETHER });
		expect(ask('a', 'doing')).toEqual({ ok: true });
		expect(ask('a', 'embedded')).toEqual({ ok: false, rule: 'P7' });
		expect(ask('f', 'doing')).toEqual({ ok: false, rule: 'P7' });
		expect(ask('e', 'doing')).toEqual({ ok: false, rule: 'P5' });
		expect(ask('a', 'doing', sampleActor('executive'))).toEqual({ ok: false, rule: 'P2' });
		expect(ask('d', 'doing', sampleActor('contributor', ['contact-management']))).toEqual({
			ok: false,
			rule: 'P6',
		});
		expect(origins).toEqual([]);
	});
});

describe('C3 and P8: dropping and restoring', () => {
	test('a card is dropped with a reason, not moved while it is, and comes back as planned', () => {
		const doc = board();
		expect(dropAction(doc, lead, 'd', ' ')).toEqual({ ok: false, rule: 'P8' });
		expect(dropAction(doc, lead, 'd', 'x'.repeat(501))).toEqual({ ok: false, rule: 'P9' });
		expect(dropAction(doc, lead, 'f', 'done')).toEqual({ ok: false, rule: 'P7' });
		expect(dropAction(doc, lead, 'd', ' covered elsewhere ')).toEqual({ ok: true });
		expect(value(doc, 'd', 'droppedBecause')).toBe('covered elsewhere');
		const to = { state: 'done', lane: TOGETHER, index: 0 } as const;
		expect(moveAction(doc, lead, 'd', to)).toEqual({ ok: false, rule: 'C3' });
		expect(restoreAction(doc, sampleActor('executive'), 'd')).toEqual({ ok: false, rule: 'P2' });
		expect(restoreAction(doc, lead, 'd')).toEqual({ ok: true });
		expect(value(doc, 'd', 'state')).toBe('planned');
		expect(value(doc, 'd', 'droppedBecause')).toBe(null);
	});
	test('a restore is offered to whom it would be granted', () => {
		const doc = board();
		dropAction(doc, lead, 'd', 'It is part of another one');
		for (const actor of [coordinator, lead, sampleActor('lead'), sampleActor('executive')]) {
			const offered = mayRestore(readBoard(doc), actor, 'd');
			expect(offered).toEqual(restoreAction(copyOf(doc), actor, 'd'));
		}
	});
	test('a drop writes state and reason as a pair, and nothing when both are there', () => {
		const doc = board();
		records(doc, 'actions').get('d')?.set('droppedBecause', 'left from before');
		const pair: string[] = [];
		records(doc, 'actions')
			.get('d')
			?.observe((event) => pair.push([...event.keysChanged].sort().join(' ')));
		dropAction(doc, lead, 'd', 'left from before');
		dropAction(doc, lead, 'd', 'left from before');
		restoreAction(doc, lead, 'd');
		expect(pair).toEqual(['droppedBecause state', 'droppedBecause state']);
	});
	test('restoring what somebody has restored and moved on leaves it alone', () => {
		const doc = board();
		expect(restoreAction(doc, lead, 'd')).toEqual({ ok: true });
		expect(value(doc, 'd', 'state')).toBe('doing');
	});
	test('dropped and restored at the same time, a dropped card still has a reason', () => {
		const orders = [
			[1, 2, 3],
			[1, 3, 2],
			[2, 1, 3],
			[2, 3, 1],
			[3, 1, 2],
			[3, 2, 1],
		] as const;
		for (const order of orders) {
			const one = board();
			const two = copyOf(one);
			const three = copyOf(one);
			[one.clientID, two.clientID, three.clientID] = order;
			dropAction(one, lead, 'a', 'first reason');
			restoreAction(one, lead, 'a');
			dropAction(two, coordinator, 'a', 'second reason');
			moveAction(three, lead, 'a', { state: 'done', lane: TOGETHER, index: 0 });
			sync(one, two);
			sync(two, three);
			sync(one, two);
			expect(readBoard(one)).toEqual(readBoard(two));
			expect(readBoard(two)).toEqual(readBoard(three));
			const card = readBoard(one).actions.find(({ id }) => id === 'a');
			if (card?.state === 'dropped') expect(card.droppedBecause).toBe('second reason');
		}
	});
});

describe('adding a card', () => {
	const added: NewAction = {
		id: 'new',
		pillar: 'pillar-4',
		lane: AFI,
		title: ' Ring callers back ',
		department: 'contact-management',
		due: '2026-06-30',
		owner: 'user-lead',
	};
	test('P10: it begins as planned, at the end of its lane, in one transaction', () => {
		const doc = board();
		const origins = watch(doc);
		expect(addAction(doc, lead, added, 'form')).toEqual({ ok: true });
		expect(addAction(doc, lead, { ...added, id: 'newer', lane: TOGETHER })).toEqual({ ok: true });
		expect(origins).toEqual(['form', null]);
		expect(column(doc, 'planned', 'finding-afi-1')).toBe('new');
		expect(column(doc, 'planned')).toBe('a b c newer');
		expect(readBoard(doc).actions.find(({ id }) => id === 'new')).toEqual(
			sampleAction({
				id: 'new',
				title: 'Ring callers back',
				finding: 'afi-1',
				due: '2026-06-30',
				owner: 'user-lead',
			}),
		);
	});
	test('what a card answers follows from where it is added', () => {
		const doc = board();
		const lane = { kind: 'finding', id: 'con-1' } as const;
		addAction(doc, coordinator, { ...added, lane });
		expect(value(doc, 'new', 'answers')).toBe('considerations');
		addAction(doc, coordinator, {
			...added,
			id: 'untied',
			lane: { kind: 'together', answers: null },
		});
		expect(value(doc, 'untied', 'answers')).toBe(null);
	});
	test.each([
		['C4', { title: '  ' }],
		['C5', { id: 'a' }],
		['C1', { lane: { kind: 'finding', id: 'nothing' } }],
		['C1', { pillar: 'nowhere', lane: TOGETHER }],
		['C2', { lane: { kind: 'finding', id: 'afi-5' } }],
		['P1', { id: 'not an id' }],
		['P5', { department: 'safeguarding' }],
		['P5', { department: null }],
		['P9', { due: 'soon' }],
		['P9', { title: 'x'.repeat(301) }],
	] as const)('%s: refused whole with %o', (rule, values) => {
		const doc = board();
		const before = readBoard(doc);
		expect(addAction(doc, lead, { ...added, ...values })).toEqual({ ok: false, rule });
		expect(readBoard(doc)).toEqual(before);
	});
});

test('C6: a lead does not move the cards of others to make room, the card stands beside them', () => {
	const doc = new Y.Doc();
	const card = (id: string, department: string) => sampleAction({ id, department, position: 'a1' });
	createBoard(doc, {
		title: '',
		pillars: [samplePillar()],
		findings: [],
		actions: [
			card('a', 'safeguarding'),
			card('b', 'safeguarding'),
			sampleAction({ id: 'mine', state: 'doing', position: 'a0' }),
		],
	});
	const to = { state: 'planned', lane: TOGETHER, index: 1 } as const;
	expect(moveAction(doc, lead, 'mine', to)).toEqual({ ok: true });
	expect(column(doc, 'planned')).toBe('a b mine');
	expect(value(doc, 'b', 'position')).toBe('a1');
	expect(moveAction(doc, coordinator, 'mine', to)).toEqual({ ok: true });
	expect(column(doc, 'planned')).toBe('a mine b');
});

test('owner, board title and texts are judged like everything else', () => {
	const doc = board();
	expect(setOwner(doc, lead, 'a', 'user-9')).toEqual({ ok: true });
	expect(value(doc, 'a', 'owner')).toBe('user-9');
	const origins = watch(doc);
	expect(setOwner(doc, lead, 'a', 'user-9')).toEqual({ ok: true });
	expect(origins).toEqual([]);
	expect(setOwner(doc, lead, 'e', 'user-9')).toEqual({ ok: false, rule: 'P5' });
	expect(setOwner(doc, lead, 'a', 'a name')).toEqual({ ok: false, rule: 'P9' });
	expect(renameBoard(doc, lead, 'Mine')).toEqual({ ok: false, rule: 'P4' });
	expect(renameBoard(doc, coordinator, ' ')).toEqual({ ok: false, rule: 'C4' });
	expect(renameBoard(doc, coordinator, 'PEEL 2025/27')).toEqual({ ok: true });
	expect(readBoard(doc).title).toBe('PEEL 2025/27');

	const title = { root: 'actions', id: 'a', key: 'title' } as const;
	expect(spliceText(doc, lead, title, { at: 5, remove: 6, insert: 'hands' })).toEqual({ ok: true });
	expect(readBoard(doc).actions.find(({ id }) => id === 'a')?.title).toBe('More hands');
	const long = { at: 0, remove: 0, insert: 'x'.repeat(291) };
	expect(spliceText(doc, lead, title, long)).toEqual({ ok: false, rule: 'P9' });
	const wording = { root: 'findings', id: 'afi-1', key: 'title' } as const;
	const word = { at: 0, remove: 0, insert: 'x' };
	expect(spliceText(doc, coordinator, wording, word)).toEqual({ ok: false, rule: 'C1' });
	const contributor = sampleActor('contributor', ['contact-management']);
	expect(spliceText(doc, contributor, title, word)).toEqual({ ok: false, rule: 'P6' });
	expect(spliceText(doc, contributor, { ...title, key: 'progress' }, word)).toEqual({ ok: true });
});
