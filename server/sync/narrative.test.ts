import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { records } from '#lib/domain/board.ts';
import type { Log } from '#server/log/log.ts';
import { HandClock } from '../../tests/support/hand-clock.ts';
import { HeldLog } from '../../tests/support/held-log.ts';
import { changed, joined, RawClient } from '../../tests/support/sockets.ts';
import {
	BOARD,
	memoryLog,
	NARRATIVE,
	startSyncServer,
	withBoard,
	type SyncServer,
} from '../../tests/support/sync-server.ts';
import { readDocument } from './read-document.ts';

let server: SyncServer;
let log: HeldLog;

async function restarted(on: Log): Promise<void> {
	await server.close();
	server = await startSyncServer({ log: on });
}

beforeEach(async () => {
	log = new HeldLog(memoryLog(new HandClock()));
	await withBoard(log);
	server = await startSyncServer({ log });
});
afterEach(() => server.close());

const typed = (doc: Y.Doc, text: string) =>
	changed(doc, () => doc.getXmlFragment('default').push([new Y.XmlText(text)]));
const textOf = (doc: Y.Doc | null) => doc?.getXmlFragment('default').toString();

describe('N1: a narrative is made by its first change', () => {
	test('opening one writes nothing; hello has position 0 and no generation yet', async () => {
		const { client } = await joined(server.url, NARRATIVE, { cookie: 'lena' });
		await client.saved(1);
		expect(await client.control('hello')).toEqual({
			kind: 'hello',
			generation: '',
			position: 0,
			role: 'writer',
		});
		expect(await log.head(NARRATIVE)).toBeNull();
	});

	test('the first change makes it, and everybody is told its generation', async () => {
		const { client: lena, doc } = await joined(server.url, NARRATIVE, { cookie: 'lena' });
		const { client: cora, doc: seen } = await joined(server.url, NARRATIVE, { cookie: 'cora' });
		lena.update(typed(doc, 'What we did'));
		lena.update(typed(doc, ' and why'));
		await lena.saved(3);
		const saved = lena.controls().filter(({ kind }) => kind === 'saved');
		// The first is committed alone, and only that is said then.
		expect(saved.map((message) => message.kind === 'saved' && message.n)).toEqual([1, 2, 3]);
		const { generation } = await cora.control('hello', (message) => message.generation !== '');
		expect(generation).toBe((await log.head(NARRATIVE))?.generation);
		expect(textOf(await readDocument(log, NARRATIVE))).toBe('What we did and why');
		await cora.next((frame) => {
			if (frame.kind === 'update') Y.applyUpdate(seen, frame.update);
			return textOf(seen) === 'What we did and why';
		});
		const entries = await log.read(NARRATIVE, 0, 10);
		expect(entries.map(({ position, actor, clientId }) => [position, actor, clientId])).toEqual([
			[1, 'user-lena', doc.clientID],
			[2, 'user-lena', doc.clientID],
		]);
	});

	test('two processes whose people write first at the same moment keep both', async () => {
		log.isDeaf = true;
		await restarted(log);
		const far = await startSyncServer({ log });
		const a = await joined(server.url, NARRATIVE, { cookie: 'lena' });
		const b = await joined(far.url, NARRATIVE, { cookie: 'cora' });
		a.client.update(typed(a.doc, 'A'));
		b.client.update(typed(b.doc, 'B'));
		await Promise.all([a.client.saved(2), b.client.saved(2)]);
		expect([...(textOf(await readDocument(log, NARRATIVE)) ?? '')].sort().join('')).toBe('AB');
		await far.close();
	});

	test('when it cannot be made, nothing is lost', async () => {
		const { client, doc } = await joined(server.url, NARRATIVE, { cookie: 'lena' });
		log.failure = new Error('the disk is full');
		client.update(typed(doc, 'kept'));
		expect((await client.closed).code).toBe(4503);
		log.failure = null;
		const back = await joined(server.url, NARRATIVE, { cookie: 'lena' }, doc);
		await back.client.saved(1);
		expect(textOf(await readDocument(log, NARRATIVE))).toBe('kept');
	});
});

describe('N2: who writes one follows from its record, as it is now', () => {
	const move = (doc: Y.Doc, to: string) =>
		changed(doc, () => records(doc, 'actions').get('action-1')?.set('department', to));

	test('the department’s people write, others read', async () => {
		const roles = await Promise.all(
			['cora', 'lena', 'cleo', 'luke', 'eva'].map(async (cookie) => {
				const client = RawClient.connect(server.url, NARRATIVE, { cookie });
				return (await client.control('hello')).role;
			}),
		);
		expect(roles).toEqual(['writer', 'writer', 'writer', 'reader', 'reader']);
	});

	test('a reader’s change is refused with the department’s rule', async () => {
		const { client, doc } = await joined(server.url, NARRATIVE, { cookie: 'luke' });
		client.update(typed(doc, 'forbidden'));
		expect(await client.control('refused')).toMatchObject({ n: 2, rule: 'P5' });
		expect(await log.head(NARRATIVE)).toBeNull();
	});

	test('when the record changes hands, rights change in place for those who have it open', async () => {
		const lena = await joined(server.url, NARRATIVE, { cookie: 'lena' });
		const luke = await joined(server.url, NARRATIVE, { cookie: 'luke' });
		const board = await joined(server.url, BOARD, { cookie: 'cora' });
		board.client.update(move(board.doc, 'custody'));
		expect(await lena.client.control('role')).toEqual({ kind: 'role', role: 'reader' });
		expect(await luke.client.control('role')).toEqual({ kind: 'role', role: 'writer' });
		lena.client.update(typed(lena.doc, 'too late'));
		expect(await lena.client.control('refused')).toMatchObject({ rule: 'P5' });
		luke.client.update(typed(luke.doc, 'mine now'));
		await luke.client.saved(2);
		expect(textOf(await readDocument(log, NARRATIVE))).toBe('mine now');
	});

	test('the board stays loaded while its narrative is open, and goes with it', async () => {
		const { client } = await joined(server.url, NARRATIVE, { cookie: 'lena' });
		expect(server.sync.counts()).toEqual({ connections: 1, rooms: 2 });
		client.close();
		await client.closed;
		await RawClient.connect(server.url, 'nonsense', { cookie: 'lena' }).closed;
		expect(server.sync.counts()).toEqual({ connections: 0, rooms: 0 });
	});

	test('when the board is given up, so are its narratives: nobody writes on old rights', async () => {
		const narrative = await joined(server.url, NARRATIVE, { cookie: 'lena' });
		const board = await joined(server.url, BOARD, { cookie: 'cora' });
		log.failure = new Error('the disk is full');
		board.client.update(move(board.doc, 'custody'));
		expect((await narrative.client.closed).code).toBe(4503);
	});
});
