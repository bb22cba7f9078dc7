/**
 * The log in memory, for tests and benchmarks that are not about storage. Each method does all its
 * work in one turn of the event loop, which is what a transaction is to the other implementation.
 */
import { Committed } from './committed.ts';
import { beyond, headAfter, type LogOptions } from './head.ts';
import { chain, CHAIN_START } from './hash.ts';
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

interface Stored {
	head: Head;
	readonly entries: Entry[];
	snapshot: Snapshot | null;
}

export class MemoryLog implements Log {
	readonly #documents = new Map<string, Stored>();
	readonly #committed = new Committed();
	readonly #now: () => Date;
	readonly #randomId: () => string;

	constructor({ now, randomId }: LogOptions) {
		this.#now = now;
		this.#randomId = randomId;
	}

	async create(document: string, first: NewEntry): Promise<Head> {
		if (this.#documents.has(document)) throw new DocumentExists(document);
		const generation = this.#randomId();
		const empty: Head = { document, generation, position: 0, hash: CHAIN_START };
		const stored: Stored = { head: empty, entries: [], snapshot: null };
		this.#documents.set(document, stored);
		return this.#add(stored, [first]).head;
	}

	async head(document: string): Promise<Head | null> {
		return this.#documents.get(document)?.head ?? null;
	}

	async load(document: string): Promise<Loaded | null> {
		const stored = this.#documents.get(document);
		if (stored === undefined) return null;
		const { head, entries, snapshot } = stored;
		return { head, snapshot, tail: entries.slice(snapshot?.position ?? 0) };
	}

	async read(document: string, after: number, limit: number): Promise<readonly Entry[]> {
		return this.#documents.get(document)?.entries.slice(after, after + limit) ?? [];
	}

	async documents(prefix: string): Promise<readonly string[]> {
		return [...this.#documents.keys()].filter((name) => name.startsWith(prefix)).sort();
	}

	async append(
		document: string,
		from: number,
		decide: (others: readonly Entry[]) => readonly NewEntry[],
	): Promise<Appended> {
		const stored = this.#documents.get(document);
		if (stored === undefined) throw new NoSuchDocument(document);
		if (from > stored.head.position) throw new RangeError(beyond(document, from, stored.head));
		const decided = decide(stored.entries.slice(from));
		if (decided.length === 0) return { head: stored.head, entries: [] };
		return this.#add(stored, decided);
	}

	async tailSize(document: string): Promise<TailSize> {
		const stored = this.#documents.get(document);
		const tail = stored?.entries.slice(stored.snapshot?.position ?? 0) ?? [];
		return {
			entries: tail.length,
			bytes: tail.reduce((sum, { bytes }) => sum + bytes.length, 0),
		};
	}

	async keepSnapshot(document: string, snapshot: Snapshot): Promise<void> {
		const stored = this.#documents.get(document);
		if (stored === undefined) throw new NoSuchDocument(document);
		if (snapshot.position > (stored.snapshot?.position ?? 0)) stored.snapshot = snapshot;
	}

	onCommitted(listener: (head: Head) => void): () => void {
		return this.#committed.listen(listener);
	}

	#add(stored: Stored, decided: readonly NewEntry[]): Appended {
		const entries = chain(stored.head, decided, this.#now());
		stored.entries.push(...entries);
		stored.head = headAfter(stored.head, entries);
		this.#committed.tell(stored.head);
		return { head: stored.head, entries };
	}
}
