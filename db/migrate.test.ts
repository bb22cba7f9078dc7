import { expect, test } from 'vitest';
import { newUnmigrated, onBothDatabases, POSTGRES_URL } from '../tests/support/databases.ts';
import { connect, type Target } from './client.ts';
import { migrate } from './migrate.ts';

onBothDatabases('database', (open) => {
	test('migrating again changes nothing', async () => {
		const { target, sql } = await open();
		const applied = () => sql`select * from drizzle.__drizzle_migrations order by id`;
		const before = await applied();
		expect(before.length).toBeGreaterThan(1);
		expect(await migrate(target)).toEqual({ ok: true });
		expect(await applied()).toEqual(before);
	});

	test('an entry of the log cannot be changed, deleted or emptied away', async () => {
		const { sql } = await open();
		await sql`insert into documents values ('board:a', 'g', 1, ${new Uint8Array(32)}, now())`;
		await sql`insert into update_log
			values ('board:a', 1, 'user-a', 1, now(), ${new Uint8Array(3)}, ${new Uint8Array(32)})`;
		const refusal = /update_log is append-only/;
		await expect(sql`update update_log set actor = 'user-b'`).rejects.toThrow(refusal);
		await expect(sql`delete from update_log`).rejects.toThrow(refusal);
		await expect(sql`truncate update_log`).rejects.toThrow(refusal);
		await expect(sql`truncate documents cascade`).rejects.toThrow(refusal);
		expect(await sql`select actor from update_log`).toEqual([{ actor: 'user-a' }]);
	});

	test('bytes and whole numbers come back as they were written', async () => {
		const { sql } = await open();
		const bytes = new Uint8Array(70_000).map((_, index) => (index * 31) % 256);
		const largest = Number.MAX_SAFE_INTEGER;
		const [row] = await sql`select ${bytes}::bytea as bytes, ${largest}::bigint as largest`;
		expect(row).toEqual({ bytes, largest });
		await expect(sql`select 9007199254740993::bigint as n`).rejects.toThrow(RangeError);
	});

	test('each of many queries at once gets its own answer', async () => {
		const { sql } = await open();
		const numbers = Array.from({ length: 200 }, (_, index) => index);
		const answers = await Promise.all(
			numbers.map(async (n) => {
				if (n % 3 === 0) return sql.begin((tx) => tx`select ${n}::int as n`);
				// Texts that differ are prepared anew; the same text is prepared once.
				return n % 3 === 1
					? sql`select ${n}::int as n`
					: sql.unsafe(`select $1::int as n, ${n} as other`, [n]);
			}),
		);
		expect(answers.map(([row]) => row?.n)).toEqual(numbers);
	});
});

test('a database that is not there is one sentence without the password', async () => {
	const url = 'postgres://keeper:secret@127.0.0.1:9/boards';
	expect(await migrate({ kind: 'url', url })).toEqual({
		ok: false,
		code: 'away',
		message: 'The database at 127.0.0.1:9/boards does not answer (ECONNREFUSED).',
	});
	const gone: Target = { kind: 'socket', path: '/nowhere/at/all.sock' };
	expect(await migrate(gone)).toMatchObject({ ok: false, code: 'away' });
});

test.skipIf(POSTGRES_URL === undefined)('a wrong name of a database is one sentence', async () => {
	const url = new URL(POSTGRES_URL ?? '');
	url.pathname = '/no_such_boards';
	const { host } = url;
	expect(await migrate({ kind: 'url', url: url.href })).toEqual({
		ok: false,
		code: 'no such database',
		message: `There is no database at ${host}/no_such_boards.`,
	});
});

test.skipIf(POSTGRES_URL === undefined)('processes that start together migrate once', async () => {
	const target = await newUnmigrated();
	const results = await Promise.all([migrate(target), migrate(target), migrate(target)]);
	expect(results).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
	const { sql, close } = connect(target);
	const [row] = await sql`
		select count(*) as all, count(distinct hash) as different from drizzle.__drizzle_migrations`;
	await close();
	expect(row?.all).toBe(row?.different);
	expect(row?.all).toBeGreaterThan(1);
});
