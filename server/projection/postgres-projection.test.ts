import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { frameworks, inspections } from '#db/schema/inspections.ts';
import { forces } from '#db/schema/auth.ts';
import { createBoard, readBoard, records } from '#lib/domain/board.ts';
import type { Log } from '#server/log/log.ts';
import { PostgresLog } from '#server/log/postgres-log.ts';
import { takeSnapshot } from '#server/log/snapshots.ts';
import { onBothDatabases, type TestDatabase } from '../../tests/support/databases.ts';
import { randomBoard, randomEdit } from '../../tests/support/random-board.ts';
import { seededRandom } from '../../tests/support/random.ts';
import { PostgresProjection } from './postgres-projection.ts';

const BOARD = 'durham-2023-25';
const DOCUMENT = `board:${BOARD}`;
const options = { now: () => new Date(), randomId: () => randomUUID() };

/** Two forces; the first has an older and a newer inspection. */
async function withInspections(database: TestDatabase): Promise<void> {
	const { db } = database;
	await db.insert(forces).values([
		{ id: 'durham', name: 'Durham Constabulary', shortName: 'Durham' },
		{ id: 'avon', name: 'Avon and Somerset Police', shortName: 'Avon and Somerset' },
	]);
	await db.insert(frameworks).values([
		{ id: '2023-25', words: '2023/25', scale: 'hmicfrs-5' },
		{ id: '2014', words: '2014', scale: 'hmic-4' },
	]);
	const inspection = {
		forceId: 'durham',
		frameworkId: '2023-25',
		title: 'PEEL 2023/25',
		publisher: 'HMICFRS',
		phase: 'Scan' as const,
		demonstration: true,
	};
	await db.insert(inspections).values([
		{ ...inspection, id: 'durham-2014-crime', frameworkId: '2014', ordinal: 1 },
		{ ...inspection, id: BOARD, ordinal: 2 },
	]);
}

/** What this process runs, and a document whose every change is appended to the log. */
async function begun(database: TestDatabase, { cards = 30, seed = 1 } = {}) {
	await withInspections(database);
	const log = new PostgresLog(database, options);
	const doc = new Y.Doc();
	const made: Uint8Array[] = [];
	doc.on('update', (bytes: Uint8Array) => made.push(bytes));
	const random = seededRandom(seed);
	createBoard(doc, randomBoard(random, cards));
	const entries = () =>
		made.splice(0).map((bytes) => ({ actor: 'user-a', clientId: doc.clientID, bytes }));
	for (const first of entries()) await log.create(DOCUMENT, first);
	let position = 1;
	/** Appends what was changed in the document since the last time, one entry per change. */
	const commit = async () => {
		const { head } = await log.append(DOCUMENT, position, () => entries());
		position = head.position;
	};
	const edit = async (times = 1) => {
		for (let time = 0; time < times; time += 1) randomEdit(doc, random);
		await commit();
	};
	return { log, doc, commit, edit, position: () => position };
}

/** A projection with its retries in the test's hand. */
function projecting({ db, sql }: Pick<TestDatabase, 'db' | 'sql'>, log: Log) {
	const retries: (() => void)[] = [];
	const faults: unknown[] = [];
	const projection = new PostgresProjection({
		db,
		sql,
		log,
		report: (_what, fault) => faults.push(fault),
		after: (_ms, run) => {
			retries.push(run);
			return () => undefined;
		},
	});
	return { projection, retries, faults };
}

