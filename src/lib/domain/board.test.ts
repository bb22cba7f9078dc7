import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { dice, type Dice } from '../../../tests/support/random.ts';
import { ACTION_COLUMNS, ACTION_STATES, ANSWERS, type Action } from './action.ts';
import { addAction, spliceText } from './add.ts';
import { byPosition, FIELDS_OF, type Board, type RecordRoot } from './board-records.ts';
import { createBoard, readBoard } from './board.ts';
import { dropAction, moveAction, restoreAction, setOwner } from './change.ts';
import { lanesOf } from './lanes.ts';
import { sampleAction, sampleActor, sampleFinding, samplePillar } from './samples.ts';
import type { Field } from './schema.ts';

/** Any value a field can hold, texts with what a text can have in it. */
function anyValue(field: Field, throwing: Dice): unknown {
	if (field.nullable === true && throwing.below(3) === 0) return null;
	const words = () => throwing.pick(['', 'a', 'é “x” – 😀', 'two\nlines', 'ends with a space ']);
	switch (field.type) {
		case 'string':
			return field.format === 'position' ? throwing.pick(['Zz', 'a0', 'a0', 'a1V']) : words();
		case 'choice':
			return throwing.pick(field.of);
		case 'boolean':
			return throwing.below(2) === 0;
		case 'text':
			return words();
		case 'strings':
			return Array.from({ length: throwing.below(4) }, words);
	}
}

function anyRecords(root: RecordRoot, count: number, throwing: Dice): never[] {
	const fields = Object.entries<Field>(FIELDS_OF[root]);
	return Array.from({ length: count }, (_, i) => ({
		id: `${root}-${throwing.below(1000)}-${i}`,
		...Object.fromEntries(fields.map(([key, field]) => [key, anyValue(field, throwing)])),
	})) as never[];
}

test('a board read from its document is the board it was made of', () => {
	for (let seed = 1; seed <= 100; seed += 1) {
		const throwing = dice(seed);
		const board: Board = {
			title: throwing.pick(['PEEL 2023/25', '']),
			pillars: anyRecords('pillars', throwing.below(4), throwing).sort(byPosition),
			findings: anyRecords('findings', throwing.below(6), throwing).sort(byPosition),
			actions: anyRecords('actions', throwing.below(9), throwing).sort(byPosition),
		};
		const doc = new Y.Doc();
		const updates: Uint8Array[] = [];
		doc.on('update', (update: Uint8Array) => updates.push(update));
		createBoard(doc, board);
		expect(readBoard(doc), `seed ${seed}`).toEqual(board);
		expect(updates.length, 'one transaction is one entry of the log').toBe(1);
		const copy = new Y.Doc();
		for (const update of updates) Y.applyUpdate(copy, update);
		expect(readBoard(copy), `seed ${seed}, over the wire`).toEqual(board);
	}
});

const ACTORS = [
	sampleActor('coordinator'),
	sampleActor('lead', ['contact-management']),
	sampleActor('lead', ['safeguarding']),
	sampleActor('contributor', ['contact-management']),
	sampleActor('executive'),
];

function start(throwing: Dice): Y.Doc {
	const doc = new Y.Doc();
	const actions = Array.from({ length: 12 }, (_, i): Action =>
		sampleAction({
			id: `card-${i}`,
			position: throwing.pick(['a0', 'a1', 'a1', 'a2']),
			state: throwing.pick(ACTION_STATES),
			droppedBecause: 'a reason',
			department: throwing.pick(['contact-management', 'safeguarding', null]),
			answers: throwing.pick([...ANSWERS, null]),
			finding: throwing.pick(['afi-1', 'afi-2', 'gone', null]),
		}),
	);
	const findings = [sampleFinding(), sampleFinding({ id: 'afi-2', position: 'a1' })];
	createBoard(doc, { title: 'PEEL', pillars: [samplePillar()], findings, actions });
	return doc;
}

function command(doc: Y.Doc, throwing: Dice, step: number, client: number): void {
	const actor = throwing.pick(ACTORS);
	const board = readBoard(doc);
	const { id } = throwing.pick(board.actions);
	const { ref: lane } = throwing.pick(lanesOf(board, 'pillar-4'));
	switch (throwing.below(7)) {
		case 0:
			dropAction(doc, actor, id, throwing.pick(['covered elsewhere', '', 'not needed']));
			return;
		case 1:
			restoreAction(doc, actor, id);
			return;
		case 2:
			setOwner(doc, actor, id, throwing.pick([null, 'user-1', 'user-2']));
			return;
		case 3: {
			const text = { root: 'actions', id, key: throwing.pick(['title', 'progress']) } as const;
			const splice = { at: throwing.below(12), remove: throwing.below(3), insert: `${step}` };
			spliceText(doc, actor, text, splice);
			return;
		}
		case 4: {
			const card = { pillar: 'pillar-4', lane, title: `Card ${step}`, due: null, owner: null };
			const department = throwing.pick(['contact-management', 'safeguarding']);
			addAction(doc, actor, { id: `new-${client}-${step}`, ...card, department });
			return;
		}
		case 5:
		case 6: {
			const state = throwing.pick(ACTION_COLUMNS);
			moveAction(doc, actor, id, { state, lane, index: throwing.below(5) });
		}
	}
}

describe('commands of clients that work at the same time, some of them offline', () => {
	test.each(Array.from({ length: 25 }, (_, i) => i + 1))(
		'seed %i: all boards come out equal',
		(seed) => {
			const throwing = dice(seed);
			const first = start(throwing);
			const docs = [first, new Y.Doc(), new Y.Doc()];
			const waiting: Uint8Array[][] = docs.map(() => []);
			for (const [client, doc] of docs.entries()) {
				doc.clientID = seed * 10 + client;
				if (client > 0) Y.applyUpdate(doc, Y.encodeStateAsUpdate(first), 'net');
				doc.on('update', (update: Uint8Array, origin: unknown) => {
					if (origin === 'net') return;
					for (const [peer, queue] of waiting.entries()) if (peer !== client) queue.push(update);
				});
			}
			const deliver = (client: number) => {
				const doc = docs[client];
				for (const update of waiting[client]?.splice(0) ?? []) {
					if (doc !== undefined) Y.applyUpdate(doc, update, 'net');
				}
			};
			const embedded = (doc: Y.Doc) =>
				readBoard(doc)
					.actions.filter(({ state }) => state === 'embedded')
					.map(({ id }) => id)
					.sort();
			const before = embedded(first);
			for (let step = 0; step < 120; step += 1) {
				const client = throwing.below(docs.length);
				const doc = docs[client];
				if (doc !== undefined) command(doc, throwing, step, client);
				if (throwing.below(4) === 0) deliver(throwing.below(docs.length));
			}
			docs.forEach((_, client) => deliver(client));

			const [one, two, three] = docs.map((doc) => readBoard(doc));
			expect(two).toEqual(one);
			expect(three).toEqual(one);
			expect(embedded(first), 'P7: embedded holds what it held').toEqual(before);
			const shown = lanesOf(readBoard(first), 'pillar-4').flatMap((lane) =>
				[...Object.values(lane.columns).flat(), ...lane.dropped].map(({ action }) => action.id),
			);
			expect(shown.length, 'L1: every card stands in exactly one lane').toBe(new Set(shown).size);
			expect(shown.length).toBe(one?.actions.length);
			for (const action of one?.actions ?? []) {
				if (action.state === 'dropped') expect(action.droppedBecause, 'P8').toMatch(/\S/);
			}
		},
	);
});
