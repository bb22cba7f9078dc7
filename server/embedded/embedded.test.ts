import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEmbedded } from './embedded.ts';

/** Making a database on the disk takes seconds, and many times that while other tests run. */
const TIME_MS = 120_000;

let dataDir: string;

beforeEach(() => {
	dataDir = mkdtempSync(path.join(tmpdir(), 'peelboard-data-test-'));
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** A process of its own that writes without end and says which number is committed. */
const WRITER = `
	const { startEmbedded } = await import(process.argv[1]);
	const { default: postgres } = await import(process.argv[2]);
	const embedded = await startEmbedded({ dataDir: process.argv[3] });
	if (!embedded.ok) throw new Error(embedded.message);
	const sql = postgres({ path: embedded.socketPath, username: 'postgres', database: 'postgres', onnotice() {} });
	await sql\`create table if not exists entries (number int primary key)\`;
	for (let number = 0; ; number += 1) {
		await sql\`insert into entries values (\${number})\`;
		process.stdout.write(number + '\\n');
	}
`;

function startWriter(): ChildProcess {
	const modules = [new URL('./embedded.ts', import.meta.url).href, import.meta.resolve('postgres')];
	return spawn(process.execPath, ['--input-type=module', '-e', WRITER, ...modules, dataDir], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
}

test(
	'after kill -9 the data folder opens again with every row that was committed',
	{ timeout: TIME_MS },
	async () => {
		const writer = startWriter();
		const exit = once(writer, 'exit');
		if (writer.stdout === null) throw new Error('the writer has no output');
		let committed = -1;
		for await (const line of createInterface({ input: writer.stdout })) {
			committed = Number(line);
			if (committed === 200) {
				const second = await startEmbedded({ dataDir });
				expect(second).toEqual({
					ok: false,
					code: 'in-use',
					message:
						`The data folder ${dataDir} is in use by process ${writer.pid}. ` +
						'Stop that one first, or choose another folder with DATA_DIR.',
				});
				writer.kill('SIGKILL');
			}
		}
		await exit;
		const lock = readFileSync(path.join(dataDir, 'embedded', 'lock'), 'utf8');
		const { socketFolder } = JSON.parse(lock) as { socketFolder: string };
		expect(existsSync(socketFolder)).toBe(true);

		const again = await startEmbedded({ dataDir });
		if (!again.ok) throw new Error(again.message);
		expect(existsSync(socketFolder)).toBe(false);
		for (const folder of [path.join(dataDir, 'embedded'), path.dirname(again.socketPath)]) {
			expect(statSync(folder).mode & 0o077, `${folder} is for its own user`).toBe(0);
		}
		const sql = postgres({ path: again.socketPath, username: 'postgres', database: 'postgres' });
		const [count] = await sql`select count(*)::int as rows, max(number) as last from entries`;
		expect(count?.last).toBeGreaterThanOrEqual(committed);
		expect(count?.rows).toBe((count?.last as number) + 1);
		await sql.end();
		await again.close();
		expect(existsSync(path.dirname(again.socketPath))).toBe(false);
		expect(existsSync(path.join(dataDir, 'embedded', 'lock'))).toBe(false);
	},
);

test('what a killed first start left half made is made anew', { timeout: TIME_MS }, async () => {
	const first = await startEmbedded({ dataDir });
	if (!first.ok) throw new Error(first.message);
	await first.close();
	rmSync(path.join(dataDir, 'embedded', 'complete'));
	rmSync(path.join(dataDir, 'embedded', 'pgdata', 'global'), { recursive: true });
	const second = await startEmbedded({ dataDir });
	expect(second.ok).toBe(true);
	if (second.ok) await second.close();
});

test('a folder that is a file is told in a sentence', async () => {
	const file = path.join(dataDir, 'file');
	writeFileSync(file, '');
	const embedded = await startEmbedded({ dataDir: file });
	expect(embedded).toMatchObject({ ok: false, code: 'not-writable' });
	expect(embedded.ok || embedded.message).toContain(`The data folder ${file} cannot be used`);
});

test.runIf(existsSync('/proc/self'))('a place that takes no folders is told too', async () => {
	const embedded = await startEmbedded({ dataDir: '/proc/peelboard/data' });
	expect(embedded).toMatchObject({ ok: false, code: 'not-writable' });
});

test(
	'a database that cannot be opened is told in a sentence and gives the folder free',
	{ timeout: TIME_MS },
	async () => {
		const first = await startEmbedded({ dataDir });
		if (!first.ok) throw new Error(first.message);
		await first.close();
		rmSync(path.join(dataDir, 'embedded', 'pgdata', 'global'), { recursive: true });
		const broken = await startEmbedded({ dataDir });
		expect(broken).toMatchObject({ ok: false, code: 'not-opened' });
		expect(existsSync(path.join(dataDir, 'embedded', 'lock'))).toBe(false);
	},
);
