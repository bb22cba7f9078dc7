import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { RECHECK_MS, SOCKETS_PER_USER } from '#lib/protocol/limits.ts';
import { changed, joined, RawClient } from '../../tests/support/sockets.ts';
import {
	BOARD,
	NARRATIVE,
	ORIGIN,
	startSyncServer,
	withBoard,
	type SyncServer,
} from '../../tests/support/sync-server.ts';

let server: SyncServer;

beforeEach(async () => {
	server = await startSyncServer();
});
afterEach(() => server.close());

const codeOf = async (document: string, options: { cookie?: string; origin?: string } = {}) =>
	(await RawClient.connect(server.url, document, options).closed).code;

describe('E1: who comes in', () => {
	test('nobody without a session', async () => {
		expect(await codeOf(BOARD)).toBe(4401);
		expect(await codeOf(BOARD, { cookie: 'stranger' })).toBe(4401);
		expect(await codeOf('nonsense')).toBe(4401);
	});

	test('no observer and no administrator, on boards and narratives alike', async () => {
		expect(await codeOf(BOARD, { cookie: 'ola' })).toBe(4403);
		expect(await codeOf(NARRATIVE, { cookie: 'ola' })).toBe(4403);
		expect(await codeOf(BOARD, { cookie: 'adam' })).toBe(4403);
	});

	test('no page of another origin; no origin is no browser', async () => {
		expect(await codeOf(BOARD, { cookie: 'cora', origin: 'https://elsewhere.example' })).toBe(4403);
		expect(await codeOf(BOARD, { cookie: 'cora', origin: 'null' })).toBe(4403);
		const { client } = await joined(server.url, BOARD, { cookie: 'cora', origin: ORIGIN });
		await client.saved(1);
	});

	test('nobody of another force, who is told the same as if there were no such board', async () => {
		await withBoard(server.log, 'board:south-2025');
		expect(await codeOf('board:south-2025', { cookie: 'cora' })).toBe(4404);
		expect(await codeOf('board:north-1999', { cookie: 'cora' })).toBe(4404);
	});

	test.each(['nonsense', 'board:', 'board:a:b', 'narrative:north-2025', '%', 'minutes:m1'])(
		'no document is called %s',
		async (name) => {
			expect(await codeOf(name, { cookie: 'cora' })).toBe(4404);
		},
	);

	test('no narrative of a record that is not on the board', async () => {
		expect(await codeOf('narrative:north-2025:action-9', { cookie: 'cora' })).toBe(4404);
	});

	test('the words of a close are for the person at the screen', async () => {
		const { reason } = await RawClient.connect(server.url, BOARD).closed;
		expect(reason).toBe('You are signed out. Sign in to go on.');
	});
});

test('E2: what cannot be looked up is no final answer', async () => {
	server.sessions.failure = new Error('the database is away');
	expect(await codeOf(BOARD, { cookie: 'cora' })).toBe(4503);
	server.sessions.failure = null;
	const { client } = await joined(server.url, BOARD, { cookie: 'cora' });
	await client.saved(1);
});

test('E3: the fifty-first socket of a person is closed, another person’s first is not', async () => {
	const sockets = Array.from({ length: SOCKETS_PER_USER }, () =>
		RawClient.connect(server.url, BOARD, { cookie: 'cora' }),
	);
	await Promise.all(sockets.map((socket) => socket.control('hello')));
	expect(await codeOf(BOARD, { cookie: 'cora' })).toBe(4529);
	await RawClient.connect(server.url, BOARD, { cookie: 'eva' }).control('hello');
	sockets[0]?.close();
	await sockets[0]?.closed;
	await joined(server.url, BOARD, { cookie: 'cora' });
});

describe('E4: rights are looked up again', () => {
	const change = (doc: Y.Doc) =>
		changed(doc, () => doc.getMap('meta').set('title', `after ${doc.clientID}`));

	test('when they are said to change: a lead who becomes an executive reads on', async () => {
		const { client, doc } = await joined(server.url, BOARD, { cookie: 'lena' });
		expect((await client.control('hello')).role).toBe('lead');
		server.sessions.set('lena', { role: 'executive', departments: [] });
		server.sessions.revoke('lena');
		expect(await client.control('role')).toEqual({ kind: 'role', role: 'executive' });
		client.update(change(doc));
		expect(await client.control('refused')).toMatchObject({ n: 2, rule: 'P2' });
	});

	test('when they are gone: 4403 for an observer, 4401 for one signed out', async () => {
		const { client: lena } = await joined(server.url, BOARD, { cookie: 'lena' });
		const { client: cora } = await joined(server.url, BOARD, { cookie: 'cora' });
		server.sessions.set('lena', { role: 'observer' });
		server.sessions.revoke('lena');
		expect((await lena.closed).code).toBe(4403);
		server.sessions.people.delete('cora');
		server.sessions.revoke('cora');
		expect((await cora.closed).code).toBe(4401);
	});

	test('every minute, without being told', async () => {
		const { client } = await joined(server.url, BOARD, { cookie: 'lena' });
		server.sessions.people.delete('lena');
		for (let passed = 0; passed < RECHECK_MS - 20_000; passed += 20_000) {
			server.clock.pass(20_000);
			await client.heardAll();
		}
		expect(server.sync.counts().connections).toBe(1);
		server.clock.pass(20_000);
		expect((await client.closed).code).toBe(4401);
	});

	test('and only writing counts as use: an open window keeps no session alive', async () => {
		const { client, doc } = await joined(server.url, BOARD, { cookie: 'cora' });
		server.sessions.revoke('cora');
		expect(server.sessions.rechecks).toEqual([false]);
		client.update(change(doc));
		await client.control('saved');
		server.sessions.revoke('cora');
		expect(server.sessions.rechecks).toEqual([false, true]);
	});

	test('when the session expires', async () => {
		server.sessions.set('lena', { expiresInMs: 20_000 });
		const { client } = await joined(server.url, BOARD, { cookie: 'lena' });
		server.sessions.set('lena', { expiresInMs: 0 });
		server.clock.pass(20_000);
		expect((await client.closed).code).toBe(4401);
	});

	test('and when they cannot be, the client tries again', async () => {
		const { client } = await joined(server.url, BOARD, { cookie: 'lena' });
		server.sessions.failure = new Error('the database is away');
		server.sessions.revoke('lena');
		expect((await client.closed).code).toBe(4503);
	});

	test('a change of department is told, since the page judges by it', async () => {
		const { client } = await joined(server.url, BOARD, { cookie: 'lena' });
		server.sessions.set('lena', { departments: ['contact', 'custody'] });
		server.sessions.revoke('lena');
		expect(await client.control('role')).toEqual({ kind: 'role', role: 'lead' });
	});
});

test('E5: a socket that breaks while its session is looked up harms nobody', async () => {
	const port = Number(new URL(server.url).port);
	const socket = connect(port, '127.0.0.1');
	await once(socket, 'connect');
	socket.write(
		`GET /sync/${BOARD} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
	);
	socket.resetAndDestroy();
	await once(socket, 'close');
	const { client } = await joined(server.url, BOARD, { cookie: 'cora' });
	await client.saved(1);
	expect(server.sync.counts().connections).toBe(1);
});
