/**
 * A board's document as far as it was read from the log, and which of its records changed since the
 * rows were last written: an update costs the records it touches and not the whole board.
 */
import * as Y from 'yjs';
import { readRecord, records, type RecordRoot } from '#lib/domain/board.ts';
import { RECORD_ROOTS, type RecordTypes } from '#lib/domain/board-records.ts';
import { committedDoc } from '#server/log/committed-doc.ts';
import type { Entry } from '#server/log/log.ts';

export type Touched = Readonly<Record<RecordRoot, ReadonlySet<string>>>;

export class FollowedBoard {
	readonly #doc = committedDoc();
	readonly #touched: Record<RecordRoot, Set<string>> = {
		pillars: new Set(),
		findings: new Set(),
		actions: new Set(),
	};
	#position = 0;
	#at = new Date(0);

	constructor() {
		for (const root of RECORD_ROOTS) {
			records(this.#doc, root).observeDeep((events) => {
				for (const event of events) {
					const [id] = event.path;
					if (typeof id === 'string') this.#touched[root].add(id);
					else for (const key of event.changes.keys.keys()) this.#touched[root].add(key);
				}
			});
		}
	}

	/** log position of what is applied */
	get position(): number {
		return this.#position;
	}

	/** when the newest applied entry was made */
	get at(): Date {
		return this.#at;
	}

	get title(): string {
		const title = this.#doc.getMap('meta').get('title');
		return typeof title === 'string' ? title : '';
	}

	get touched(): Touched {
		return this.#touched;
	}

	/** Entries in order, without a gap to what is applied. */
	apply(entries: readonly Entry[]): void {
		const last = entries.at(-1);
		if (last === undefined) return;
		if (entries[0]?.position !== this.#position + 1) {
			throw new Error(`position ${entries[0]?.position} does not follow ${this.#position}`);
		}
		this.#doc.transact(() => {
			for (const { bytes } of entries) Y.applyUpdate(this.#doc, bytes);
		});
		this.#position = last.position;
		this.#at = last.at;
	}

	/** The rows show everything applied so far. */
	written(): void {
		for (const root of RECORD_ROOTS) this.#touched[root].clear();
	}

	/** @returns undefined when there is no such record (any more) */
	record<R extends RecordRoot>(root: R, id: string): RecordTypes[R] | undefined {
		const entry = records(this.#doc, root).get(id);
		return entry === undefined ? undefined : readRecord(root, id, entry);
	}

	ids(root: RecordRoot): string[] {
		return [...records(this.#doc, root).keys()];
	}

	destroy(): void {
		this.#doc.destroy();
	}
}
