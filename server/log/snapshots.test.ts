import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { NewEntry } from './log.ts';
import { MemoryLog } from './memory-log.ts';
import {
	keepSnapshots,
	snapshotIfDue,
	SNAPSHOT_BYTES,
	SNAPSHOT_ENTRIES,
	toDoc,
} from './snapshots.ts';

const BOARD = 'board:a';
const options = { now: () => new Date(0), randomId: () => randomUUID() };

/** A document that is typed in, and its updates as entries. */
function writer() {
	const doc = new Y.Doc();
	const made: NewEntry[] = [];
	doc.on('update', (bytes: Uint8Array) => made.push({ actor: 'user-a', clientId: 1, bytes }));
	return {
		doc,
		type: (text: string, times = 1): NewEntry[] => {
			for (let time = 0; time < times; time += 1) doc.getText('text').insert(0, text);
			return made.splice(0);
		},
	};
}

async function begun() {
	const log = new MemoryLog(options);
	const { doc, type } = writer();
	for (const first of type('a')) await log.create(BOARD, first);
	return { log, doc, type };
}

test('a short tail gets no snapshot', async () => {
	const { log, type } = await begun();
	await log.append(BOARD, 1, () => type('b', SNAPSHOT_ENTRIES - 2));
	expect(await snapshotIfDue(log, BOARD)).toBe(false);
	expect((await log.load(BOARD))?.snapshot).toBeNull();
});

test('five hundred entries are replaced by a snapshot that reads the same', async () => {
	const { log, doc, type } = await begun();
	await log.append(BOARD, 1, () => type('b', SNAPSHOT_ENTRIES - 1));
	expect(await snapshotIfDue(log, BOARD)).toBe(true);
	const loaded = await log.load(BOARD);
	expect(loaded).toMatchObject({ snapshot: { position: SNAPSHOT_ENTRIES }, tail: [] });
	if (loaded === null) return;
	expect(toDoc(loaded).getText('text').toString()).toBe(doc.getText('text').toString());
	expect(await snapshotIfDue(log, BOARD)).toBe(false);
});

test('a few large entries are enough', async () => {
	const { log, type } = await begun();
	await log.append(BOARD, 1, () => type('x'.repeat(SNAPSHOT_BYTES)));
	expect(await snapshotIfDue(log, BOARD)).toBe(true);
});

test('following the commits keeps the tail short and the text whole', async () => {
	const { log, doc, type } = await begun();
	const failures: unknown[] = [];
	const stop = keepSnapshots(log, (_document, error) => failures.push(error));
	for (let round = 0; round < 120; round += 1) {
		await log.append(BOARD, 1 + round * 10, () => type('c', 10));
	}
	await vi.waitUntil(async () => (await log.load(BOARD))?.snapshot !== null);
	await stop();
	const loaded = await log.load(BOARD);
	expect(loaded?.tail.length).toBeLessThan(SNAPSHOT_ENTRIES + 100);
	expect(loaded && toDoc(loaded).getText('text').toString()).toBe(doc.getText('text').toString());
	expect(failures).toEqual([]);
});

test('a snapshot that fails is told, loses nothing and is tried again', async () => {
	const { log, type } = await begun();
	const failures: unknown[] = [];
	const fault = new Error('disk full');
	let full = true;
	const keep = log.keepSnapshot.bind(log);
	log.keepSnapshot = async (...args) => {
		if (full) throw fault;
		await keep(...args);
	};
	const stop = keepSnapshots(log, (document, error) => failures.push([document, error]));
	await log.append(BOARD, 1, () => type('b', SNAPSHOT_ENTRIES));
	await vi.waitUntil(() => failures.length > 0);
	expect(failures).toEqual([[BOARD, fault]]);
	full = false;
	await log.append(BOARD, SNAPSHOT_ENTRIES + 1, () => type('b', 100));
	await vi.waitUntil(async () => (await log.load(BOARD))?.snapshot !== null);
	await stop();
	expect((await log.load(BOARD))?.snapshot?.position).toBe(SNAPSHOT_ENTRIES + 101);
});
