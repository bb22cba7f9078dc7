import type { Appended, Entry, Head, Loaded, Log, NewEntry, Snapshot } from '#server/log/log.ts';

/**
 * A log whose commits wait until the test lets them go, or fail when it says so. All else is the
 * log underneath: the decision is made, the entries are in it, and only the answer is held, which
 * is what a slow commit looks like from outside.
 */
export class HeldLog implements Log {
	readonly #log: Log;
	#gate: Promise<void> | null = null;
	#open: () => void = () => undefined;
	#arrived: (() => void)[] = [];
	/** set: an append decides and then fails, without having stored anything */
	failure: Error | null = null;
	loadFailure: Error | null = null;
	/** hears of nothing that is committed, as a process whose wake-ups are lost */
	isDeaf = false;
	appends = 0;
	loads = 0;

	constructor(log: Log) {
		this.#log = log;
	}

	/** From now on commits wait. */
	hold(): void {
		this.#gate = new Promise((resolve) => {
			this.#open = resolve;
		});
	}

	letGo(): void {
		this.#gate = null;
		this.#open();
	}

	/** Resolves when the next append has decided and waits for its commit. */
	arrived(): Promise<void> {
		return new Promise((resolve) => this.#arrived.push(resolve));
	}

	async append(
		document: string,
		from: number,
		decide: (others: readonly Entry[]) => readonly NewEntry[],
	): Promise<Appended> {
		this.appends += 1;
		if (this.failure !== null) {
			const { tail } = (await this.#log.load(document)) ?? { tail: [] };
			decide(tail.filter((entry) => entry.position > from));
			throw this.failure;
		}
		const appended = await this.#log.append(document, from, decide);
		await this.#wait();
		return appended;
	}

	async create(document: string, first: NewEntry): Promise<Head> {
		if (this.failure !== null) throw this.failure;
		const head = await this.#log.create(document, first);
		await this.#wait();
		return head;
	}

	async load(document: string): Promise<Loaded | null> {
		this.loads += 1;
		if (this.loadFailure !== null) throw this.loadFailure;
		return this.#log.load(document);
	}

	head(document: string): Promise<Head | null> {
		return this.#log.head(document);
	}

	read(document: string, after: number, limit: number): Promise<readonly Entry[]> {
		return this.#log.read(document, after, limit);
	}

	documents(prefix: string): Promise<readonly string[]> {
		return this.#log.documents(prefix);
	}

	tailSize(document: string): ReturnType<Log['tailSize']> {
		return this.#log.tailSize(document);
	}

	keepSnapshot(document: string, snapshot: Snapshot): Promise<void> {
		return this.#log.keepSnapshot(document, snapshot);
	}

	onCommitted(listener: (head: Head) => void): () => void {
		return this.isDeaf ? () => undefined : this.#log.onCommitted(listener);
	}

	async #wait(): Promise<void> {
		const arrived = this.#arrived;
		this.#arrived = [];
		for (const each of arrived) each();
		await this.#gate;
	}
}
