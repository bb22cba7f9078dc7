/**
 * A PostgreSQL server for the tests, thrown away with its folder when they are over. It keeps
 * nothing, so it waits for no disk; its password is for other users of the machine, since a
 * superuser of Postgres may run programs.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isStopped, run, tail } from './child.js';
import { installDebian } from './debian.js';
import { say } from './report.js';

/** @typedef {{ url: string, stop: () => Promise<void> }} TestPostgres */
/** @typedef {{ uid?: number, gid?: number }} Ids */

const LEAST_VERSION = 15;
/** Debian keeps the programs of a server there, a folder for each major version. */
const DEBIAN = '/usr/lib/postgresql';
const USER = 'postgres';
const START_MS = 60_000;

const SETTINGS = [
	...['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'],
	...['listen_addresses=127.0.0.1', 'timezone=UTC', 'lc_messages=C'],
];

/** @returns {Promise<TestPostgres | null>} null when there is none and none can be had; why not is said */
export async function startPostgres() {
	const given = process.env.TEST_POSTGRES_URL;
	if (given !== undefined && given !== '') return { url: given, stop: async () => {} };
	let programs = await findPrograms();
	if (programs === null && (await installDebian('postgresql'))) programs = await findPrograms();
	if (programs === null) return null;
	const ids = await idsOfUser();
	if (ids === null) {
		say(`PostgreSQL does not run as root, and there is no user "${USER}" to run it as.`);
		return null;
	}
	return serve(programs, ids);
}

/** @returns {Promise<string | null>} the folder of the newest server that is new enough */
async function findPrograms() {
	const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
	const debian = versions
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => path.join(DEBIAN, version, 'bin'));
	for (const folder of [...debian, ...(process.env.PATH ?? '').split(path.delimiter)]) {
		if (folder === '' || !existsSync(path.join(folder, 'initdb'))) continue;
		const { output } = await run(path.join(folder, 'postgres'), ['--version']);
		if (Number(/ (\d+)/.exec(output)?.[1]) >= LEAST_VERSION) return folder;
	}
	return null;
}

/** Whom the server runs as: its own user when we are root. @returns {Promise<Ids | null>} */
async function idsOfUser() {
	if (process.getuid?.() !== 0) return {};
	const [uid, gid] = await Promise.all(['-u', '-g'].map((which) => run('id', [which, USER])));
	if (uid?.code !== 0 || gid?.code !== 0) return null;
	return { uid: Number(uid.output), gid: Number(gid.output) };
}

/** @param {string} programs @param {Ids} ids @returns {Promise<TestPostgres | null>} */
async function serve(programs, ids) {
	const folder = mkdtempSync(path.join(tmpdir(), 'peelboard-postgres-'));
	const remove = () => rmSync(folder, { recursive: true, force: true });
	const password = randomBytes(16).toString('hex');
	const passwordFile = path.join(folder, 'password');
	writeFileSync(passwordFile, password, { mode: 0o600 });
	for (const place of [folder, passwordFile]) {
		if (ids.uid !== undefined && ids.gid !== undefined) chownSync(place, ids.uid, ids.gid);
	}
	const cluster = path.join(folder, 'cluster');
	const made = await run(
		path.join(programs, 'initdb'),
		[
			...['-D', cluster, '-U', USER, '-E', 'UTF8', '--no-locale', '--no-sync'],
			...['-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
		],
		{ cwd: folder, ...ids },
	);
	if (made.code !== 0) {
		say(`PostgreSQL could not make a database:\n${tail(made.output, 5)}`);
		remove();
		return null;
	}
	const port = await freePort();
	const settings = [...SETTINGS, `unix_socket_directories=${folder}`].flatMap((set) => ['-c', set]);
	const server = spawn(
		path.join(programs, 'postgres'),
		['-D', cluster, '-p', String(port), ...settings],
		{ cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...ids },
	);
	const gone = new Promise((resolve) => {
		server.on('exit', resolve);
		server.on('error', resolve);
	});
	const stop = async () => {
		// Immediate: what is in there is thrown away anyway.
		server.kill('SIGQUIT');
		await gone;
		remove();
	};
	const words = await untilReady(server, gone);
	if (words === null)
		return { url: `postgres://${USER}:${password}@127.0.0.1:${port}/${USER}`, stop };
	if (!isStopped()) say(`PostgreSQL did not start:\n${tail(words, 5)}`);
	await stop();
	return null;
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @param {Promise<unknown>} gone
 * @returns {Promise<string | null>} null when it is ready, else what it said
 */
function untilReady(server, gone) {
	return new Promise((resolve) => {
		let words = '';
		server.stderr?.setEncoding('utf8').on('data', (/** @type {string} */ more) => {
			if (words.length < 10_000) words += more;
			if (words.includes('ready to accept connections')) resolve(null);
		});
		void gone.then(() => resolve(words));
		setTimeout(() => resolve(words), START_MS).unref();
	});
}

async function freePort() {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const address = probe.address();
	probe.close();
	await once(probe, 'close');
	return address !== null && typeof address === 'object' ? address.port : 0;
}
