/** Loading the demonstration into real databases, also when it is cut short. */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { forces, users } from '#db/schema/auth.ts';
import { readBoard } from '#lib/domain/board.ts';
import type { Board } from '#lib/domain/board-records.ts';
import { documentName } from '#lib/domain/ids.ts';
import { argon2Passwords } from '#server/auth/passwords.ts';
import { postgresInspections } from '#server/inspections/postgres-inspections.ts';
import type { Log } from '#server/log/log.ts';
import { PostgresLog } from '#server/log/postgres-log.ts';
import { onBothDatabases, type TestDatabase } from '../../tests/support/databases.ts';
import { demonstrationBoard } from './demo-board.ts';
import { INSPECTION_FACTS } from './demo-facts.ts';
import { INVENTED } from './demo-invented.ts';
import { DEMONSTRATION_ACTOR, loadDemonstration, type LoadParts } from './demo.ts';

const AT = new Date('2026-05-14T09:41:00Z');
const NEXT_WEEK = new Date('2026-05-21T09:41:00Z');
const PASSWORD = 'a password of the test';
const passwords = argon2Passwords();

function partsOn(database: TestDatabase, at = AT): LoadParts {
	const now = () => at;
	const log = new PostgresLog(database, { now, randomId: randomUUID });
	return { db: database.db, log, passwords, password: PASSWORD, now, say: () => undefined };
}

async function boardIn(log: Log, id: string): Promise<Board> {
	const loaded = await log.load(documentName({ kind: 'board', board: id }));
	const doc = new Y.Doc();
	for (const { bytes } of loaded?.tail ?? []) Y.applyUpdate(doc, bytes);
	return readBoard(doc);
}

async function expectWhole({ db, log }: LoadParts): Promise<void> {
	const inspections = postgresInspections(db);
	const shown = await inspections.ofForce('durham');
	expect(shown.map(({ id }) => id)).toEqual(INSPECTION_FACTS.map(({ id }) => id));
	for (const facts of INSPECTION_FACTS) {
		expect(await boardIn(log, facts.id)).toEqual(demonstrationBoard(facts, INVENTED, '2026-05-14'));
		const measures = facts.pillars.flatMap((pillar) => pillar.measures);
		expect(await inspections.measures(facts.id)).toHaveLength(measures.length);
	}
	expect(await inspections.peers('durham-2023-25')).toHaveLength(90);
	expect(await db.$count(users)).toBe(INVENTED.people.length);
}

onBothDatabases('the demonstration', (open) => {
	test('fills an empty database: boards, rows, and people of whom seven can sign in', async () => {
		const parts = partsOn(await open());
		const lines: string[] = [];
		const loaded = await loadDemonstration({ ...parts, say: (line) => lines.push(line) });
		expect(loaded).toEqual({ ok: true, code: 'loaded' });
		await expectWhole(parts);
		expect(lines).toHaveLength(2 + INSPECTION_FACTS.length);

		const accounts = await parts.db.select().from(users);
		const able = accounts.filter(({ passwordHash }) => passwordHash !== null);
		expect(able.map(({ email }) => email.split('@')[0]).sort()).toEqual([
			...['admin', 'contributor', 'coordinator', 'executive'],
			...['lead.contact', 'lead.vulnerability', 'observer'],
		]);
		for (const { passwordHash } of able) {
			expect(await passwords.verify(passwordHash, PASSWORD)).toBe(true);
		}
		const [entry] = await parts.log.read('board:durham-2023-25', 0, 2);
		expect(entry).toMatchObject({ position: 1, actor: DEMONSTRATION_ACTOR });
	});

	test('loaded once more, even on another day, it changes nothing', async () => {
		const database = await open();
		const parts = partsOn(database);
		await loadDemonstration(parts);
		const before = await parts.log.head('board:durham-2023-25');
		const again = await loadDemonstration(partsOn(database, NEXT_WEEK));
		expect(again).toEqual({ ok: true, code: 'already loaded' });
		expect(await parts.log.head('board:durham-2023-25')).toEqual(before);
		await expectWhole(parts);
	});

	test('cut short at any step, it is completed by the next start, with the first dates', async () => {
		const database = await open();
		const parts = partsOn(database);
		for (let step = 1; step <= 2 + INSPECTION_FACTS.length; step++) {
			let line = 0;
			const say = () => {
				if (++line === step) throw new Error(`killed at step ${step}`);
			};
			await expect(loadDemonstration({ ...parts, say })).rejects.toThrow(`at step ${step}`);
			expect(await postgresInspections(parts.db).ofForce('durham')).toEqual([]);
		}
		const completed = await loadDemonstration(partsOn(database, NEXT_WEEK));
		expect(completed).toEqual({ ok: true, code: 'completed' });
		await expectWhole(parts);
	});

	test('a start with another password changes it, but gives none to who has none', async () => {
		const parts = partsOn(await open());
		await loadDemonstration(parts);
		const stored = () => parts.db.select().from(users).orderBy(users.id);
		const before = await stored();
		await loadDemonstration(parts);
		expect(await stored()).toEqual(before);

		const observer = eq(users.id, 'user-observer');
		await parts.db.update(users).set({ passwordHash: null }).where(observer);
		await loadDemonstration({ ...parts, password: 'another one' });
		for (const { id, passwordHash } of await stored()) {
			const person = INVENTED.people.find((invented) => invented.id === id);
			const able = person?.signsIn === true && id !== 'user-observer';
			expect(await passwords.verify(passwordHash, 'another one'), id).toBe(able);
		}
	});

	test('two processes that load at once end with one whole demonstration', async () => {
		const database = await open();
		const other = { ...database, ...database.another() };
		const both = await Promise.all([
			loadDemonstration(partsOn(database)),
			loadDemonstration(partsOn(other)),
		]);
		expect(both.map(({ ok }) => ok)).toEqual([true, true]);
		await expectWhole(partsOn(database));
	});

	test('a database that holds a force, a person or a document is left alone', async () => {
		const { ...parts } = partsOn(await open());
		await parts.log.create('board:somebody-elses', {
			actor: 'user-a',
			clientId: 1,
			bytes: Y.encodeStateAsUpdate(new Y.Doc()),
		});
		expect(await loadDemonstration(parts)).toMatchObject({ ok: false, code: 'not empty' });

		const second = partsOn(await open());
		await second.db.insert(forces).values({ id: 'north', name: 'Northern Police', shortName: 'N' });
		expect(await loadDemonstration(second)).toMatchObject({ ok: false, code: 'not empty' });
		expect(await second.log.documents('')).toEqual([]);
		expect(await second.db.$count(users)).toBe(0);
	});
});
