import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { moveAction } from '#lib/domain/change.ts';
import { sampleActor } from '#lib/domain/samples.ts';
import { encodeUpdate } from '#lib/protocol/sync-messages.ts';
import type { Log } from '#server/log/log.ts';
import { changed, joined, RawClient } from '../../tests/support/sockets.ts';
import { HandClock } from '../../tests/support/hand-clock.ts';
import { HeldLog } from '../../tests/support/held-log.ts';
import {
	BOARD,
	memoryLog,
	startSyncServer,
	withBoard,
	type SyncServer,
} from '../../tests/support/sync-server.ts';
import { dice } from '../../tests/support/random.ts';
import { readDocument } from './read-document.ts';

const servers: SyncServer[] = [];

async function started(log?: Log): Promise<SyncServer> {
	const server = await startSyncServer(log === undefined ? {} : { log });
	servers.push(server);
	return server;
}

async function held(): Promise<{ log: HeldLog; server: SyncServer }> {
	const log = new HeldLog(memoryLog(new HandClock()));
	await withBoard(log);
	return { log, server: await started(log) };
}

afterEach(async () => {
	for (const server of servers.splice(0)) await server.close();
});

const titled = (doc: Y.Doc, title: string) =>
	changed(doc, () => doc.getMap('meta').set('title', title));
const titleOf = (doc: Y.Doc | null) => doc?.getMap('meta').get('title');

async function titleSeenBy(client: RawClient, title: string): Promise<void> {
	const doc = new Y.Doc();
	await client.next((frame) => {
		if (frame.kind === 'step 2' || frame.kind === 'update') Y.applyUpdate(doc, frame.update);
		return titleOf(doc) === title;
	});
}

describe('S1: hello comes first, when the document is loaded', () => {
	test('then the server asks, and only then anything is answered', async () => {
		const server = await started();
		const { client } = await joined(server.url, BOARD, { cookie: 'cora' });
		expect(client.frames[0]).toEqual({
			kind: 'control',
			message: { kind: 'hello', generation: 'generation-1', position: 1, role: 'coordinator' },
		});
		expect(client.frames.map(({ kind }) => kind).slice(1, 3)).toEqual(['step 1', 'step 2']);
	});

	test('without v=1 there is no control message at all', async () => {
		const server = await started();
		const { client, doc } = await joined(server.url, BOARD, {
			cookie: 'cora',
			hearsControl: false,
		});
		expect(titleOf(doc)).toBe('North 2025');
		client.update(titled(doc, 'New'));
		const { client: other } = await joined(server.url, BOARD, { cookie: 'eva' });
		await titleSeenBy(other, 'New');
		expect(client.controls()).toEqual([]);
	});

	test('a load that fails serves nothing, and the next to come tries again', async () => {
		const { log, server } = await held();
		log.loadFailure = new Error('the database is away');
		const failed = RawClient.connect(server.url, BOARD, { cookie: 'cora' });
		expect((await failed.closed).code).toBe(4503);
		expect(failed.frames).toEqual([]);
		log.loadFailure = null;
		const { doc } = await joined(server.url, BOARD, { cookie: 'cora' });
		expect(titleOf(doc)).toBe('North 2025');
	});

	test('many who come at once load the document once', async () => {
		const { log, server } = await held();
		await Promise.all(
			['cora', 'lena', 'luke', 'eva'].map((cookie) => joined(server.url, BOARD, { cookie })),
		);
		expect(log.loads).toBe(1);
	});
});

