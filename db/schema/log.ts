/**
 * The append-only log of every document: written by `server/log` alone. `documents` is the head of
 * each log and the lock that puts appends in order; `update_log` is never changed, which triggers
 * enforce (migration `append-only`); a snapshot only saves reading and can be thrown away.
 */
import { bigint, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytea, instant } from './columns.ts';

export const documents = pgTable('documents', {
	/** `board:<boardId>`, `narrative:<boardId>:<recordId>` */
	name: text('name').primaryKey(),
	/** random, made with the document and anew at a restore */
	generation: text('generation').notNull(),
	/** position of the newest entry */
	position: bigint('position', { mode: 'number' }).notNull(),
	/** hash of the newest entry, 32 bytes */
	hash: bytea('hash').notNull(),
	createdAt: instant('created_at').notNull(),
});

export const updateLog = pgTable(
	'update_log',
	{
		document: text('document')
			.notNull()
			.references(() => documents.name),
		/** from 1, without a gap, in commit order */
		position: bigint('position', { mode: 'number' }).notNull(),
		/** a user's id or `server`; no foreign key: the record outlives the account */
		actor: text('actor').notNull(),
		clientId: bigint('client_id', { mode: 'number' }).notNull(),
		at: instant('at').notNull(),
		/** the Yjs update as admitted, V1 encoding */
		bytes: bytea('bytes').notNull(),
		/** SHA-256 over the previous hash and this entry (`server/log/hash.ts`) */
		hash: bytea('hash').notNull(),
	},
	(table) => [primaryKey({ columns: [table.document, table.position] })],
);

export const snapshots = pgTable(
	'snapshots',
	{
		document: text('document')
			.notNull()
			.references(() => documents.name),
		/** the state holds every entry up to and with this one */
		position: bigint('position', { mode: 'number' }).notNull(),
		state: bytea('state').notNull(),
		at: instant('at').notNull(),
	},
	(table) => [primaryKey({ columns: [table.document, table.position] })],
);
