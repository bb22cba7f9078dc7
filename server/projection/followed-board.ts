/**
 * A board's document as far as it was read from the log, and which of its records changed since the
 * rows were last written: an update costs the records it touches and not the whole board.
 */
import * as Y from 'yjs';
import { RECORD_ROOTS, type RecordRoot, type RecordTypes } from '#lib/domain/board-records.ts';
import { readRecord, records } from '#lib/domain/board.ts';
import { isId } from '#lib/domain/ids.ts';
import { committedDoc } from '#server/log/committed-doc.ts';
import type { Entry, Loaded } from '#server/log/log.ts';

export class FollowedBoard {
	readonly #doc = committedDoc();
	readonly #touched: Readonly<Record<RecordRoot, Set<string>>> = {
		pillars: new Set(),
		findings: new Set(),
		actions: new Set(),
	};
	#position = 0;

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

	/** log position of what is applied, 0 before the first */
	get position(): number {
		return this.#position;
	}

	get title(): string {
		const title = this.#doc.getMap('meta').get('title');
		return typeof title === 'string' ? title : '';
	}

	/**
	 * Begins with what a load gave.
	 * @param shown  position that the rows show, null when there are none
	 * @returns whether the touched records are all that changed after `shown`; a snapshot newer than
	 *   the rows hides what changed
	 */
	begin({ snapshot, tail }: Loaded, shown: number | null): boolean {
		if (snapshot !== null) {
			Y.applyUpdate(this.#doc, snapshot.state);
			this.#position = snapshot.position;
		}
		const isKnown = shown !== null && shown >= this.#position;
		const place = isKnown ? shown - this.#position : 0;
		this.apply(tail.slice(0, place));
		this.written();
		this.apply(tail.slice(place));
		return isKnown;
	}

	/** Entries in order, without a gap to what is applied. */
	apply(entries: readonly Entry[]): void {
		const [first] = entries;
		if (first === undefined) return;
		if (first.position !== this.#position + 1) {
			throw new Error(`Entry ${first.position} does not follow ${this.#position}`);
		}
		this.#doc.transact(() => {
			for (const { bytes } of entries) Y.applyUpdate(this.#doc, bytes);
		});
		this.#position += entries.length;
	}

	/** The rows show everything applied so far. */
	written(): void {
		for (const root of RECORD_ROOTS) this.#touched[root].clear();
	}

	touched(root: RecordRoot): string[] {
		return [...this.#touched[root]].filter(isId);
	}

	ids(root: RecordRoot): string[] {
		return [...records(this.#doc, root).keys()].filter(isId);
	}

	/** @returns null when there is no such record, or what stands there is none */
	record<R extends RecordRoot>(root: R, id: string): RecordTypes[R] | null {
		const entry: unknown = records(this.#doc, root).get(id);
		return entry instanceof Y.Map ? readRecord(root, id, entry) : null;
	}
}
