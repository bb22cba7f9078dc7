import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { createBoard, records } from '#lib/domain/board.ts';
import type { Role } from '#lib/domain/roles.ts';
import { sampleAction, sampleActor, sampleFinding, samplePillar } from '#lib/domain/samples.ts';
import { DocumentPeer } from '../../../tests/support/document-peer.ts';
import { LiveBoard } from './live-board.svelte.ts';

let peer: DocumentPeer;
const opened: LiveBoard[] = [];

beforeEach(async () => {
	peer = await DocumentPeer.open();
	createBoard(peer.doc, {
		title: 'PEEL 2023-25',
		pillars: [samplePillar()],
		findings: [sampleFinding()],
		actions: [
			sampleAction({ id: 'a1', position: 'a0' }),
			sampleAction({ id: 'a2', position: 'a1', department: 'safeguarding' }),
		],
	});
});

afterEach(async () => {
	for (const live of opened.splice(0)) live.destroy();
	await peer.close();
});

async function open(role: Role = 'coordinator', name = 'Cora Coordinator'): Promise<LiveBoard> {
	peer.role = role;
	const live = new LiveBoard({
		board: 'b1',
		actor: sampleActor(role, ['contact-management']),
		url: peer.url,
		names: { self: name, departments: { safeguarding: 'Safeguarding' } },
	});
	opened.push(live);
	await until(() => expect(live.synced).toBe(true));
	return live;
}

const until = (check: () => void): Promise<void> =>
	vi.waitFor(check, { timeout: 10_000, interval: 5 });

const planned = { kind: 'together', answers: 'improvements' } as const;

/** What effects see, newest last. */
function watch<T>(read: () => T): { seen: T[]; stop: () => void } {
	const seen: T[] = [];
	const stop = $effect.root(() => {
		$effect(() => {
			seen.push(read());
		});
	});
	flushSync();
	return { seen, stop };
}

test('a card moved by one is seen by the other, and only its record is another object', async () => {
	const [cora, lena] = [await open(), await open('lead', 'Lena Lead')];
	const before = lena.board?.actions;
	const { seen, stop } = watch(() => lena.board?.actions.map(({ id, state }) => `${id} ${state}`));
	expect(cora.move('a1', { state: 'doing', lane: planned, index: 0 })).toEqual({ ok: true });
	await until(() => {
		flushSync();
		expect(seen.at(-1)).toContain('a1 doing');
	});
	stop();
	expect(lena.board?.actions.find(({ id }) => id === 'a2')).toBe(
		before?.find(({ id }) => id === 'a2'),
	);
	expect(lena.board?.pillars).toEqual(cora.board?.pillars);
	expect(lena.changes).toMatchObject([{ root: 'actions', id: 'a1' }]);
	expect(lena.changes[0]?.fields).toContain('state');
	expect(cora.changes).toEqual([]);
	await until(() => expect(cora.save.state).toBe('saved'));
});

test('what the judge forbids does not leave this page', async () => {
	const lena = await open('lead', 'Lena Lead');
	await until(() => expect(lena.save.state).toBe('saved'));
	const { counted } = peer.guest;
	expect(lena.move('a2', { state: 'doing', lane: planned, index: 0 })).toEqual({
		ok: false,
		rule: 'P5',
	});
	expect(lena.mayMove('a2', { state: 'doing', lane: planned })).toEqual({ ok: false, rule: 'P5' });
	expect(lena.explain('P5', 'actions', 'a2', 'state').why).toContain('Safeguarding');
	expect(lena.mayType({ root: 'actions', id: 'a2', key: 'progress' }).ok).toBe(false);
	expect(lena.mayType({ root: 'actions', id: 'a1', key: 'progress' }).ok).toBe(true);
	expect(peer.guest.counted).toBe(counted);
	expect(lena.save.state).toBe('saved');
});

test('a card added here has its texts at once, for effects too', async () => {
	const cora = await open();
	const added = cora.add({
		pillar: 'pillar-4',
		lane: planned,
		title: 'Third',
		department: null,
		due: null,
		owner: null,
	});
	expect(added.ok).toBe(true);
	expect(cora.text('actions', added.id, 'title')?.toString()).toBe('Third');
	const { seen, stop } = watch(() => cora.text('actions', 'a9', 'title')?.toString() ?? null);
	peer.change((doc) => {
		const entry = records(doc, 'actions').set('a9', new Y.Map());
		entry.set('title', new Y.Text('From elsewhere'));
	});
	await until(() => {
		flushSync();
		expect(seen).toEqual([null, 'From elsewhere']);
	});
	stop();
});

