import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { HEARTBEAT_MS, SILENCE_MS, UNSENT_BYTES } from '#lib/protocol/limits.ts';
import { changed, joined } from '../../tests/support/sockets.ts';
import { BOARD, startSyncServer, type SyncServer } from '../../tests/support/sync-server.ts';

let server: SyncServer;

beforeEach(async () => {
	server = await startSyncServer();
});
afterEach(() => server.close());

const filled = (doc: Y.Doc, key: string, bytes: number) =>
	changed(doc, () => doc.getMap('meta').set(key, 'x'.repeat(bytes)));

describe('L2: the server is never silent for more than 15 s', () => {
	test('our client gets a ping', async () => {
		const { client } = await joined(server.url, BOARD, { cookie: 'eva' });
		server.clock.pass(HEARTBEAT_MS);
		expect(await client.control('ping')).toEqual({ kind: 'ping' });
	});

	test('a stock client gets an awareness message without entries', async () => {
		const { client } = await joined(server.url, BOARD, { cookie: 'eva', hearsControl: false });
		server.clock.pass(HEARTBEAT_MS);
		const frame = await client.next(({ kind }) => kind === 'awareness');
		expect(frame).toEqual({ kind: 'awareness', entries: [] });
	});

	test('whoever does not answer any more is let go', async () => {
		const { client } = await joined(server.url, BOARD, { cookie: 'eva' });
		await client.saved(1);
		client.socket.pause();
		server.clock.pass(SILENCE_MS + 2_000);
		client.socket.resume();
		await client.closed;
		expect(server.sync.counts().connections).toBe(0);
	});
});

describe('L5: a reader that does not read', () => {
	test('is closed at 4 MiB, the others go on, and it synchronises anew', async () => {
		const { client: slow, doc: old } = await joined(server.url, BOARD, { cookie: 'eva' });
		const { client: writer, doc } = await joined(server.url, BOARD, { cookie: 'cora' });
		await slow.saved(1);
		slow.socket.pause();
		// Two keys in turn: what is overwritten is collected, so the document stays small.
		let n = 1;
		while (server.sync.counts().connections === 2 && n < 100) {
			writer.update(filled(doc, `key-${n % 2}`, 900_000));
			n += 1;
			await writer.saved(n);
		}
		expect(server.sync.counts().connections).toBe(1);
		// The kernel takes some megabytes of its own before anything waits in the process.
		expect(n * 900_000).toBeGreaterThan(UNSENT_BYTES);
		writer.update(filled(doc, 'last', 10));
		await writer.saved(n + 1);
		server.clock.pass(3_000);
		slow.socket.resume();
		await slow.closed;
		const back = await joined(server.url, BOARD, { cookie: 'eva' }, old);
		expect(back.doc.getMap('meta').toJSON()).toEqual(doc.getMap('meta').toJSON());
	});
});
