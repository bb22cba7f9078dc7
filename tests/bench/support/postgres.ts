/**
 * A Postgres database for one run: on the server that `TEST_POSTGRES_URL` names, else on a server of
 * our own that is thrown away, with the settings Postgres comes with (`fsync` on: a commit is on disk).
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { freePort } from './free-port.ts';

export interface Postgres {
	readonly url: string;
	/** `PostgreSQL 15.14` */
	readonly version: string;
	close(): Promise<void>;
}

/** Debian keeps the programs of a server there, a folder for each major version. */
const DEBIAN = '/usr/lib/postgresql';
const USER = 'postgres';

/** @returns null when there is no server and none can be started */
export async function openPostgres(): Promise<Postgres | null> {
	const given = process.env['TEST_POSTGRES_URL'];
	if (given !== undefined)
		return databaseIn(given, (sql, name) => sql.unsafe(`drop database "${name}" with (force)`));
	const programs = installed();
	return programs === null ? null : ownServer(programs);
}

function installed(): string | null {
	if (!existsSync(DEBIAN)) return null;
	const folders = readdirSync(DEBIAN)
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => path.join(DEBIAN, version, 'bin'));
	return folders.find((folder) => existsSync(path.join(folder, 'initdb'))) ?? null;
}

async function ownServer(programs: string): Promise<Postgres> {
	const folder = mkdtempSync(path.join(tmpdir(), 'peelboard-bench-pg-'));
	const who = await idsOf(USER);
	if (who !== null) chownSync(folder, who.uid, who.gid);
	const run = (program: string, ...args: string[]): ChildProcess =>
		spawn(path.join(programs, program), args, { cwd: folder, stdio: 'ignore', ...who });

	const made = run('initdb', '-D', 'data', '-U', USER, '-A', 'trust', '-E', 'UTF8');
	const [code] = (await once(made, 'exit')) as [number | null];
	if (code !== 0) throw new Error('initdb failed');
	const port = await freePort();
	const server = run('postgres', '-D', 'data', '-p', String(port), '-h', '127.0.0.1', '-k', folder);
	const gone = once(server, 'exit');
	const stop = async () => {
		// Fast shutdown: connections are ended and nothing is waited for.
		server.kill('SIGINT');
		await gone;
		rmSync(folder, { recursive: true, force: true });
	};
	return databaseIn(`postgres://${USER}@127.0.0.1:${port}/postgres`, stop);
}

async function databaseIn(
	serverUrl: string,
	leave: (sql: postgres.Sql, name: string) => PromiseLike<unknown>,
): Promise<Postgres> {
	const name = `peelboard_bench_${randomUUID().replaceAll('-', '')}`;
	const sql = postgres(serverUrl, { max: 1, backoff: () => 0.1, onnotice: () => undefined });
	const version = await whenUp(sql);
	await sql.unsafe(`create database "${name}"`);
	const url = new URL(serverUrl);
	url.pathname = `/${name}`;
	return {
		url: url.href,
		version: `PostgreSQL ${version.split(' ', 1)[0]}`,
		async close() {
			await leave(sql, name);
			await sql.end({ timeout: 1 });
		},
	};
}

/** A server that has just been started refuses connections for a moment. */
async function whenUp(sql: postgres.Sql): Promise<string> {
	const until = performance.now() + 20_000;
	for (;;) {
		try {
			const [row] = await sql<{ server_version: string }[]>`show server_version`;
			return row?.server_version ?? '';
		} catch (error) {
			if (performance.now() > until) throw error;
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
	}
}

/** Postgres refuses to run as root. @returns null when we are not root and stay who we are */
async function idsOf(user: string): Promise<{ uid: number; gid: number } | null> {
	if (process.getuid?.() !== 0) return null;
	return { uid: await idOf('-u', user), gid: await idOf('-g', user) };
}

async function idOf(option: string, user: string): Promise<number> {
	const child = spawn('id', [option, user], { stdio: ['ignore', 'pipe', 'ignore'] });
	let words = '';
	child.stdout.setEncoding('utf8').on('data', (more: string) => (words += more));
	await once(child, 'close');
	return Number(words);
}
