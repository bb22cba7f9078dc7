import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connect } from '#db/client.ts';
import { startEmbedded } from './embedded.ts';

let socketPath: string;
let close: () => Promise<void>;
const pools: Sql[] = [];

beforeAll(async () => {
	const embedded = await startEmbedded({ dataDir: '', memory: true, idleInTransactionMs: 1_500 });
	if (!embedded.ok) throw new Error(embedded.message);
	({ socketPath, close } = embedded);
});

afterAll(async () => {
	await Promise.all(pools.map((sql) => sql.end({ timeout: 1 })));
	await close();
});

/** The bare driver: what is held here must be true for whoever connects. */
function pool(max: number, prepare = true): Sql {
	const sql = postgres({
		path: socketPath,
		username: 'postgres',
		database: 'postgres',
		max,
		prepare,
		fetch_types: false,
		onnotice: () => {},
	});
	pools.push(sql);
	return sql;
}

beforeEach(async () => {
	const sql = pool(1);
	await sql`drop table if exists entries`;
	await sql`create table entries (id serial primary key, number int unique, bytes bytea)`;
});

/** Inserts that fail on a duplicate, queries that fail by themselves, and plain ones, all at once. */
async function mixedLoad(sql: Sql): Promise<{ wrong: number; failed: number }> {
	let wrong = 0;
	let failed = 0;
	const one = async (index: number): Promise<void> => {
		try {
			if (index % 3 === 0) {
				await sql`insert into entries (number) values (${index % 30})`;
			} else {
				const divisor = index % 3 === 1 ? index % 2 : 1;
				const [row] = await sql`select ${index}::int / ${divisor}::int as value`;
				if (row?.value !== index) wrong += 1;
			}
		} catch (error) {
			if (!/duplicate key|division by zero/.test(String(error))) throw error;
			failed += 1;
		}
	};
	await Promise.all(Array.from({ length: 600 }, (_, index) => one(index)));
	return { wrong, failed };
}

test.each([
	{ connections: 1, prepare: true },
	{ connections: 4, prepare: true },
	{ connections: 4, prepare: false },
	{ connections: 10, prepare: false },
])(
	'every connection gets its own answers, failures included: $connections, prepared $prepare',
	async ({ connections, prepare }) => {
		const sql = pool(connections, prepare);
		// 10 of 200 inserts succeed; 100 of 200 divisions are by zero
		expect(await mixedLoad(sql)).toEqual({ wrong: 0, failed: 290 });
		const [count] = await sql`select count(*)::int as rows from entries`;
		expect(count?.rows).toBe(10);
	},
);

test('transactions on several connections see their own rows and leave none when they fail', async () => {
	const sql = pool(5, false);
	const results = await Promise.allSettled(
		Array.from({ length: 100 }, (_, index) =>
			sql.begin(async (tx) => {
				await tx`insert into entries (number) values (${index})`;
				const rows = await tx`select number from entries where number = ${index}`;
				if (index % 5 === 0) throw new Error('left');
				return rows[0]?.number as number;
			}),
		),
	);
	for (const [index, result] of results.entries()) {
		if (index % 5 === 0) expect(result.status).toBe('rejected');
		else expect(result).toEqual({ status: 'fulfilled', value: index });
	}
	const [count] = await sql`select count(*)::int as rows from entries`;
	expect(count?.rows).toBe(80);
});

test('a row locked for update by one connection is not given to another before the commit', async () => {
	const [first, second] = [pool(1), pool(1)];
	await first`insert into entries (number) values (1)`;
	const order: string[] = [];
	const reached = Promise.withResolvers<undefined>();
	const mayEnd = Promise.withResolvers<undefined>();
	const one = first.begin(async (tx) => {
		await tx`select id from entries where number = 1 for update`;
		reached.resolve(undefined);
		await mayEnd.promise;
		await tx`update entries set number = 2 where number = 1`;
		order.push('first');
	});
	await reached.promise;
	const other = second.begin(async (tx) => {
		const rows = await tx`select number from entries for update`;
		order.push(`second sees ${rows[0]?.number}`);
	});
	mayEnd.resolve(undefined);
	await Promise.all([one, other]);
	expect(order).toEqual(['first', 'second sees 2']);
});

test('a megabyte of bytes comes back as it went in', async () => {
	const bytes = Buffer.from(Array.from({ length: 1 << 20 }, (_, index) => (index * 31) % 256));
	const sql = pool(1);
	const [row] = await sql`insert into entries (bytes) values (${bytes}) returning bytes`;
	expect(bytes.equals(row?.bytes as Buffer)).toBe(true);
});

test('a connection that breaks inside a transaction leaves nothing and blocks nobody', async () => {
	const [broken, other] = [pool(1), pool(1)];
	const reached = Promise.withResolvers<undefined>();
	const lost = broken.begin(async (tx) => {
		await tx`insert into entries (number) values (7)`;
		reached.resolve(undefined);
		await tx`select pg_sleep(0)`;
		await new Promise<void>(() => {});
	});
	lost.catch(() => {});
	await reached.promise;
	await broken.end({ timeout: 0 });
	const [count] = await other`select count(*)::int as rows from entries`;
	expect(count?.rows).toBe(0);
});

test('a transaction that waits for the outer handle is ended and rolled back', async () => {
	const connected = connect({ kind: 'socket', path: socketPath });
	const { sql } = connected;
	const stuck = sql.begin(async (tx) => {
		await tx`insert into entries (number) values (8)`;
		// Not tx: this one waits for the transaction that waits for it.
		await sql`select 1`;
		await tx`insert into entries (number) values (9)`;
	});
	await expect(stuck).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
	const [count] = await sql`select count(*)::int as rows from entries`;
	expect(count?.rows).toBe(0);
	await connected.close();
});
