/**
 * The client as pages use it against the server as it runs: boards and narratives over real
 * sockets that break, and what a person is told when the server says no.
 */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import * as Y from 'yjs';
import { readBoard } from '#lib/domain/board.ts';
import { ACTION_COLUMNS } from '#lib/domain/action.ts';
import type { Role } from '#lib/domain/roles.ts';
import { LiveBoard } from '#lib/client/live-board.svelte.ts';
import { openNarrative, type Narrative } from '#lib/client/narrative.svelte.ts';
import { BOARD, NARRATIVE, startSyncServer, type SyncServer } from '../support/sync-server.ts';
import { dice } from '../support/random.ts';

let server: SyncServer;
const opened: { destroy(): void }[] = [];
const sockets = new Set<NodeWebSocket>();

beforeEach(async () => {
	server = await startSyncServer();
});

afterEach(async () => {
	for (const each of opened.splice(0)) each.destroy();
	sockets.clear();
	await server.close();
});

/** A socket that is signed in: a browser adds the cookie by itself. */
function socketOf(name: string): typeof WebSocket {
	class SignedInSocket extends NodeWebSocket {
		constructor(url: string | URL) {
			super(url, { headers: { cookie: name }, perMessageDeflate: false });
			sockets.add(this);
			this.once('close', () => sockets.delete(this));
		}
	}
	return SignedInSocket as unknown as typeof WebSocket;
}

interface Who {
	readonly name: string;
	readonly role: Role;
	readonly departments: readonly string[];
}

const CORA: Who = { name: 'cora', role: 'coordinator', departments: [] };
const LENA: Who = { name: 'lena', role: 'lead', departments: ['contact'] };
const LUKE: Who = { name: 'luke', role: 'lead', departments: ['custody'] };
const EVA: Who = { name: 'eva', role: 'executive', departments: [] };

function connect({ name, role, departments }: Who) {
	return {
		actor: { id: `user-${name}`, role, departments },
		url: server.url,
		WebSocket: socketOf(name),
	};
}

async function open(who: Who): Promise<LiveBoard> {
	const names = { self: who.name, departments: { contact: 'Contact', custody: 'Custody' } };
	const live = new LiveBoard({ board: 'north-2025', ...connect(who), names });
	opened.push(live);
	await until(() => expect(live.synced).toBe(true));
	return live;
}

async function openText(who: Who): Promise<Narrative> {
	const record = 'action-1';
	const narrative = openNarrative({ board: 'north-2025', record, name: who.name, ...connect(who) });
	opened.push(narrative);
	await until(() => expect(narrative.synced).toBe(true));
	return narrative;
}

const until = (check: () => void | Promise<void>): Promise<void> =>
	vi.waitFor(check, { timeout: 15_000, interval: 10 });

/** What the log holds, by the entries alone. */
async function committed(document: string): Promise<Y.Doc> {
	const doc = new Y.Doc();
	for (const entry of await server.log.read(document, 0, 100_000)) Y.applyUpdate(doc, entry.bytes);
	return doc;
}

test.each([1, 2, 3])(
	'five windows over lines that break end with one board, the committed one (seed %i)',
	async (seed) => {
		const { below, pick } = dice(seed);
		const windows: LiveBoard[] = [];
		for (const who of [CORA, CORA, LENA, LENA, LUKE]) windows.push(await open(who));
		let typed = 0;
		for (let turn = 0; turn < 150; turn++) {
			const live = pick(windows);
			const cards = live.board?.actions ?? [];
			const card = pick(cards);
			const lane = { kind: 'together', answers: card.answers } as const;
			switch (below(6)) {
				case 0:
					live.move(card.id, { state: pick(ACTION_COLUMNS), lane, index: below(4) });
					break;
				case 1:
					live.setOwner(card.id, pick([null, 'user-lena', 'user-luke']));
					break;
				case 2:
					if (cards.length < 20) {
						const department = pick(['contact', 'custody']);
						const title = `Card ${turn}`;
						live.add({ pillar: 'pillar-1', lane, title, department, due: null, owner: null });
					}
					break;
				case 3:
					if (live.mayType({ root: 'actions', id: card.id, key: 'progress' }).ok) {
						const text = live.text('actions', card.id, 'progress');
						text?.insert(below(text.length + 1), `<${typed++}>`);
					}
					break;
				case 4:
					if (sockets.size > 0 && below(3) === 0) pick([...sockets]).terminate();
					break;
				case 5:
					// Lets what is on the way arrive, so that people also build on each other's changes.
					await new Promise<void>((resolve) => void setImmediate(resolve));
					break;
			}
		}
		await until(() => {
			for (const live of windows) expect(live.save.state).toBe('saved');
		});
		const truth = readBoard(await committed(BOARD));
		await until(() => {
			for (const live of windows) expect(live.board).toEqual(truth);
		});
		for (const live of windows) expect(live.refusals).toEqual([]);
		const progress = truth.actions.map((action) => action.progress).join('');
		expect(progress.match(/[<>]/g)?.length ?? 0).toBe(2 * typed);
		expect(typed).toBeGreaterThan(5);
	},
	60_000,
);

