/**
 * The one way to the database: postgres.js with drizzle, whether the other end is a Postgres server
 * or the embedded database behind its private socket. Values come back the same from both: bytes as
 * Uint8Array, 64-bit integers as numbers, and drizzle's instants as Date. In a raw query (`sql`)
 * an instant is text, in and out, because drizzle takes the driver's own conversion away.
 */
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { schema } from './schema/schema.ts';

/** Where the database is: an address, or the full path of the embedded database's Unix socket. */
export type Target =
	| { readonly kind: 'url'; readonly url: string }
	| { readonly kind: 'socket'; readonly path: string };

export type Db = PostgresJsDatabase<typeof schema>;
export type Sql = postgres.Sql<{ int8: number; bytea: Uint8Array }>;

export interface Connected {
	readonly db: Db;
	/** the driver below `db`, for the few queries whose round trips are counted */
	readonly sql: Sql;
	/** Lets running queries end, then closes every connection. */
	close(): Promise<void>;
}

const SERVER_CONNECTIONS = 10;

/**
 * One, and not only because the embedded database runs one query at a time: all connections to its
 * socket share one session, and what a query sends in several messages (bind, execute) is not kept
 * together, so that with two connections a query was answered with another query's rows.
 */
const EMBEDDED_CONNECTIONS = 1;

/**
 * Opens no connection yet: the first query does. A query that finds the database away is rejected;
 * the next one tries again, so an outage needs no restart.
 * @param options.connections  most at one time on a server; the embedded database has one
 */
export function connect(target: Target, options: { connections?: number } = {}): Connected {
	const settings = {
		types: { int8, bytea },
		// Types are known from the schema; asking the catalogue would be a query per connection.
		fetch_types: false,
		connect_timeout: 10,
		backoff: (retries: number) => Math.min(0.05 * 2 ** retries, 1),
		onnotice: () => undefined,
	};
	const sql: Sql =
		target.kind === 'url'
			? postgres(target.url, {
					...settings,
					max: options.connections ?? SERVER_CONNECTIONS,
					connection: { application_name: 'peelboard', TimeZone: 'UTC' },
				})
			: postgres({
					...settings,
					path: target.path,
					user: 'postgres',
					database: 'postgres',
					max: EMBEDDED_CONNECTIONS,
					max_lifetime: null,
				});
	return { db: drizzle(sql, { schema }), sql, close: () => sql.end({ timeout: 5 }) };
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
