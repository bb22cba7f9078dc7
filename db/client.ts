/**
 * The one way to the database: postgres.js with drizzle, whether the other end is a Postgres server
 * or the embedded database behind its private socket. Values come back the same from both: bytes as
 * Uint8Array, 64-bit integers as numbers, and drizzle's instants as Date. In a raw query (`sql`)
 * an instant is text, in and out, because drizzle takes the driver's own conversion away.
 */
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { Pool, type Settings, type Sql } from './pool.ts';
import { schema } from './schema/schema.ts';

/** Where the database is: an address, or the full path of the embedded database's Unix socket. */
export type Target =
	| { readonly kind: 'url'; readonly url: string }
	| { readonly kind: 'socket'; readonly path: string };

export type Db = PostgresJsDatabase<typeof schema>;
export type { Sql } from './pool.ts';

export interface Connected {
	readonly db: Db;
	/** the driver below `db`, for the few queries whose round trips are counted */
	readonly sql: Sql;
	/** Lets running queries end, then closes every connection. */
	readonly close: () => Promise<void>;
}

const SERVER_CONNECTIONS = 10;

/** It runs one transaction at a time and keeps the prepared statements of all in one session. */
const EMBEDDED_CONNECTIONS = 4;

/**
 * Opens no connection yet: the first query does. A query that finds the database away is rejected;
 * the next one tries again, so an outage needs no restart.
 * @param options.connections  most at one time
 */
export function connect(target: Target, options: { connections?: number } = {}): Connected {
	const most =
		options.connections ?? (target.kind === 'url' ? SERVER_CONNECTIONS : EMBEDDED_CONNECTIONS);
	const pool = new Pool(most, (settings) => open(target, settings));
	const { sql } = pool;
	const client = Object.assign(sql, { options: pool.options }) as unknown as postgres.Sql;
	return { db: drizzle({ client, schema }), sql, close: () => pool.close() };
}

function open(target: Target, settings: Settings): postgres.Sql {
	const all: Settings = {
		...settings,
		types: { int8, bytea },
		// Types are known from the schema; asking the catalogue would be a query per connection.
		fetch_types: false,
		connect_timeout: 10,
		onnotice: () => undefined,
	};
	switch (target.kind) {
		case 'url':
			return postgres(target.url, {
				...all,
				connection: { application_name: 'peelboard', TimeZone: 'UTC' },
			});
		case 'socket':
			return postgres({ ...all, path: target.path, user: 'postgres', database: 'postgres' });
	}
}

/** Log positions and client ids: whole numbers that JavaScript holds exactly, or a fault. */
const int8 = {
	to: 20,
	from: [20],
	serialize: (value: number) => String(value),
	parse: (text: string): number => {
		const value = Number(text);
		if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond exact integers`);
		return value;
	},
};

/** Hex both ways, without a copy where the bytes already are a view of memory. */
const bytea = {
	to: 17,
	from: [17],
	serialize: (value: Uint8Array) => `\\x${hexOf(value)}`,
	parse: (text: string): Uint8Array => {
		const bytes = Buffer.from(text.slice(2), 'hex');
		return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	},
};

function hexOf(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