onBothDatabases('projection', (open) => {
	test.each([1, 2, 3])('rows are the document, after edits of seed %i', async (seed) => {
		const database = await open();
		const { log, doc, edit, position } = await begun(database, { seed });
		const { projection, faults } = projecting(database, log);
		for (let round = 0; round < 15; round += 1) {
			await edit(8);
			await projection.follow(DOCUMENT);
			const board = await projection.board('durham', BOARD);
			expect(board).toEqual({
				...readBoard(doc),
				id: BOARD,
				force: 'Durham Constabulary',
				cycle: '2023-25',
				position: position(),
			});
		}
		expect(faults).toEqual([]);
		await projection.close();
	});

	test('columns that are queried say what the record says', async () => {
		const database = await open();
		const { log, doc } = await begun(database);
		const { projection } = projecting(database, log);
		await projection.follow(DOCUMENT);
		const { findings, actions, pillars } = readBoard(doc);
		const { sql } = database;
		const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
		expect(
			[
				...(await sql<{ id: string }>`select id, position, pillar, finding, state, department,
					owner, due, released from projected_actions where board = ${BOARD}`),
			].sort(byId),
		).toEqual(
			actions
				.map(({ id, position, pillar, finding, state, department, owner, due, released }) => {
					return { id, position, pillar, finding, state, department, owner, due, released };
				})
				.sort(byId),
		);
		expect(
			[
				...(await sql<{ id: string }>`select id, position, pillar, kind, state, department,
					owner, due, released from projected_findings where board = ${BOARD}`),
			].sort(byId),
		).toEqual(
			findings
				.map(({ id, position, pillar, kind, state, department, owner, due, released }) => {
					return { id, position, pillar, kind, state, department, owner, due, released };
				})
				.sort(byId),
		);
		expect(
			[
				...(await sql<{ id: string }>`select id, position, code, department, grade
					from projected_pillars where board = ${BOARD}`),
			].sort(byId),
		).toEqual(
			pillars
				.map(({ id, position, code, department, grade }) => {
					return { id, position, code, department, grade };
				})
				.sort(byId),
		);
		await projection.close();
	});

	test('a commit is followed without being asked, and told when the rows show it', async () => {
		const database = await open();
		const { log, edit, position } = await begun(database);
		const { projection } = projecting(database, log);
		const shown = new Promise<number | undefined>((resolve) => {
			projection.onProjected((change) => {
				if (change.position !== position() || change.position === 1) return;
				void projection.board('durham', change.board).then((board) => resolve(board?.position));
			});
		});
		await edit(3);
		await projection.follow(DOCUMENT);
		expect(await shown).toBe(position());
		await projection.close();
	});

	test('a change writes the rows that it touches and no other', async () => {
		const database = await open();
		const { log, doc, commit } = await begun(database);
		const { projection } = projecting(database, log);
		await projection.follow(DOCUMENT);
		const versions = () => database.sql<{ id: string; version: string }>`
			select id, xmin::text as version from projected_actions
			union all select id, xmin::text from projected_findings
			union all select id, xmin::text from projected_pillars order by id`;
		const before = await versions();
		const id = readBoard(doc).actions[0]?.id ?? '';
		records(doc, 'actions').get(id)?.set('owner', 'user-new');
		await commit();
		await projection.follow(DOCUMENT);
		const after = await versions();
		const changed = after.filter(({ version }, place) => version !== before[place]?.version);
		expect(changed.map((row) => row.id)).toEqual([id]);
		await projection.close();
	});

	test('a pass that fails half-way shows nothing of it, and the next one skips nothing', async () => {
		const database = await open();
		const { log, doc, edit, commit, position } = await begun(database);
		const { projection, retries, faults } = projecting(database, log);
		await projection.follow(DOCUMENT);
		const before = await projection.board('durham', BOARD);

		// Fails after the findings are written and before the position is.
		await database.sql`alter table projected_actions
			add constraint fails check (owner <> 'user-fails')`;
		const { actions, findings } = readBoard(doc);
		records(doc, 'findings')
			.get(findings[0]?.id ?? '')
			?.set('owner', 'user-b');
		records(doc, 'actions')
			.get(actions[0]?.id ?? '')
			?.set('owner', 'user-fails');
		await commit();
		await expect(projection.follow(DOCUMENT)).rejects.toThrow(/fails/);
		expect(await projection.board('durham', BOARD)).toEqual(before);
		await edit(5);
		await expect(projection.follow(DOCUMENT)).rejects.toThrow(/fails/);
		expect(await projection.board('durham', BOARD)).toEqual(before);
		expect(faults.length).toBeGreaterThan(0);
		expect(retries).toHaveLength(1);

		await database.sql`alter table projected_actions drop constraint fails`;
		for (const retry of retries.splice(0)) retry();
		await projection.follow(DOCUMENT);
		expect(await projection.board('durham', BOARD)).toMatchObject({
			...readBoard(doc),
			position: position(),
		});
		await projection.close();
	});

	test.each(['none', 'older than the rows', 'newer than the rows'])(
		'a process that starts goes on where the rows stand; snapshot: %s',
		async (snapshot) => {
			const database = await open();
			const { log, doc, edit, position } = await begun(database);
			const keep = async () => {
				const loaded = await log.load(DOCUMENT);
				if (loaded !== null) await log.keepSnapshot(DOCUMENT, takeSnapshot(loaded));
			};
			await edit(5);
			if (snapshot === 'older than the rows') await keep();
			await edit(5);
			const first = projecting(database, log).projection;
			await first.follow(DOCUMENT);
			await first.close();
			await edit(20);
			if (snapshot === 'newer than the rows') await keep();
			const second = projecting(database, log).projection;
			await second.followAll();
			expect(await second.board('durham', BOARD)).toMatchObject({
				...readBoard(doc),
				position: position(),
			});
			await edit(5);
			await second.follow(DOCUMENT);
			expect(await second.board('durham', BOARD)).toMatchObject(readBoard(doc));
			await second.close();
		},
	);

	test('two processes that follow one board end with the same rows', async () => {
		const database = await open();
		const { doc, edit, position } = await begun(database);
		const parts = [database, database.another()].map((connected) =>
			projecting(connected, new PostgresLog(connected, options)),
		);
		for (let round = 0; round < 10; round += 1) {
			await edit(4);
			await Promise.all(parts.map(({ projection }) => projection.follow(DOCUMENT)));
			const board = await parts[0]?.projection.board('durham', BOARD);
			expect(board).toMatchObject({ ...readBoard(doc), position: position() });
		}
		// One that fell behind does not take the rows back.
		const [ahead, behind] = parts;
		await edit(4);
		await ahead?.projection.follow(DOCUMENT);
		await edit(4);
		await behind?.projection.follow(DOCUMENT);
		await ahead?.projection.follow(DOCUMENT);
		expect(await ahead?.projection.board('durham', BOARD)).toMatchObject(readBoard(doc));
		await Promise.all(parts.map(({ projection }) => projection.close()));
	});

	test('rebuilding gives the same rows, whatever had become of them', async () => {
		const database = await open();
		const { log, doc, edit, position } = await begun(database);
		const { projection } = projecting(database, log);
		await edit(10);
		await projection.follow(DOCUMENT);
		const before = await projection.board('durham', BOARD);
		await database.sql`update projected_actions set record = '{"id":"x"}' where state = 'planned'`;
		await database.sql`delete from projected_findings`;
		await database.sql`insert into projected_actions
			values (${BOARD}, 'ghost', 'a0', 'p', null, 'done', null, null, null, true, '{}')`;
		await database.sql`insert into projected_boards values ('ghost-board', 5, now(), 'Ghost')`;
		const changes: number[] = [];
		projection.onProjected((change) => changes.push(change.position));
		expect(await projection.rebuild()).toEqual({ boards: 1, entries: position() });
		expect(await projection.board('durham', BOARD)).toEqual(before);
		expect(changes).toEqual([position()]);
		expect(await database.sql`select board from projected_boards`).toEqual([{ board: BOARD }]);
		await edit(5);
		await projection.follow(DOCUMENT);
		expect(await projection.board('durham', BOARD)).toMatchObject(readBoard(doc));
		await projection.close();
	});

	test('rebuilding while people write loses nothing', async () => {
		const database = await open();
		const { log, doc, edit } = await begun(database);
		const { projection } = projecting(database, log);
		const rebuilt = (async () => {
			for (let round = 0; round < 5; round += 1) await projection.rebuild();
		})();
		for (let round = 0; round < 20; round += 1) await edit();
		await rebuilt;
		await projection.follow(DOCUMENT);
		expect(await projection.board('durham', BOARD)).toMatchObject(readBoard(doc));
		await projection.close();
	});

	test('what a row cannot hold does not hold up the rest', async () => {
		const database = await open();
		const { log, doc, commit, position } = await begun(database);
		const { projection, faults } = projecting(database, log);
		const [first, second] = readBoard(doc).actions;
		const text = records(doc, 'actions')
			.get(first?.id ?? '')
			?.get('progress');
		if (text instanceof Y.Text) text.insert(0, 'a\0b\uD800c');
		records(doc, 'actions')
			.get(second?.id ?? '')
			?.set('owner', 10n);
		records(doc, 'actions')
			.get(second?.id ?? '')
			?.set('state', null);
		doc.getMap('meta').set('title', 'PEEL\0');
		doc.getMap('actions').set('not a record', 'text');
		doc.getMap('actions').set('no-record', 'text');
		await commit();
		await projection.follow(DOCUMENT);
		const board = await projection.board('durham', BOARD);
		expect(board).toMatchObject({ position: position(), title: 'PEEL\uFFFD' });
		const progress = board?.actions.find(({ id }) => id === first?.id)?.progress;
		expect(progress?.startsWith('a\uFFFDb\uFFFDc')).toBe(true);
		expect(board?.actions).toHaveLength(readBoard(new Y.Doc()).actions.length + 30);
		expect(faults).toEqual([]);
		await projection.close();
	});

	test('a force sees its own boards, newest first, and no other', async () => {
		const database = await open();
		const { log } = await begun(database);
		const { projection } = projecting(database, log);
		const old = new Y.Doc();
		createBoard(old, { ...randomBoard(seededRandom(5), 3), title: 'Crime inspection 2014' });
		await log.create('board:durham-2014-crime', {
			actor: 'user-a',
			clientId: 1,
			bytes: Y.encodeStateAsUpdate(old),
		});
		await log.create('narrative:durham-2023-25:a-1', {
			actor: 'user-a',
			clientId: 1,
			bytes: Y.encodeStateAsUpdate(new Y.Doc()),
		});
		await projection.followAll();
		expect(await projection.boards('durham')).toMatchObject([
			{ id: BOARD, cycle: '2023-25', force: 'Durham Constabulary' },
			{ id: 'durham-2014-crime', cycle: '2014', title: 'Crime inspection 2014' },
		]);
		expect(await projection.boards('avon')).toEqual([]);
		expect(await projection.board('avon', BOARD)).toBeNull();
		expect(await projection.board('durham', 'no-such-board')).toBeNull();
		expect(await projection.board('durham', 'a\0')).toBeNull();
		await projection.close();
	});
});
