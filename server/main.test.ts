import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startEmbedded } from './embedded/embedded.ts';

const ENTRY = path.join(import.meta.dirname, 'main.ts');
const BUSY_MACHINE_MS = 240_000;

interface Run {
	readonly child: ChildProcess;
	/** everything it said, when it is gone */
	readonly ended: Promise<{ code: number | null; said: string }>;
	/** @throws Error when it ends without having said so */
	says(words: string): Promise<void>;
}

/** The entry in a process of its own, with these settings and none of the tester's. */
function start(settings: Record<string, string>): Run {
	const env = { PATH: '/usr/bin:/bin', HOST: '127.0.0.1', ...settings };
	const child = spawn(process.execPath, [ENTRY], { env, stdio: ['ignore', 'pipe', 'pipe'] });
	onTestFinished(() => void child.kill('SIGKILL'));
	let said = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (words: string) => {
			said += words;
			child.emit('said');
		});
	}
	const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, said }));
	const says = async (words: string): Promise<void> => {
		while (!said.includes(words)) {
			const gone = await Promise.race([once(child, 'said').then(() => null), ended]);
			if (gone !== null) throw new Error(`It ended without saying "${words}":\n${said}`);
		}
	};
	return { child, ended, says };
}

function newFolder(): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'peelboard-main-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** A port that somebody has until `free` is called. */
async function heldPort(): Promise<{ port: number; free: () => Promise<void> }> {
	const holder = createServer().listen(0, '127.0.0.1');
	await once(holder, 'listening');
	const free = async (): Promise<void> => {
		if (!holder.listening) return;
		holder.close();
		await once(holder, 'close');
	};
	onTestFinished(free);
	return { port: (holder.address() as AddressInfo).port, free };
}

async function freePort(): Promise<string> {
	const { port, free } = await heldPort();
	await free();
	return String(port);
}

/** A request that is taken on and never ends, as a live view's answer does not. */
async function holdOpen(port: number): Promise<void> {
	const socket = connect(port, '127.0.0.1');
	onTestFinished(() => void socket.destroy());
	socket.write(
		'POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n',
	);
	await once(socket, 'data');
	socket.on('error', () => undefined);
}

test('all wrong variables are told at once, and nothing is touched', async () => {
	const dataDir = path.join(newFolder(), 'data');
	const run = start({
		PORT: 'abc',
		ORIGIN: 'boards',
		DATABASE_URL: 'mysql://x',
		DATA_DIR: dataDir,
	});
	const { code, said } = await run.ended;
	expect(code).toBe(1);
	expect(said.trimEnd().split('\n')).toEqual([
		expect.stringContaining('PORT must be'),
		expect.stringContaining('DATABASE_URL must'),
		expect.stringContaining('ORIGIN must be'),
	]);
	expect(existsSync(dataDir)).toBe(false);
});

test('a taken port is told before the long work', async () => {
	const { port } = await heldPort();
	const dataDir = path.join(newFolder(), 'data');
	const { code, said } = await start({ PORT: String(port), DATA_DIR: dataDir }).ended;
	expect(code).toBe(1);
	expect(said).toBe(
		`Port ${port} is taken. Set PORT to another one, or stop the program that has it.\n`,
	);
	expect(existsSync(dataDir)).toBe(false);
});

test('an address of another machine is told in a sentence', async () => {
	const { code, said } = await start({
		HOST: '203.0.113.5',
		PORT: await freePort(),
		DEMO_PASSWORD: 'a password',
	}).ended;
	expect(code).toBe(1);
	expect(said).toBe(
		'This machine has no address 203.0.113.5. Set HOST to 127.0.0.1, or to one that it has.\n',
	);
});

test('a data folder that is a file is told in a sentence', async () => {
	const file = path.join(newFolder(), 'file');
	writeFileSync(file, '');
	const { code, said } = await start({ PORT: await freePort(), DATA_DIR: file }).ended;
	expect(code).toBe(1);
	expect(said).toMatch(/^The data folder .+ cannot be used .+\n$/);
});

test('a second process on one data folder is told who has it', async () => {
	const dataDir = newFolder();
	const first = await startEmbedded({ dataDir });
	if (!first.ok) throw new Error(first.message);
	const { code, said } = await start({ PORT: await freePort(), DATA_DIR: dataDir }).ended;
	await first.close();
	expect(code).toBe(1);
	expect(said).toMatch(/^The data folder .+ is in use by process \d+\..+\n$/);
});

test('a database that does not answer is told in a sentence without its password', async () => {
	const address = `127.0.0.1:${await freePort()}/boards`;
	const { code, said } = await start({
		PORT: await freePort(),
		DATABASE_URL: `postgres://boards:a-secret@${address}`,
	}).ended;
	expect(code).toBe(1);
	expect(said).toContain(`The database at ${address} does not answer`);
	expect(said).not.toContain('a-secret');
	expect(said.trimEnd()).not.toContain('\n');
});

test(
	'a signal cuts off what never ends and frees the data folder, and a second one is taken calmly',
	{ timeout: BUSY_MACHINE_MS },
	async () => {
		const dataDir = newFolder();
		const port = await freePort();
		const run = start({ PORT: port, DATA_DIR: dataDir });
		await run.says(`Peelboard is ready: http://127.0.0.1:${port}`);
		await holdOpen(Number(port));
		run.child.kill('SIGTERM');
		await run.says('Peelboard is stopping.');
		run.child.kill('SIGTERM');
		expect((await run.ended).code).toBe(0);
		expect(existsSync(path.join(dataDir, 'embedded', 'lock'))).toBe(false);
	},
);

test('a signal during the start ends it, and the next start has the data folder', async () => {
	const dataDir = newFolder();
	const run = start({ PORT: await freePort(), DATA_DIR: dataDir });
	const lock = path.join(dataDir, 'embedded', 'lock');
	await expect.poll(() => existsSync(lock), { timeout: 20_000 }).toBe(true);
	run.child.kill('SIGINT');
	expect((await run.ended).code).toBe(0);
	const next = await startEmbedded({ dataDir });
	expect(next.ok).toBe(true);
	if (next.ok) await next.close();
});
