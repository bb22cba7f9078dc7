/**
 * A suite on both databases: the embedded one, and a Postgres server where `TEST_POSTGRES_URL` names
 * one (its role must be allowed to create databases); without it that half is skipped by name. Each
 * `open` gives a database of its own with all migrations applied, closed and dropped when the test
 * is over.
 */
import { PGlite } from '@electric-sql/pglite';
import { randomUUID } from 'node:crypto';
import { existsSync, openAsBlob } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, onTestFinished } from 'vitest';
import { connect, type Connected, type Sql, type Target } from '#db/client.ts';
import { migrate, migrationsDigest } from '#db/migrate.ts';
import { WireServer } from '#server/embedded/wire.ts';

export interface TestDatabase extends Connected {
	readonly target: Target;
	/** As another process would connect, or another part of the same one. */
	readonly another: (connections?: number) => Connected;
}

export type OpenDatabase = () => Promise<TestDatabase>;

export const POSTGRES_URL = process.env.TEST_POSTGRES_URL;

/** Calls `suite` once for each database, with its name and the way to open one inside a test. */
export function onBothDatabases(
	name: string,
	suite: (open: OpenDatabase, database: 'embedded' | 'Postgres') => void,
): void {
	describe(`${name}, embedded database`, () => suite(openEmbedded, 'embedded'));
	describe.skipIf(POSTGRES_URL === undefined)(`${name}, Postgres`, () => {
		suite(openPostgres, 'Postgres');
	});
}

const TEMPLATES = path.join(import.meta.dirname, '../../node_modules/.cache/peelboard');

/**
 * A dump of an empty, migrated embedded database. Making one takes seconds and a copy part of one,
 * so it is kept per set of migrations; a second test file that makes it meanwhile makes the same.
 */
async function embeddedTemplate(): Promise<Blob> {
	const file = path.join(TEMPLATES, `embedded-${migrationsDigest()}.tar`);
	if (existsSync(file)) return openAsBlob(file);
	const pglite = await PGlite.create();
	const { target, stop } = await serve(pglite);
	await mustMigrate(target);
	await stop();
	const dump = await pglite.dumpDataDir('none');
	await pglite.close();
	await mkdir(TEMPLATES, { recursive: true });
	const unfinished = `${file}.${randomUUID()}`;
	await writeFile(unfinished, dump.stream());
	await rename(unfinished, file);
	return dump;
}

/** Databases in memory that no test uses now; taking one is several times faster than making one. */
const idle: PGlite[] = [];

/**
 * In memory and in this thread; the wire in front of it and the driver are those of production.
 * A database that an earlier test of the file used is emptied to the last table first.
 */
const openEmbedded: OpenDatabase = async () => {
	const used = idle.pop();
	const pglite = used ?? (await PGlite.create({ loadDataDir: await embeddedTemplate() }));
	const { target, stop } = await serve(pglite);
	if (used !== undefined) {
		await used.exec('drop schema public, drizzle cascade; create schema public');
		await mustMigrate(target);
	}
	const { another, close } = connections(target);
	onTestFinished(async () => {
		await close();
		await stop();
		idle.push(pglite);
	});
	return { ...another(), target, another };
};

async function serve(backend: PGlite): Promise<{ target: Target; stop: () => Promise<void> }> {
	const folder = await mkdtemp(path.join(tmpdir(), 'peelboard-'));
	const socketPath = path.join(folder, 'db.sock');
	const wire = new WireServer({
		backend,
		socketPath,
		idleInTransactionMs: 10_000,
		onExpired: () => undefined,
		onBroken: (error) => {
			throw error;
		},
	});
	await wire.listen();
	return {
		target: { kind: 'socket', path: socketPath },
		stop: async () => {
			await wire.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

function connections(target: Target) {
	const opened: Connected[] = [];
	return {
		another: (most = 4): Connected => {
			const connected = connect(target, { connections: most });
			opened.push(connected);
			return connected;
		},
		close: () => Promise.all(opened.map((connected) => connected.close())),
	};
}

export const openPostgres: OpenDatabase = async () => {
	const name = await newPostgres();
	const target = postgresTarget(name);
	const { another, close } = connections(target);
	onTestFinished(async () => {
		await close();
		await drop(name);
	});
	return { ...another(), target, another };
};

/** @returns the name of a fresh database, copied from one with all migrations applied */
async function newPostgres(): Promise<string> {
	const template = `peelboard_template_${migrationsDigest()}`;
	const name = databaseName();
	await administer(async (sql) => {
		// One test file makes the template, the others wait; it gets its name when it is whole.
		await sql`select pg_advisory_lock(hashtext('peelboard template'))`;
		const [there] = await sql`select 1 from pg_database where datname = ${template}`;
		if (there === undefined) {
			await sql.unsafe(`create database "${name}"`);
			await mustMigrate(postgresTarget(name));
			await sql.unsafe(`alter database "${name}" rename to "${template}"`);
		}
		await sql.unsafe(`create database "${name}" template "${template}"`);
	});
	return name;
}

/** A database of the Postgres server without any table, dropped when the test is over. */
export async function newUnmigrated(): Promise<Target> {
	const name = databaseName();
	await administer((sql) => sql.unsafe(`create database "${name}"`));
	onTestFinished(() => drop(name));
	return postgresTarget(name);
}

function drop(name: string): Promise<void> {
	return administer((sql) => sql.unsafe(`drop database "${name}" with (force)`));
}

function databaseName(): string {
	return `peelboard_test_${randomUUID().replaceAll('-', '')}`;
}

function postgresTarget(name: string): Target {
	const url = new URL(POSTGRES_URL ?? '');
	url.pathname = `/${name}`;
	return { kind: 'url', url: url.href };
}

async function administer(work: (sql: Sql) => PromiseLike<unknown>): Promise<void> {
	const { sql, close } = connect({ kind: 'url', url: POSTGRES_URL ?? '' }, { connections: 1 });
	try {
		await work(sql);
	} finally {
		await close();
	}
}

async function mustMigrate(target: Target): Promise<void> {
	const migrated = await migrate(target);
	if (!migrated.ok) throw new Error(migrated.message);
}
