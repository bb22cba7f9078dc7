/** The commands on real databases, with the parts that the application gives them. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { projectedActions, projectedBoards } from '#db/schema/projection.ts';
import { argon2Passwords } from '#server/auth/passwords.ts';
import { PostgresLog } from '#server/log/postgres-log.ts';
import { PostgresProjection } from '#server/projection/postgres-projection.ts';
import { onBothDatabases, type OpenDatabase } from '../../tests/support/databases.ts';
import { runCommand, type CommandParts } from './commands.ts';

async function ready(open: OpenDatabase) {
	const database = await open();
	const now = () => new Date('2026-05-14T09:41:00Z');
	const log = new PostgresLog(database, { now, randomId: randomUUID });
	const report = (what: string, fault: unknown) => {
		throw new Error(what, { cause: fault });
	};
	const after = () => {
		throw new Error('Nothing failed, so nothing is to be tried again');
	};
	const projection = new PostgresProjection({ ...database, log, after, report });
	const said: string[] = [];
	const parts: CommandParts = {
		db: database.db,
		log,
		passwords: argon2Passwords(),
		password: 'a password of the test',
		now,
		projection,
		say: (line) => said.push(line),
	};
	return { parts, said, projection, db: database.db };
}

onBothDatabases('the commands', (open) => {
	test('demo shows its boards when it says that it is loaded, and says so when it was', async () => {
		const { parts, said, projection } = await ready(open);
		expect(await runCommand('demo', parts)).toBe(true);
		expect(said.at(-1)).toBe('The demonstration is loaded.');
		const shown = await projection.boards('durham');
		expect(shown.map(({ cycle }) => cycle)).toEqual(['2023-25', '2021-22', '2016', '2014']);
		const board = await projection.board('durham', 'durham-2023-25');
		expect(board).toMatchObject({
			title: 'PEEL 2023/25',
			force: 'Durham Constabulary',
			position: 1,
		});
		expect(board?.pillars.map(({ code }) => code)).toEqual(
			Array.from({ length: 10 }, (_, index) => `q${index + 1}`),
		);
		expect([board?.findings.length, board?.actions.length]).toEqual([49, 69]);

		expect(await runCommand('demo', parts)).toBe(true);
		expect(said.at(-1)).toBe('The demonstration is already loaded.');
		await projection.close();
	});

	test('rebuild makes the rows again as the log has them', async () => {
		const { parts, said, projection, db } = await ready(open);
		await runCommand('demo', parts);
		const before = await projection.board('durham', 'durham-2023-25');
		await db.delete(projectedActions);
		await db.update(projectedBoards).set({ title: 'spoilt' });
		expect(await runCommand('rebuild', parts)).toBe(true);
		expect(said.at(-1)).toBe('The rows of 4 boards were built again from 4 entries of the log.');
		expect(await projection.board('durham', 'durham-2023-25')).toEqual(before);
		await projection.close();
	});

	test('demo refuses a database with work in it, and says what to do', async () => {
		const { parts, said, projection } = await ready(open);
		await parts.log.create('board:own', {
			actor: 'user-a',
			clientId: 1,
			bytes: Uint8Array.of(0, 0),
		});
		expect(await runCommand('demo', parts)).toBe(false);
		expect(said).toEqual([
			'The database is not empty, so the demonstration was not loaded. Use an empty database for it.',
		]);
		await projection.close();
	});

	test('an unknown command is answered with those that there are', async () => {
		const { parts, said, projection } = await ready(open);
		expect(await runCommand('drop', parts)).toBe(false);
		expect(said).toEqual(['There is no command "drop". There are: demo, rebuild.']);
		await projection.close();
	});
});
