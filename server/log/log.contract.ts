/**
 * What every implementation of the log must keep. A suite calls it with the way to open an empty
 * log and, where there can be one, a second connection to the same log.
 */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '../../tests/support/random.ts';
import { firstBroken } from './hash.ts';
import { DocumentExists, NoSuchDocument, type Entry, type Log, type NewEntry } from './log.ts';
import { takeSnapshot, toDoc } from './snapshots.ts';

export interface OpenedLog {
	readonly log: Log;
	/** the same log as another process has it open, or the same object where there is none */
	readonly other: Log;
}

const BOARD = 'board:durham-2023-25';

function entry(clientId: number, ...bytes: number[]): NewEntry {
	return { actor: `user-${clientId}`, clientId, bytes: new Uint8Array(bytes) };
}

function positions(entries: readonly Entry[]): number[] {
	return entries.map(({ position }) => position);
}

export function logContract(name: string, open: () => Promise<OpenedLog>): void {
	describe(`log: ${name}`, () => {
		test('a document begins with its first entry at position 1', async () => {
			const { log } = await open();
			const head = await log.create(BOARD, entry(1, 7, 8));
			expect(head).toMatchObject({ document: BOARD, position: 1 });
			expect(head.generation).not.toBe('');
			expect(head.hash).toHaveLength(32);
			expect(await log.head(BOARD)).toEqual(head);
			expect(await log.read(BOARD, 0, 10)).toMatchObject([
				{ position: 1, actor: 'user-1', clientId: 1, bytes: new Uint8Array([7, 8]) },
			]);
		});

		test('a document is made once, also when two make it at the same time', async () => {
			const { log, other } = await open();
			const results = await Promise.allSettled(
				[log, other, log, other].map((each, index) => each.create(BOARD, entry(index, index))),
			);
			expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
			for (const result of results) {
				if (result.status === 'rejected') {
					expect(result.reason).toBeInstanceOf(DocumentExists);
				}
			}
			expect(await log.read(BOARD, 0, 10)).toHaveLength(1);
		});

		test('what is not there is null, empty or a fault, never an empty document', async () => {
			const { log } = await open();
			expect(await log.head(BOARD)).toBeNull();
			expect(await log.load(BOARD)).toBeNull();
			expect(await log.read(BOARD, 0, 10)).toEqual([]);
			expect(await log.tailSize(BOARD)).toEqual({ entries: 0, bytes: 0 });
			let asked = false;
			const decide = () => {
				asked = true;
				return [entry(1, 1)];
			};
			await expect(log.append(BOARD, 0, decide)).rejects.toBeInstanceOf(NoSuchDocument);
			expect(asked).toBe(false);
			const snapshot = { position: 1, state: new Uint8Array([1]) };
			await expect(log.keepSnapshot(BOARD, snapshot)).rejects.toBeInstanceOf(NoSuchDocument);
		});

		test('bytes, actor, client id and instant come back exactly', async () => {
			const { log } = await open();
			const random = seededRandom(7);
			await log.create(BOARD, entry(1));
			const sizes = [0, 1, 255, 4096, 65_537, 256 * 1024];
			const written: NewEntry[] = sizes.map((size) => ({
				actor: 'user "x", \\ {y} née',
				clientId: 2 ** 32 - 1,
				bytes: Uint8Array.from({ length: size }, () => Math.floor(random() * 256)),
			}));
			const { entries } = await log.append(BOARD, 1, () => written);
			expect(entries.map(({ actor, clientId, bytes }) => ({ actor, clientId, bytes }))).toEqual(
				written,
			);
			expect(await log.read(BOARD, 1, 10)).toEqual(entries);
		});

		test('positions have no gap and one order under twenty appenders', async () => {
			const { log, other } = await open();
			await log.create(BOARD, entry(0));
			const appended = await Promise.all(
				Array.from({ length: 20 }, async (_, index) => {
					const own: Entry[] = [];
					for (let round = 0; round < 5; round += 1) {
						const batch = Array.from({ length: 1 + (index % 3) }, () => entry(index, round));
						const through = index % 2 === 0 ? log : other;
						own.push(...(await through.append(BOARD, 1, () => batch)).entries);
					}
					expect(positions(own)).toEqual(positions(own).toSorted((a, b) => a - b));
					return own;
				}),
			);
			const all = await log.read(BOARD, 0, 1000);
			expect(positions(all)).toEqual(all.map((_, index) => index + 1));
			expect(appended.flat().toSorted((a, b) => a.position - b.position)).toEqual(all.slice(1));
			expect(firstBroken(BOARD, all)).toBeNull();
			expect(await other.head(BOARD)).toMatchObject({
				position: all.length,
				hash: all.at(-1)?.hash,
			});
		});

		test('decide is handed everything that others appended, once', async () => {
			const { log, other } = await open();
			await log.create(BOARD, entry(0));
			// Each appender knows only what it has been handed; together that must be the whole log.
			await Promise.all(
				[log, other].map(async (each, index) => {
					let known = 1;
					for (let round = 0; round < 25; round += 1) {
						let calls = 0;
						const { head } = await each.append(BOARD, known, (others) => {
							calls += 1;
							expect(positions(others)).toEqual(others.map((_, place) => known + 1 + place));
							known += others.length;
							return [entry(index, round)];
						});
						known += 1;
						expect(calls).toBe(1);
						expect(head.position).toBe(known);
					}
				}),
			);
			expect((await log.head(BOARD))?.position).toBe(51);
		});

		test('others come as they were written', async () => {
			const { log, other } = await open();
			await log.create(BOARD, entry(1, 1));
			const { entries } = await other.append(BOARD, 1, () => [entry(2, 9, 9), entry(3)]);
			let handed: readonly Entry[] = [];
			await log.append(BOARD, 1, (others) => {
				handed = others;
				return [];
			});
			expect(handed).toEqual(entries);
		});

		test('a decision that throws writes nothing and the next append goes on', async () => {
			const { log } = await open();
			const head = await log.create(BOARD, entry(1));
			const fault = new Error('not today');
			const refuse = () => {
				throw fault;
			};
			await expect(log.append(BOARD, 1, refuse)).rejects.toBe(fault);
			expect(await log.head(BOARD)).toEqual(head);
			expect((await log.append(BOARD, 1, () => [entry(1, 1)])).head.position).toBe(2);
		});

		test('an empty decision writes nothing and moves nothing', async () => {
			const { log } = await open();
			const head = await log.create(BOARD, entry(1));
			expect(await log.append(BOARD, 1, () => [])).toEqual({ head, entries: [] });
			expect(await log.read(BOARD, 0, 10)).toHaveLength(1);
		});

		test('who claims to know more than the log has is told', async () => {
			const { log } = await open();
			await log.create(BOARD, entry(1));
			await expect(log.append(BOARD, 2, () => [entry(1)])).rejects.toThrow(RangeError);
		});

		test('the chain shows a changed, a missing and an added entry', async () => {
			const { log } = await open();
			await log.create(BOARD, entry(1));
			await log.append(BOARD, 1, () => [entry(1, 1), entry(2, 2), entry(1, 3), entry(2, 4)]);
			const all = await log.read(BOARD, 0, 10);
			expect(firstBroken(BOARD, all)).toBeNull();
			expect(firstBroken('board:other', all)).toBe(1);
			expect(
				firstBroken(
					BOARD,
					all.filter(({ position }) => position !== 3),
				),
			).toBe(4);
			for (const change of [
				{ actor: 'user-9' },
				{ clientId: 9 },
				{ at: new Date(0) },
				{ bytes: new Uint8Array([3]) },
			]) {
				const changed = all.map((one) => (one.position === 3 ? { ...one, ...change } : one));
				expect(firstBroken(BOARD, changed)).toBe(3);
			}
			expect(firstBroken(BOARD, all.slice(2), all[1]?.hash)).toBeNull();
		});

		test('a commit is told after it, and only a commit', async () => {
			const { log } = await open();
			const told: number[] = [];
			const committed: Promise<unknown>[] = [];
			const stop = log.onCommitted((head) => {
				told.push(head.position);
				committed.push(log.read(BOARD, head.position - 1, 1));
			});
			await log.create(BOARD, entry(1));
			await log.append(BOARD, 1, () => [entry(1), entry(1)]);
			await log.append(BOARD, 3, () => []);
			await log
				.append(BOARD, 3, () => {
					throw new Error('refused');
				})
				.catch(() => undefined);
			expect(told).toEqual([1, 3]);
			expect(await Promise.all(committed)).toMatchObject([[{ position: 1 }], [{ position: 3 }]]);
			stop();
			await log.append(BOARD, 3, () => [entry(1)]);
			expect(told).toEqual([1, 3]);
		});

		test('read gives what comes after a position, in order, no more than the limit', async () => {
			const { log } = await open();
			await log.create(BOARD, entry(1));
			await log.append(BOARD, 1, () => Array.from({ length: 30 }, () => entry(1)));
			expect(positions(await log.read(BOARD, 10, 3))).toEqual([11, 12, 13]);
			expect(positions(await log.read(BOARD, 29, 10))).toEqual([30, 31]);
			expect(await log.read(BOARD, 31, 10)).toEqual([]);
		});

		test('a load is the newest snapshot and the tail after it', async () => {
			const { log } = await open();
			const doc = new Y.Doc({ gc: true });
			const updates: Uint8Array[] = [];
			doc.on('update', (update: Uint8Array) => updates.push(update));
			for (const word of ['one', 'two', 'three']) {
				doc.getMap('meta').set(word, word);
				doc.getText('text').insert(0, word);
			}
			const [first, ...rest] = updates.map((bytes) => ({ ...entry(1), bytes }));
			if (first === undefined) throw new Error('The document made no update');
			await log.create(BOARD, first);
			await log.append(BOARD, 1, () => rest.slice(0, 3));

			const loaded = await log.load(BOARD);
			expect(loaded).toMatchObject({ head: { position: 4 }, snapshot: null });
			if (loaded === null) return;
			expect(positions(loaded.tail)).toEqual([1, 2, 3, 4]);
			await log.keepSnapshot(BOARD, takeSnapshot(loaded));
			await log.append(BOARD, 4, () => rest.slice(3));
			expect(await log.tailSize(BOARD)).toEqual({
				entries: 2,
				bytes: rest.slice(3).reduce((sum, { bytes }) => sum + bytes.length, 0),
			});

			const again = await log.load(BOARD);
			expect(again).toMatchObject({ head: { position: 6 }, snapshot: { position: 4 } });
			if (again === null) return;
			expect(positions(again.tail)).toEqual([5, 6]);
			const read = toDoc(again);
			expect(read.getMap('meta').toJSON()).toEqual({ one: 'one', two: 'two', three: 'three' });
			expect(read.getText('text').toString()).toBe('threetwoone');
		});

		test('a snapshot older than the newest is ignored', async () => {
			const { log, other } = await open();
			await log.create(BOARD, entry(1));
			await log.append(BOARD, 1, () => [entry(1), entry(1)]);
			const at = (position: number) => ({ position, state: new Uint8Array([position]) });
			await log.keepSnapshot(BOARD, at(2));
			await other.keepSnapshot(BOARD, at(1));
			await other.keepSnapshot(BOARD, { position: 2, state: new Uint8Array([99]) });
			expect((await log.load(BOARD))?.snapshot).toEqual(at(2));
			await log.keepSnapshot(BOARD, at(3));
			expect(await log.load(BOARD)).toMatchObject({ snapshot: at(3), tail: [] });
		});

		test('documents are listed by prefix in order of code units', async () => {
			const { log } = await open();
			for (const name of ['board:b', 'board:B', 'narrative:a:b', 'board:a-1', 'board:a1']) {
				await log.create(name, entry(1));
			}
			expect(await log.documents('board:')).toEqual([
				'board:B',
				'board:a-1',
				'board:a1',
				'board:b',
			]);
			expect(await log.documents('')).toHaveLength(5);
			expect(await log.documents('board_')).toEqual([]);
		});

		test('documents do not disturb each other', async () => {
			const { log, other } = await open();
			const names = ['board:a', 'board:b', 'board:c'];
			for (const name of names) await log.create(name, entry(1));
			await Promise.all(
				names.flatMap((name) =>
					[log, other].map(async (each) => {
						for (let round = 0; round < 5; round += 1) {
							await each.append(name, 1, () => [entry(1, round)]);
						}
					}),
				),
			);
			for (const name of names) {
				const all = await log.read(name, 0, 100);
				expect(positions(all)).toEqual(all.map((_, index) => index + 1));
				expect(all).toHaveLength(11);
				expect(firstBroken(name, all)).toBeNull();
			}
		});
	});
}