test('dropping, restoring, giving away and renaming are commands of the same kind', async () => {
	const cora = await open();
	const card = () => cora.board?.actions.find(({ id }) => id === 'a1');
	expect(cora.drop('a1', ' ').ok).toBe(false);
	expect(cora.drop('a1', 'Done elsewhere').ok).toBe(true);
	expect(card()).toMatchObject({ state: 'dropped', droppedBecause: 'Done elsewhere' });
	expect(cora.restore('a1').ok).toBe(true);
	expect(cora.setOwner('a1', 'user-lead').ok).toBe(true);
	expect(card()).toMatchObject({ state: 'planned', owner: 'user-lead' });
	expect(cora.rename('Another title').ok).toBe(true);
	expect(cora.board?.title).toBe('Another title');
});

test('after a refusal the board stays on screen, becomes the one of the server, and says why', async () => {
	const lena = await open('lead', 'Lena Lead');
	const boards = watch(() => lena.board);
	const [before] = boards.seen;
	const text = lena.text('actions', 'a1', 'progress');
	peer.refuses = () => ({ path: 'actions/a1/progress', rule: 'P5' });
	text?.insert(0, 'What I wrote');
	await until(() => expect(lena.refusals[0]?.text).toBe('What I wrote'));
	await until(() => expect(lena.synced).toBe(true));
	flushSync();
	boards.stop();
	expect(boards.seen).not.toContain(null);
	expect(lena.board).toEqual(before);
	expect(lena.board?.actions[1]).toBe(before?.actions[1]);
	const [refusal] = lena.refusals;
	expect(refusal).toMatchObject({ root: 'actions', id: 'a1', key: 'progress', rule: 'P5' });
	expect(refusal?.what).toContain('More people');
	expect(lena.text('actions', 'a1', 'progress')).not.toBe(text);
	if (refusal !== undefined) lena.dismiss(refusal);
	expect(lena.refusals).toEqual([]);
	peer.refuses = () => null;
	lena.text('actions', 'a1', 'progress')?.insert(0, 'again');
	await until(() => expect(lena.save.state).toBe('saved'));
});

test('rights that change while the page is open change what is offered', async () => {
	const live = await open('executive', 'Eve Executive');
	await until(() => expect(live.save.state).toBe('read-only'));
	expect(live.setOwner('a1', null)).toEqual({ ok: false, rule: 'P2' });
	peer.say({ kind: 'role', role: 'coordinator' });
	await until(() => expect(live.role).toBe('coordinator'));
	expect(live.setOwner('a1', null).ok).toBe(true);
});

test('others are seen with their place and caret; the list of changes has an end', async () => {
	const cora = await open();
	cora.setPlace({ pillar: 'q4', card: 'a1' });
	const text = cora.text('actions', 'a1', 'progress');
	if (text === null) throw new Error('a1 has no progress');
	const stamp = { id: 'user-lead', name: 'Lena Lead', role: 'lead', colour: 3 };
	const lena = await open('lead', 'Lena Lead');
	peer.stamp = { guest: peer.guest, user: stamp };
	const theirs = lena.text('actions', 'a1', 'progress');
	if (theirs === null) throw new Error('a1 has no progress');
	lena.setCursor({ root: 'actions', id: 'a1', key: 'progress' }, theirs, { start: 0, end: 0 });
	await until(() =>
		expect(cora.people.map(({ name }) => name)).toEqual(['Lena Lead', 'Cora Coordinator']),
	);
	expect(cora.people[0]?.place).toMatchObject({ card: 'a1', field: 'progress' });
	for (let letter = 0; letter < 60; letter++) theirs.insert(letter, 'x');
	await until(() => expect(text.length).toBe(60));
	expect(cora.changes).toHaveLength(50);
	expect(cora.changes[0]?.by).toBe('Lena Lead');
	lena.setCursor({ root: 'actions', id: 'a1', key: 'progress' }, theirs, { start: 9, end: 12 });
	await until(() =>
		expect(cora.carets(text)).toMatchObject([{ name: 'Lena Lead', index: 9, head: 12 }]),
	);
	lena.setCursor({ root: 'actions', id: 'a1', key: 'progress' }, theirs, null);
	await until(() => expect(cora.carets(text)).toEqual([]));
});
