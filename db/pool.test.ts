import { describe, expect, test, vi } from 'vitest';
import {
	onBothDatabases,
	openPostgres,
	POSTGRES_URL,
	type TestDatabase,
} from '../tests/support/databases.ts';
import { demonstrations } from './schema/demonstration.ts';

async function withTable(open: () => Promise<TestDatabase>): Promise<TestDatabase> {
	const database = await open();
	await database.sql`create table words (word text)`;
	return database;
}

onBothDatabases('connections', (open) => {
	test('a transaction is whole or not at all', async () => {
		const { sql } = await withTable(open);
		const fault = new Error('changed my mind');
		const half = sql.begin(async (tx) => {
			await tx`insert into words values ('half')`;
			throw fault;
		});
		await expect(half).rejects.toBe(fault);
		expect(await sql.begin((tx) => tx`insert into words values ('whole') returning word`)).toEqual([
			{ word: 'whole' },
		]);
		expect(await sql`select word from words`).toEqual([{ word: 'whole' }]);
	});

	test('a transaction that took no notice of a failed query is not called committed', async () => {
		const { sql } = await withTable(open);
		const careless = sql.begin(async (tx) => {
			await tx`insert into words values ('lost')`;
			await tx`select 1 / 0`.catch(() => undefined);
		});
		await expect(careless).rejects.toThrow('The transaction was rolled back');
		expect(await sql`select word from words`).toEqual([]);
	});

	test('queries sent together fail with the reason of the one that was refused', async () => {
		const { sql } = await withTable(open);
		const together = sql.begin(async (tx) => {
			const late = async () => tx`select 1 / 0`;
			await Promise.all([late(), tx`select 1`, tx`insert into words values ('never')`]);
		});
		await expect(together).rejects.toThrow('division by zero');
		expect(await sql`select word from words`).toEqual([]);
	});

	test('a transaction that is over takes no more queries', async () => {
		const { sql } = await withTable(open);
		const late = await sql.begin(async (tx) => () => tx`insert into words values ('late')`);
		await expect(late()).rejects.toThrow('a transaction that is over');
		expect(await sql`select word from words`).toEqual([]);
	});

	test('drizzle runs on the same connections', async () => {
		const { db } = await open();
		const row = { force: 'durham', begunOn: '2024-01-31', finishedAt: new Date(1_700_000_000_123) };
		const fault = new Error('not this one');
		await db.transaction(async (tx) => tx.insert(demonstrations).values(row));
		const undone = db.transaction(async (tx) => {
			await tx.delete(demonstrations);
			throw fault;
		});
		await expect(undone).rejects.toBe(fault);
		expect(await db.select().from(demonstrations)).toEqual([row]);
	});

	test('more transactions than connections wait for their turn', async () => {
		const { sql } = await withTable(open);
		const letters = Array.from({ length: 30 }, (_, index) => `w${index}`);
		await Promise.all(
			letters.map((word) =>
				sql.begin(async (tx) => {
					const [before] = await tx<{ n: number }>`select count(*) as n from words`;
					await tx`insert into words values (${word})`;
					expect(before?.n).toBeLessThan(30);
				}),
			),
		);
		expect(await sql`select count(*) as n from words`).toEqual([{ n: 30 }]);
	});

	test('closing waits for what runs and takes nothing more', async () => {
		const database = await withTable(open);
		const running = database.sql.begin(async (tx) => {
			await tx`insert into words values ('kept')`;
			return tx`select word from words`;
		});
		await Promise.all([running, database.close()]);
		expect(await running).toEqual([{ word: 'kept' }]);
		await expect(database.sql`select 1`).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
	});
});

describe.skipIf(POSTGRES_URL === undefined)('connections that the server ends', () => {
	/** One connection, so that what comes next would use the ended one again. */
	async function one() {
		const keeper = await withTable(openPostgres);
		const { sql, db } = keeper.another(1);
		const own = async () => (await sql<{ pid: number }>`select pg_backend_pid() as pid`)[0]?.pid;
		const end = (pid: number | undefined) =>
			keeper.sql`select pg_terminate_backend(${pid ?? 0}, 5000) as ended`;
		return { keeper, sql, db, own, end };
	}

	test('between queries, the next query opens another', async () => {
		const { sql, own, end } = await one();
		const pid = await own();
		expect(await end(pid)).toEqual([{ ended: true }]);
		// The end may be heard of only when the next query is sent; that one is told, not lost.
		await vi.waitUntil(async () => (await own().catch(() => pid)) !== pid);
		expect(await sql`select 1 as n`).toEqual([{ n: 1 }]);
	});

	test('within a query, that query is told and the next one works', async () => {
		const { keeper, sql, own, end } = await one();
		const pid = await own();
		const told = expect(sql`select pg_sleep(60)`).rejects.toThrow();
		await vi.waitUntil(async () => {
			const [row] = await keeper.sql`select state from pg_stat_activity where pid = ${pid ?? 0}`;
			return row?.state === 'active';
		});
		await end(pid);
		await told;
		expect(await sql`select 1 as n`).toEqual([{ n: 1 }]);
	});

	test('within a transaction, nothing of it is written, then or later', async () => {
		const { sql, db, own, end } = await one();
		for (let round = 0; round < 10; round += 1) {
			const pid = await own();
			const ended = sql.begin(async (tx) => {
				await tx`insert into words values ('before')`;
				await end(pid);
				await tx`insert into words values ('after')`;
			});
			const next = sql.begin((tx) => tx`insert into words values ('next')`);
			await expect(ended).rejects.toThrow();
			await next;
		}
		const rows = await sql`select word, count(*) as n from words group by word`;
		expect(rows).toEqual([{ word: 'next', n: 10 }]);
		const pid = await own();
		const ended = db.transaction(async (tx) => {
			await tx.select().from(demonstrations);
			await end(pid);
			throw new Error('after the end');
		});
		await expect(ended).rejects.toThrow('after the end');
		expect(await own()).not.toBe(pid);
	});
});