describe('S2: nothing is shown or called saved before it is committed', () => {
	test('neither broadcast nor answered in a step 2 while the commit is under way', async () => {
		const { log, server } = await held();
		const { client: writer, doc } = await joined(server.url, BOARD, { cookie: 'cora' });
		const { client: watcher } = await joined(server.url, BOARD, { cookie: 'eva' });
		await writer.saved(1);
		log.hold();
		const decided = log.arrived();
		writer.update(titled(doc, 'Not yet'));
		await decided;
		const late = RawClient.connect(server.url, BOARD, { cookie: 'lena' });
		watcher.step1(new Y.Doc());
		await Promise.all([writer.heardAll(), watcher.heardAll()]);
		const frames = watcher.frames.length;
		await watcher.heardAll();
		expect(watcher.frames.length).toBe(frames);
		expect(watcher.frames.filter(({ kind }) => kind === 'step 2')).toHaveLength(1);
		expect(watcher.frames.filter(({ kind }) => kind === 'update')).toEqual([]);
		expect(writer.controls().filter(({ kind }) => kind === 'saved')).toHaveLength(1);
		expect(late.frames).toEqual([]);
		log.letGo();
		await writer.saved(2);
		await titleSeenBy(watcher, 'Not yet');
		expect((await late.control('hello')).position).toBe(2);
	});

	test('others see it before its sender hears that it is saved', async () => {
		const server = await started();
		const { client: writer, doc } = await joined(server.url, BOARD, { cookie: 'cora' });
		const { client: watcher } = await joined(server.url, BOARD, { cookie: 'eva' });
		writer.update(titled(doc, 'Seen'));
		await writer.saved(2);
		expect(titleOf(await readDocument(server.log, BOARD))).toBe('Seen');
		await titleSeenBy(watcher, 'Seen');
	});

	test('what comes during a commit is committed together by the next one', async () => {
		const { log, server } = await held();
		const { client, doc } = await joined(server.url, BOARD, { cookie: 'cora' });
		await client.saved(1);
		const before = log.appends;
		log.hold();
		const decided = log.arrived();
		client.update(titled(doc, '1'));
		await decided;
		for (const title of ['2', '3', '4', '5']) client.update(titled(doc, title));
		await client.heardAll();
		log.letGo();
		await client.saved(6);
		expect(log.appends - before).toBe(2);
		expect((await log.load(BOARD))?.head.position).toBe(6);
	});
});

describe('S3: an append that fails', () => {
	test('closes everybody with 4503; nothing was shown; sent again, nothing is lost', async () => {
		const { log, server } = await held();
		const { client: writer, doc } = await joined(server.url, BOARD, { cookie: 'cora' });
		const { client: watcher } = await joined(server.url, BOARD, { cookie: 'eva' });
		await writer.saved(1);
		log.failure = new Error('the disk is full');
		writer.update(titled(doc, 'Kept on this device'));
		expect((await writer.closed).code).toBe(4503);
		expect((await watcher.closed).code).toBe(4503);
		expect(watcher.frames.filter(({ kind }) => kind === 'update')).toEqual([]);
		expect(writer.controls().filter(({ kind }) => kind === 'saved')).toHaveLength(1);
		expect(server.reports.join()).toContain('the disk is full');
		log.failure = null;
		const back = await joined(server.url, BOARD, { cookie: 'cora' }, doc);
		await back.client.saved(1);
		expect(titleOf(await readDocument(log, BOARD))).toBe('Kept on this device');
	});
});

describe('S4: acknowledgement is by number', () => {
	test('every step 2 and update counts, also one that changes nothing and is not logged', async () => {
		const server = await started();
		const { client, doc } = await joined(server.url, BOARD, { cookie: 'cora' });
		const update = titled(doc, 'Once');
		client.update(update);
		client.update(update);
		client.step2(Y.encodeStateAsUpdate(doc));
		await client.saved(4);
		expect((await server.log.load(BOARD))?.head.position).toBe(2);
		expect(server.metrics.updates).toBe(1);
	});

	test('a reader’s step 2 with all the deletions of the board is saved, not refused', async () => {
		const server = await started();
		const { client: writer, doc } = await joined(server.url, BOARD, { cookie: 'cora' });
		const move = changed(doc, () => {
			const lane = { kind: 'together', answers: 'improvements' } as const;
			const to = { state: 'doing', lane, index: 0 } as const;
			expect(moveAction(doc, sampleActor('coordinator'), 'action-1', to).ok).toBe(true);
		});
		writer.update(move);
		await writer.saved(2);
		const { client: reader, doc: read } = await joined(server.url, BOARD, { cookie: 'eva' });
		reader.step2(Y.encodeStateAsUpdate(read));
		await reader.saved(2);
		expect(reader.controls().map(({ kind }) => kind)).not.toContain('refused');
	});

	test('two connections count for themselves', async () => {
		const server = await started();
		const first = await joined(server.url, BOARD, { cookie: 'cora' });
		const second = await joined(server.url, BOARD, { cookie: 'cora' });
		first.client.update(titled(first.doc, 'a'));
		first.client.update(titled(first.doc, 'b'));
		await first.client.saved(3);
		await second.client.heardAll();
		expect(second.client.controls().filter(({ kind }) => kind === 'saved')).toEqual([
			{ kind: 'saved', n: 1 },
		]);
	});
});

