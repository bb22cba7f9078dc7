import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { onBothDatabases } from '../../tests/support/databases.ts';
import { logContract } from './log.contract.ts';
import type { NewEntry } from './log.ts';
import { PostgresLog } from './postgres-log.ts';

const options = { now: () => new Date(), randomId: () => randomUUID() };
const BOARD = 'board:a';

function entry(...bytes: number[]): NewEntry {
	return { actor: 'user-a', clientId: 1, bytes: new Uint8Array(bytes) };
}

onBothDatabases('log', (open, name) => {
	logContract('in a database', async () => {
		const database = await open();
		return {
			log: new PostgresLog(database, options),
			other: new PostgresLog(database.another(), options),
		};
	});

	test('an append that the database refuses leaves nothing and is not told', async () => {
		const database = await open();
		const log = new PostgresLog(database, options);
		const head = await log.create(BOARD, entry(1));
		const told: number[] = [];
		log.onCommitted(({ position }) => told.push(position));
		// The second row fails, after the first was inserted by the same statement.
		await database.sql`alter table update_log add check (bytes <> '\\x42')`;
		await expect(log.append(BOARD, 1, () => [entry(65), entry(66)])).rejects.toThrow(/check/);
		expect(await log.head(BOARD)).toEqual(head);
		expect(await log.read(BOARD, 0, 10)).toHaveLength(1);
		expect(told).toEqual([]);
		expect((await log.append(BOARD, 1, () => [entry(65)])).head.position).toBe(2);
	});

	test.skipIf(name === 'embedded')(
		'a connection cut in an append leaves nothing, and the next append opens another',
		async () => {
			const database = await open();
			const log = new PostgresLog(database, options);
			const cut = new PostgresLog(database.another(), options);
			const head = await log.create(BOARD, entry(1));
			let asked = false;
			await database.sql.begin(async (holder) => {
				await holder`select from documents where name = ${BOARD} for update`;
				const append = cut.append(BOARD, 1, () => {
					asked = true;
					return [entry(2)];
				});
				const rejected = expect(append).rejects.toThrow();
				await vi.waitUntil(async () => {
					const killed = await database.sql`
						select pg_terminate_backend(pid) from pg_stat_activity
						where datname = current_database() and wait_event_type = 'Lock'`;
					return killed.length === 1;
				});
				await rejected;
			});
			expect(asked).toBe(false);
			expect(await log.head(BOARD)).toEqual(head);
			expect((await cut.append(BOARD, 1, () => [entry(3)])).head.position).toBe(2);
		},
	);
});
