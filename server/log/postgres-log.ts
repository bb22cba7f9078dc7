/**
 * The log in Postgres or the embedded database. The head row of a document is the lock that puts
 * appends in order. What runs for every keystroke (`append`) is written for few round trips: begin,
 * lock, one statement that inserts all entries and moves the head, commit.
 */
import { eq, sql as expression } from 'drizzle-orm';
import type { Connected, Db, Sql } from '#db/client.ts';
import { documents, snapshots, updateLog } from '#db/schema/log.ts';
import { bigints, byteas, instants, texts } from './arrays.ts';
import { Committed } from './committed.ts';
import { chain, CHAIN_START } from './hash.ts';
import { beyond, headAfter, type LogOptions } from './head.ts';
import {
	DocumentExists,
	NoSuchDocument,
	type Appended,
	type Entry,
	type Head,
	type Loaded,
	type Log,
	type NewEntry,
	type Snapshot,
	type TailSize,
} from './log.ts';

export class PostgresLog implements Log {
	readonly #db: Db;
	readonly #sql: Sql;
	readonly #now: () => Date;
	readonly #randomId: () => string;
	readonly #committed = new Committed();

	constructor({ db, sql }: Pick<Connected, 'db' | 'sql'>, { now, randomId }: LogOptions) {
		this.#db = db;
		this.#sql = sql;
		this.#now = now;
		this.#randomId = randomId;
	}

	async create(document: string, first: NewEntry): Promise<Head> {
		const generation = this.#randomId();
		const createdAt = this.#now();
		const empty: Head = { document, generation, position: 0, hash: CHAIN_START };
		const entries = chain(empty, [first], createdAt);
		const head = headAfter(empty, entries);
		await this.#db.transaction(async (tx) => {
			const made = await tx
				.insert(documents)
				.values({ ...head, name: document, createdAt })
				.onConflictDoNothing()
				.returning({ name: documents.name });
			if (made.length === 0) throw new DocumentExists(document);
			await tx.insert(updateLog).values(entries.map((entry) => ({ document, ...entry })));
		});
		this.#committed.tell(head);
		return head;
	}

	async head(document: string): Promise<Head | null> {
		const [row] = await this.#db.select().from(documents).where(eq(documents.name, document));
		if (row === undefined) return null;
		return { document, generation: row.generation, position: row.position, hash: row.hash };
	}

	/** Head and snapshot come from one statement: the snapshot is never newer than the head. */
	async load(document: string): Promise<Loaded | null> {
		const newest = this.#db
			.select({ position: snapshots.position, state: snapshots.state })
			.from(snapshots)
			.where(eq(snapshots.document, document))
			.orderBy(expression`${snapshots.position} desc`)
			.limit(1)
			.as('newest');
		const [row] = await this.#db
			.select({
				generation: documents.generation,
				position: documents.position,
				hash: documents.hash,
				snapshotPosition: newest.position,
				state: newest.state,
			})
			.from(documents)
			.leftJoin(newest, expression`true`)
			.where(eq(documents.name, document));
		if (row === undefined) return null;
		const { generation, position, hash, snapshotPosition, state } = row;
		const head: Head = { document, generation, position, hash };
		const snapshot =
			snapshotPosition === null || state === null ? null : { position: snapshotPosition, state };
		const after = snapshot?.position ?? 0;
		// Positions have no gap: so many entries, and what came after the head was read is left.
		const tail = await entriesAfter(this.#sql, document, after, position - after);
		return { head, snapshot, tail };
	}

	async read(document: string, after: number, limit: number): Promise<readonly Entry[]> {
		return entriesAfter(this.#sql, document, after, limit);
	}

	async documents(prefix: string): Promise<readonly string[]> {
		const rows = await this.#db
			.select({ name: documents.name })
			.from(documents)
			.where(expression`starts_with(${documents.name}, ${prefix})`);
		// Sorted here: a server's collation may put names in another order than code units do.
		return rows.map(({ name }) => name).sort();
	}

	async append(
		document: string,
		from: number,
		decide: (others: readonly Entry[]) => readonly NewEntry[],
	): Promise<Appended> {
		const appended = await this.#sql.begin(async (tx): Promise<Appended> => {
			const head = await lockHead(tx, document);
			if (from > head.position) throw new RangeError(beyond(document, from, head));
			// A statement of its own, after the lock: it sees what was committed while we waited.
			const others = from < head.position ? await entriesAfter(tx, document, from, null) : [];
			const decided = decide(others);
			if (decided.length === 0) return { head, entries: [] };
			const entries = chain(head, decided, this.#now());
			const moved = headAfter(head, entries);
			await insertAndMove(tx, moved, entries);
			return { head: moved, entries };
		});
		if (appended.entries.length > 0) this.#committed.tell(appended.head);
		return appended;
	}

	async tailSize(document: string): Promise<TailSize> {
		const [size] = await this.#sql<TailSize>`
			select count(*) as entries, coalesce(sum(octet_length(bytes)), 0)::bigint as bytes
			from update_log
			where document = ${document} and position > coalesce(
				(select max(position) from snapshots where document = ${document}), 0)`;
		if (size === undefined) throw new Error('A count came back without a row');
		return { entries: size.entries, bytes: size.bytes };
	}

	async keepSnapshot(document: string, { position, state }: Snapshot): Promise<void> {
		const kept = await this.#sql`
			insert into snapshots (document, position, state, at)
			select name, ${position}, ${state}, ${this.#now().toISOString()} from documents
			where name = ${document} and not exists (
				select from snapshots where document = ${document} and position >= ${position})
			on conflict do nothing
			returning position`;
		if (kept.length === 0 && (await this.head(document)) === null) {
			throw new NoSuchDocument(document);
		}
	}

	onCommitted(listener: (head: Head) => void): () => void {
		return this.#committed.listen(listener);
	}
}

/** Whoever holds the head's row is the only one who appends to the document. */
async function lockHead(tx: Sql, document: string): Promise<Head> {
	const [row] = await tx<Omit<Head, 'document'>>`
		select generation, position, hash from documents where name = ${document} for update`;
	if (row === undefined) throw new NoSuchDocument(document);
	return { document, generation: row.generation, position: row.position, hash: row.hash };
}

/** @param limit  null for all there are */
async function entriesAfter(
	sql: Sql,
	document: string,
	after: number,
	limit: number | null,
): Promise<Entry[]> {
	type Row = Omit<Entry, 'at'> & { readonly at: number };
	const rows = await sql<Row>`
		select position, actor, client_id as "clientId", bytes, hash,
			(extract(epoch from at) * 1000)::bigint as at
		from update_log where document = ${document} and position > ${after}
		order by position limit ${limit}`;
	return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/** One statement whatever the number of entries, so that the driver prepares it once. */
async function insertAndMove(tx: Sql, head: Head, entries: readonly Entry[]): Promise<void> {
	await tx`
		with inserted as (
			insert into update_log (document, position, actor, client_id, at, bytes, hash)
			select ${head.document}, * from unnest(
				${bigints(entries.map(({ position }) => position))}::bigint[],
				${texts(entries.map(({ actor }) => actor))}::text[],
				${bigints(entries.map(({ clientId }) => clientId))}::bigint[],
				${instants(entries.map(({ at }) => at))}::timestamptz[],
				${byteas(entries.map(({ bytes }) => bytes))}::bytea[],
				${byteas(entries.map(({ hash }) => hash))}::bytea[]))
		update documents set position = ${head.position}, hash = ${head.hash}
		where name = ${head.document}`;
}