describe('S5: what comes before the first step 2 waits for it', () => {
	test('a client that typed while away sends its newest change first', async () => {
		const server = await started();
		const away = await joined(server.url, BOARD, { cookie: 'cora' });
		away.client.close();
		await away.client.closed;
		titled(away.doc, 'typed while away');
		const newest = titled(away.doc, 'typed just now');
		const client = RawClient.connect(server.url, BOARD, { cookie: 'cora' });
		const asked = await client.next((frame) => frame.kind === 'step 1');
		client.update(newest);
		await client.heardAll();
		expect(client.controls().map(({ kind }) => kind)).toEqual(['hello']);
		client.step2(Y.encodeStateAsUpdate(away.doc, asked.stateVector));
		await client.saved(2);
		expect(client.controls().map(({ kind }) => kind)).not.toContain('refused');
		expect(titleOf(await readDocument(server.log, BOARD))).toBe('typed just now');
	});

	test('but not without end', async () => {
		const server = await started();
		const client = RawClient.connect(server.url, BOARD, { cookie: 'cora' });
		await client.control('hello');
		const doc = new Y.Doc();
		for (let i = 0; i <= 1_000; i += 1) client.update(titled(doc, `${i}`));
		expect((await client.closed).code).toBe(4529);
	});
});

describe('G3: who may only read', () => {
	test('is told for an update and for a step 2, then to begin anew; nobody sees anything', async () => {
		const server = await started();
		const { client: watcher } = await joined(server.url, BOARD, { cookie: 'cora' });
		const { client: executive, doc } = await joined(server.url, BOARD, { cookie: 'eva' });
		await executive.saved(1);
		executive.update(titled(doc, 'forbidden'));
		await executive.saved(2);
		executive.step2(Y.encodeStateAsUpdate(doc));
		await executive.saved(3);
		await executive.control('reset');
		await executive.heardAll();
		expect(executive.controls().slice(2)).toEqual([
			{ kind: 'refused', n: 2, path: '', rule: 'P2' },
			{ kind: 'saved', n: 2 },
			{ kind: 'reset' },
			{ kind: 'refused', n: 3, path: '', rule: 'P2' },
			{ kind: 'saved', n: 3 },
			{ kind: 'reset' },
		]);
		await watcher.heardAll();
		expect(watcher.frames.filter(({ kind }) => kind === 'update')).toEqual([]);
		expect(titleOf(await readDocument(server.log, BOARD))).toBe('North 2025');
		expect(server.metrics.refusals).toEqual(['P2', 'P2']);
	});

	test('without v=1 is closed with 4409, since it cannot be told', async () => {
		const server = await started();
		const { client, doc } = await joined(server.url, BOARD, {
			cookie: 'eva',
			hearsControl: false,
		});
		client.update(titled(doc, 'forbidden'));
		expect((await client.closed).code).toBe(4409);
	});
});

describe('G2, G4: what is made up', () => {
	test.each([
		['no message', [9, 9]],
		['an update that is none', [0, 2, 3, 1, 2, 3]],
		['a state vector that is none', [0, 0, 1, 9]],
		['presence that is none', [1, 1, 9]],
		['control, which only the server sends', [4, 5]],
	])('%s closes with 4400', async (_what, bytes) => {
		const server = await started();
		const { client } = await joined(server.url, BOARD, { cookie: 'cora' });
		client.send(Uint8Array.from(bytes));
		expect((await client.closed).code).toBe(4400);
	});

	test('text closes with 4400', async () => {
		const server = await started();
		const { client } = await joined(server.url, BOARD, { cookie: 'cora' });
		client.socket.send('hello');
		expect((await client.closed).code).toBe(4400);
	});

	test('300 mutated messages: each is closed, refused or saved, and nobody else notices', async () => {
		const SEED = 4400;
		const random = dice(SEED);
		const server = await started();
		const { client: bystander, doc: seen } = await joined(server.url, BOARD, { cookie: 'eva' });
		const ends = { closed: 0, refused: 0, saved: 0 };
		for (let round = 0; round < 300; round += 1) {
			const { client, doc } = await joined(server.url, BOARD, { cookie: 'cora' });
			const bytes = encodeUpdate(titled(doc, `round ${round}`));
			for (let hits = 1 + random.below(3); hits > 0; hits -= 1) {
				bytes[2 + random.below(bytes.length - 2)] = random.below(256);
			}
			client.send(bytes);
			const end = await Promise.race([
				client.closed.then(({ code }) => (code === 4400 ? 'closed' : `closed ${code}`)),
				client.control('refused').then(
					() => 'refused',
					() => 'closed',
				),
				client.saved(2).then(
					() => 'saved',
					() => 'closed',
				),
			]);
			if (end === 'closed' || end === 'refused' || end === 'saved') ends[end] += 1;
			else throw new Error(`seed ${SEED}, round ${round}: ${end}`);
			client.close();
			await client.closed;
		}
		expect(server.reports).toEqual([]);
		expect(Math.min(...Object.values(ends))).toBeGreaterThan(0);
		for (const update of bystander.updates()) Y.applyUpdate(seen, update);
		const committed = await readDocument(server.log, BOARD);
		expect(seen.getMap('meta').toJSON()).toEqual(committed?.getMap('meta').toJSON());
	});

	test('a gap is refused and nothing waits for it', async () => {
		const server = await started();
		const { client, doc } = await joined(server.url, BOARD, { cookie: 'cora' });
		const first = titled(doc, 'first');
		const second = titled(doc, 'second');
		client.update(second);
		expect(await client.control('refused')).toEqual({
			kind: 'refused',
			n: 2,
			path: '',
			rule: 'G4',
		});
		client.update(first);
		await client.saved(3);
		expect(titleOf(await readDocument(server.log, BOARD))).toBe('first');
	});

	test('a message above 1 MiB closes with 1009, one just below is saved', async () => {
		const server = await started();
		const { client, doc } = await joined(server.url, BOARD, { cookie: 'cora' });
		client.update(titled(doc, 'x'.repeat(1024 * 1024 - 200)));
		await client.saved(2);
		client.update(titled(doc, 'x'.repeat(1024 * 1024)));
		expect((await client.closed).code).toBe(1009);
	});
});

