/**
 * A suite on both databases: the embedded one, and a Postgres server where `TEST_POSTGRES_URL` names
 * one (its role must be allowed to create databases); without it that half is skipped by name. Each
 * `open` gives a database of its own with all migrations applied, closed and dropped when the test
 * is over.
 */
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { randomUUID } from 'node:crypto';
import { existsSync, openAsBlob } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, onTestFinished } from 'vitest';
import { connect, type Connected, type Sql, type Target } from '#db/client.ts';
import { migrate, migrationsDigest } from '#db/migrate.ts';

export interface TestDatabase extends Connected {
	readonly target: Target;
	/**
	 * As another process would connect. On the embedded database it is the same connection: it has
	 * only one, and only one process.
	 */
	another(): Connected;
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

export const openEmbedded: OpenDatabase = async () => {
	const pglite = await PGlite.create({ loadDataDir: await embeddedTemplate() });
	const { target, stop } = await serve(pglite);
	const connected = connect(target);
	onTestFinished(async () => {
		await connected.close();
		await stop();
		await pglite.close();
	});
	return { ...connected, target, another: () => connected };
};

/** In memory and in this process; the wire and the driver are those of production. */
async function serve(db: PGlite): Promise<{ target: Target; stop(): Promise<void> }> {
	const folder = await mkdtemp(path.join(tmpdir(), 'peelboard-'));
	const socket = path.join(folder, 'db.sock');
	const server = new PGLiteSocketServer({ db, path: socket, maxConnections: 2 });
	await server.start();
	return {
		target: { kind: 'socket', path: socket },
		stop: async () => {
			await server.stop();
			await rm(folder, { recursive: true });
		},
	};
}

export const openPostgres: OpenDatabase = async () => {
	const name = await newPostgres();
	const target = postgresTarget(name);
	const opened: Connected[] = [];
	const another = () => {
		const connected = connect(target, { connections: 4 });
		opened.push(connected);
		return connected;
	};
	onTestFinished(async () => {
		await Promise.all(opened.map((connected) => connected.close()));
		await administer((sql) => sql.unsafe(`drop database "${name}" with (force)`));
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
	onTestFinished(() => administer((sql) => sql.unsafe(`drop database "${name}" with (force)`)));
	return postgresTarget(name);
}

function databaseName(): string {
	return `peelboard_test_${randomUUID().replaceAll('-', '')}`;
}

export function postgresTarget(name: string): Target {
	const url = new URL(POSTGRES_URL ?? '');
	url.pathname = `/${name}`;
	return { kind: 'url', url: url.href };
}

async function administer(work: (sql: Sql) => Promise<unknown>): Promise<void> {
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
