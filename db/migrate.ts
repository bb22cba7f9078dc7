/**
 * Brings the tables to the newest migration before anything else uses them. The migrations are part
 * of the bundle (`import.meta.glob`), so that it does not matter where the built server lies or
 * from where it is started; Vite and Vitest read the same files from `db/migrations`.
 */
/// <reference types="vite/client" />
import type { MigrationMeta } from 'drizzle-orm/migrator';
import { PgDialect, type PgSession } from 'drizzle-orm/pg-core';
import { createHash } from 'node:crypto';
import { connect, type Connected, type Target } from './client.ts';
import journal from './migrations/meta/_journal.json';
import { explainFailure, type Unreachable } from './unreachable.ts';

const files = import.meta.glob<string>('./migrations/*.sql', {
	eager: true,
	query: '?raw',
	import: 'default',
});

/** One name for the whole product: two processes that start together migrate one after the other. */
const LOCK = 7_335_202;

const OLDEST_POSTGRES = 150_000;

export type Migrated = { readonly ok: true } | Unreachable;

/**
 * @param target  may name another role than the service's, one that owns the tables
 * @returns a sentence for the person who starts the server when the database is away, refuses us or
 *   is too old; a migration that fails is a fault of the product and throws
 */
export async function migrate(target: Target): Promise<Migrated> {
	const connected = connect(target, { connections: 1 });
	try {
		const version = await reach(connected, target);
		if (typeof version !== 'number') return version;
		await connected.sql`select pg_advisory_lock(${LOCK})`;
		// The migrator's own signature forgets the driver's result type; it only runs statements.
		const session = connected.db._.session as unknown as PgSession;
		await new PgDialect().migrate(migrations(), session, { migrationsFolder: '' });
		// Ended connections lose their locks by themselves, except on the embedded database.
		await connected.sql`select pg_advisory_unlock(${LOCK})`;
		return { ok: true };
	} finally {
		await connected.close();
	}
}

async function reach({ sql }: Connected, target: Target): Promise<number | Unreachable> {
	try {
		const [row] = await sql<{ version: number }>`
			select current_setting('server_version_num')::int as version`;
		const version = row?.version ?? 0;
		if (version >= OLDEST_POSTGRES) return version;
		return {
			ok: false,
			code: 'too old',
			message: `The database is PostgreSQL ${Math.floor(version / 10_000)}; 15 or later is needed.`,
		};
	} catch (error) {
		const explained = explainFailure(error, target);
		if (explained === null) throw error;
		return explained;
	}
}

/** Tells one set of migrations from another, for a test's ready-made copy. */
export function migrationsDigest(): string {
	const digest = createHash('sha256');
	for (const migration of migrations()) digest.update(migration.hash);
	return digest.digest('hex').slice(0, 16);
}

/** In the order of the journal, in the shape that drizzle's migrator reads from a folder. */
function migrations(): MigrationMeta[] {
	return journal.entries.map(({ tag, when, breakpoints }) => {
		const text = files[`./migrations/${tag}.sql`];
		if (text === undefined) throw new Error(`The journal names ${tag}.sql, which is not there`);
		return {
			sql: text.split('--> statement-breakpoint'),
			bps: breakpoints,
			folderMillis: when,
			hash: createHash('sha256').update(text).digest('hex'),
		};
	});
}