describe('S6: several processes on one log', () => {
	test('what one commits, people of the other see; both write at the same positions', async () => {
		const log = memoryLog(new HandClock());
		await withBoard(log);
		const [north, south] = [await started(log), await started(log)];
		const a = await joined(north.url, BOARD, { cookie: 'cora' });
		const b = await joined(south.url, BOARD, { cookie: 'lena' });
		a.client.update(titled(a.doc, 'from north'));
		await titleSeenBy(b.client, 'from north');
		b.client.update(changed(b.doc, () => b.doc.getMap('meta').set('title', 'from south')));
		await titleSeenBy(a.client, 'from south');
		const entries = await log.read(BOARD, 0, 100);
		expect(entries.map(({ position, actor }) => [position, actor])).toEqual([
			[1, 'server'],
			[2, 'user-cora'],
			[3, 'user-lena'],
		]);
	});

	test('a process that has not heard yet applies what others appended inside its own append', async () => {
		const log = memoryLog(new HandClock());
		await withBoard(log);
		const deaf = new HeldLog(log);
		deaf.isDeaf = true;
		const [near, far] = [await started(deaf), await started(log)];
		const a = await joined(near.url, BOARD, { cookie: 'cora' });
		const watcher = await joined(near.url, BOARD, { cookie: 'eva' });
		const b = await joined(far.url, BOARD, { cookie: 'lena' });
		b.client.update(changed(b.doc, () => b.doc.getMap('meta').set('title', 'far')));
		await b.client.saved(2);
		a.client.update(changed(a.doc, () => a.doc.getMap('meta').set('more', 'near')));
		await a.client.saved(2);
		await titleSeenBy(watcher.client, 'far');
		await titleSeenBy(a.client, 'far');
		const late = await joined(near.url, BOARD, { cookie: 'luke' });
		expect(late.doc.getMap('meta').toJSON()).toEqual({ title: 'far', more: 'near' });
	});
});

describe('S7: the end', () => {
	test('a server that goes down has committed what came, and says it will be back', async () => {
		const { log, server } = await held();
		const { client, doc } = await joined(server.url, BOARD, { cookie: 'cora' });
		client.update(titled(doc, 'last words'));
		await client.heardAll();
		await server.sync.close();
		expect((await client.closed).code).toBe(1001);
		expect(titleOf(await readDocument(log, BOARD))).toBe('last words');
		const next = await started(log);
		const back = await joined(next.url, BOARD, { cookie: 'cora' }, doc);
		expect(titleOf(back.doc)).toBe('last words');
		expect(await back.client.control('hello')).toMatchObject({ position: 2 });
	});

	test('a document nobody has open is dropped, with what came last committed', async () => {
		const server = await started();
		const { client, doc } = await joined(server.url, BOARD, { cookie: 'cora' });
		await client.saved(1);
		expect(server.sync.counts()).toEqual({ connections: 1, rooms: 1 });
		client.update(titled(doc, 'and gone'));
		client.close();
		await client.closed;
		const { doc: again, client: other } = await joined(server.url, BOARD, { cookie: 'eva' });
		if (titleOf(again) !== 'and gone') await titleSeenBy(other, 'and gone');
		other.close();
		await other.closed;
		const last = RawClient.connect(server.url, 'board:north-1999', { cookie: 'eva' });
		await last.closed;
		expect(server.sync.counts()).toEqual({ connections: 0, rooms: 0 });
	});
});
