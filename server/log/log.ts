/**
 * The append-only log of every document: a port with one contract suite (`log.contract.ts`) and
 * two implementations, in memory and in Postgres. Positions of a document are gapless and in commit
 * order, because an append locks the document's head. What is in the log is committed; nothing is
 * shown to anybody before it is.
 */

/** Where a document stands. `generation` is a random id made with the document, anew at a restore. */
export interface Head {
	readonly document: string;
	readonly generation: string;
	/** position of the newest entry, from 1; 0 before the first */
	readonly position: number;
	/** hash of the newest entry: the end of the chain, 32 bytes */
	readonly hash: Uint8Array;
}

/** One admitted message, the bytes as admitted (a Yjs update, V1 encoding). */
export interface Entry {
	readonly position: number;
	/** id of the user, from the authenticated connection, never from the wire */
	readonly actor: string;
	readonly clientId: number;
	readonly at: Date;
	readonly bytes: Uint8Array;
	readonly hash: Uint8Array;
}

export interface NewEntry {
	readonly actor: string;
	readonly clientId: number;
	readonly bytes: Uint8Array;
}

export interface Snapshot {
	/** the state holds every entry up to and with this position */
	readonly position: number;
	readonly state: Uint8Array;
}

export interface Loaded {
	readonly head: Head;
	readonly snapshot: Snapshot | null;
	/** what came after the snapshot, in order */
	readonly tail: readonly Entry[];
}

/** What a load has to replay: when it is much, a snapshot is due (`snapshots.ts`). */
export interface TailSize {
	readonly entries: number;
	readonly bytes: number;
}

export interface Appended {
	readonly head: Head;
	readonly entries: readonly Entry[];
}

export interface Log {
	/** Makes a document with its first entry. @throws DocumentExists */
	create(document: string, first: NewEntry): Promise<Head>;
	head(document: string): Promise<Head | null>;
	/** Newest snapshot and the tail after it. @returns null when there is no such document */
	load(document: string): Promise<Loaded | null>;
	/** Entries with a position above `after`, in order, `limit` at most. */
	read(document: string, after: number, limit: number): Promise<readonly Entry[]>;
	/** Names of all documents that begin with the prefix (`board:`), sorted. */
	documents(prefix: string): Promise<readonly string[]>;
	/**
	 * One transaction: locks the head, hands `decide` the entries that others appended after
	 * `from`, inserts what it returns, moves the head, commits. `decide` is synchronous and may be
	 * called only once per append; when it throws, nothing is written and the error is passed on.
	 * An empty decision writes nothing and moves nothing.
	 */
	append(
		document: string,
		from: number,
		decide: (others: readonly Entry[]) => readonly NewEntry[],
	): Promise<Appended>;
	/** Keeps a snapshot; an older one than the newest is ignored. */
	keepSnapshot(document: string, snapshot: Snapshot): Promise<void>;
	/** Size of what came after the newest snapshot. */
	tailSize(document: string): Promise<TailSize>;
	/**
	 * Called after each commit of this process with the document's new head. Heads of one document
	 * may arrive out of order when several connections append to it: the highest position counts.
	 * @returns the way to stop listening
	 */
	onCommitted(listener: (head: Head) => void): () => void;
}

export class DocumentExists extends Error {}
export class NoSuchDocument extends Error {}
