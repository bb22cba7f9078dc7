import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import type { Log } from '#server/log/log.ts';
import { PostgresLog } from '#server/log/postgres-log.ts';
import { onBothDatabases } from '../../tests/support/databases.ts';
import { changed, joined } from '../../tests/support/sockets.ts';
import { BOARD, NARRATIVE, startSyncServer, withBoard } from '../../tests/support/sync-server.ts';
import { readDocument } from './read-document.ts';

const options = { now: () => new Date(), randomId: () => randomUUID() };

const titled = (doc: Y.Doc, title: string) =>
	changed(doc, () => doc.getMap('meta').set('title', title));
const titleOf = (doc: Y.Doc | null) => doc?.getMap('meta').get('title');

async function started(log: Log) {
	const server = await startSyncServer({ log });
	onTestFinished(() => server.close());
	return server;
}

onBothDatabases('live editing', (open) => {
	test('S2: what is called saved is in the database, by whom and at which position', async () => {
		const log = new PostgresLog(await open(), options);
		await withBoard(log);
		const server = await started(log);
		const { client, doc } = await joined(server.url, BOARD, { cookie: 'cora' });
		for (let n = 2; n <= 20; n += 1) client.update(titled(doc, `title ${n}`));
		await client.saved(20);
		expect(titleOf(await readDocument(log, BOARD))).toBe('title 20');
		const entries = await log.read(BOARD, 1, 100);
		expect(entries.map(({ position }) => position)).toEqual(
			Array.from({ length: 19 }, (_, i) => i + 2),
		);
		expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set(['user-cora']));
		expect(new Set(entries.map(({ clientId }) => clientId))).toEqual(new Set([doc.clientID]));
	});

	test('S3: a commit that the database refuses loses nothing', async () => {
		const database = await open();
		const log = new PostgresLog(database, options);
		await withBoard(log);
		const server = await started(log);
		const { client, doc } = await joined(server.url, BOARD, { cookie: 'cora' });
		await client.saved(1);
		await database.sql`alter table update_log add constraint full_disk check (position < 2)`;
		client.update(titled(doc, 'kept'));
		expect((await client.closed).code).toBe(4503);
		await database.sql`alter table update_log drop constraint full_disk`;
		const back = await joined(server.url, BOARD, { cookie: 'cora' }, doc);
		await back.client.saved(1);
		expect(titleOf(await readDocument(log, BOARD))).toBe('kept');
	});

	test('S6: two processes on one database keep one order', async () => {
		const database = await open();
		const near = new PostgresLog(database, options);
		const far = new PostgresLog(database.another(), options);
		await withBoard(near);
		const a = await joined((await started(near)).url, BOARD, { cookie: 'cora' });
		const b = await joined((await started(far)).url, BOARD, { cookie: 'lena' });
		for (let n = 0; n < 10; n += 1) {
			a.client.update(changed(a.doc, () => a.doc.getMap('meta').set(`a${n}`, n)));
			b.client.update(changed(b.doc, () => b.doc.getMap('meta').set(`b${n}`, n)));
		}
		await Promise.all([a.client.saved(11), b.client.saved(11)]);
		const doc = await readDocument(near, BOARD);
		const meta = Object.keys(doc?.getMap('meta').toJSON() ?? {});
		expect(meta).toHaveLength(21);
		expect((await near.head(BOARD))?.position).toBe(21);
	});

	test('N1: a narrative is made by its first change', async () => {
		const log = new PostgresLog(await open(), options);
		await withBoard(log);
		const server = await started(log);
		const { client, doc } = await joined(server.url, NARRATIVE, { cookie: 'lena' });
		client.update(changed(doc, () => doc.getXmlFragment('default').push([new Y.XmlText('x')])));
		await client.saved(2);
		expect((await log.head(NARRATIVE))?.position).toBe(1);
	});
});