test('an executive who writes past the page is told, keeps the words and sees the true board', async () => {
	const eva = await open(EVA);
	const before = eva.board;
	expect(eva.setOwner('action-1', null)).toEqual({ ok: false, rule: 'P2' });
	eva.text('actions', 'action-1', 'progress')?.insert(0, 'By order');
	await until(() => expect(eva.refusals[0]?.text).toBe('By order'));
	await until(() => expect(eva.save.state).toBe('read-only'));
	expect(eva.refusals).toHaveLength(1);
	expect(eva.refusals[0]).toMatchObject({ rule: 'P2', key: 'progress' });
	expect(eva.refusals[0]?.why).toContain('Executives read the board');
	expect(eva.board).toEqual(before);
	const logged = readBoard(await committed(BOARD));
	expect(logged.actions.map(({ progress }) => progress)).toEqual(['', '']);
});

test('who is here and where comes with the name that the server knows', async () => {
	const [cora, lena] = [await open(CORA), await open(LENA)];
	lena.setPlace({ pillar: 'q4', card: 'action-1' });
	await until(() => {
		server.clock.pass(100);
		expect(cora.people).toMatchObject([
			{ id: 'user-lena', role: 'lead', self: false, place: { card: 'action-1' } },
			{ id: 'user-cora', self: true },
		]);
	});
	lena.destroy();
	await until(() => {
		server.clock.pass(100);
		expect(cora.people.map(({ id }) => id)).toEqual(['user-cora']);
	});
});

test('two write one narrative that did not exist before; a reader of it is told so', async () => {
	const [cora, lena, luke] = [await openText(CORA), await openText(LENA), await openText(LUKE)];
	await until(() => expect([cora.writes, lena.writes, luke.writes]).toEqual([true, true, false]));
	const write = (narrative: Narrative, words: string): void => {
		narrative.doc.getXmlFragment('default').insert(0, [new Y.XmlText(words)]);
	};
	write(cora, 'from cora ');
	write(lena, 'from lena ');
	await until(() => {
		expect([cora.save.state, lena.save.state]).toEqual(['saved', 'saved']);
		expect(luke.save.state).toBe('read-only');
		expect(luke.doc.getXmlFragment('default').length).toBe(2);
	});
	const text = (await committed(NARRATIVE)).getXmlFragment('default').toString();
	for (const { doc } of [cora, lena, luke]) {
		expect(doc.getXmlFragment('default').toString()).toBe(text);
	}
	expect(text).toContain('from cora');
	expect(text).toContain('from lena');
	write(luke, 'from luke ');
	await until(() => expect(luke.lost).toMatchObject([{ text: 'from luke ' }]));
	expect((await committed(NARRATIVE)).getXmlFragment('default').toString()).toBe(text);
});

test('a line that has gone for good is said with the reason, and the words are still there', async () => {
	const cora = await open(CORA);
	await until(() => expect(cora.save.state).toBe('saved'));
	server.sessions.set('cora', { expiresInMs: 0 });
	server.sessions.revoke('cora');
	await until(() => expect(cora.save).toEqual({ state: 'ended', code: 4401, unsaved: false }));
	cora.text('actions', 'action-1', 'progress')?.insert(0, 'kept');
	expect(cora.save).toEqual({ state: 'ended', code: 4401, unsaved: true });
	expect(cora.unsavedText()).toBe('kept');
	server.sessions.set('cora', { expiresInMs: 60_000 });
	cora.retry();
	await until(() => expect(cora.save.state).toBe('saved'));
	expect(readBoard(await committed(BOARD)).actions[0]?.progress).toBe('kept');
});
