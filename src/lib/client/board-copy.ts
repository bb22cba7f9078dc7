/**
 * The board document as plain records for the screen, kept up by its events: a change builds anew
 * the records it touched and nothing else, so that an unchanged record stays the same object and
 * its card is not drawn again.
 */
import * as Y from 'yjs';
import { readBoard, readRecord, records } from '#lib/domain/board.ts';
import {
	byPosition,
	RECORD_ROOTS,
	type Board,
	type RecordRoot,
	type RecordTypes,
} from '#lib/domain/board-records.ts';

/** A record that a transaction changed. */
export interface Touched {
	readonly root: RecordRoot;
	readonly id: string;
	/** keys that changed; empty for a record that came or went as a whole */
	readonly fields: readonly string[];
}

type Change = { board: Board; touched: readonly Touched[]; transaction: Y.Transaction };

export class BoardCopy {
	#board: Board;
	readonly #doc: Y.Doc;
	readonly #onChange: (change: Change) => void;
	readonly #stop: (() => void)[] = [];
	/** how many records were built since the copy was made: what a test watches */
	built = 0;

	/**
	 * @param before a copy that the screen shows already: its records are kept where they are equal
	 * @param onChange called once per transaction that changed the board
	 */
	constructor(doc: Y.Doc, before: Board | null, onChange: (change: Change) => void) {
		this.#doc = doc;
		this.#onChange = onChange;
		const now = readBoard(doc);
		this.#board = before === null ? now : keepEqual(now, before);
		this.#watch();
	}

	get board(): Board {
		return this.#board;
	}

	destroy(): void {
		for (const stop of this.#stop.splice(0)) stop();
	}

	#watch(): void {
		const meta = this.#doc.getMap('meta');
		const retitle = (_: unknown, transaction: Y.Transaction): void => {
			const title = meta.get('title');
			this.#board = { ...this.#board, title: typeof title === 'string' ? title : '' };
			this.#onChange({ board: this.#board, touched: [], transaction });
		};
		meta.observe(retitle);
		this.#stop.push(() => meta.unobserve(retitle));
		for (const root of RECORD_ROOTS) {
			const map = records(this.#doc, root);
			const update = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction) =>
				this.#update(root, events, transaction);
			map.observeDeep(update);
			this.#stop.push(() => map.unobserveDeep(update));
		}
	}

	// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- R ties the list to the records in it
	#update<R extends RecordRoot>(
		root: R,
		events: readonly Y.YEvent<Y.AbstractType<unknown>>[],
		transaction: Y.Transaction,
	): void {
		const touched = touchedBy(root, events);
		const map = records(this.#doc, root);
		const list: RecordTypes[R][] = [...this.#board[root]] as RecordTypes[R][];
		let isOrdered = true;
		for (const { id } of touched) {
			const index = list.findIndex((record) => record.id === id);
			const entry = map.get(id);
			if (entry === undefined) {
				if (index !== -1) list.splice(index, 1);
				continue;
			}
			const record = readRecord(root, id, entry);
			this.built++;
			isOrdered &&= index !== -1 && list[index]?.position === record.position;
			list.splice(index === -1 ? list.length : index, 1, record);
		}
		if (!isOrdered) list.sort(byPosition);
		this.#board = { ...this.#board, [root]: list };
		this.#onChange({ board: this.#board, touched, transaction });
	}
}

/** Which records the events of one transaction are about. */
function touchedBy(
	root: RecordRoot,
	events: readonly Y.YEvent<Y.AbstractType<unknown>>[],
): readonly Touched[] {
	const whole = new Set<string>();
	const fields = new Map<string, Set<string>>();
	for (const event of events) {
		const [id, key] = event.path;
		const keys = event instanceof Y.YMapEvent ? [...(event.keysChanged as Set<string>)] : [];
		if (id === undefined) {
			for (const each of keys) whole.add(each);
			continue;
		}
		const known = fields.get(String(id)) ?? new Set();
		for (const each of key === undefined ? keys : [String(key)]) known.add(each);
		fields.set(String(id), known);
	}
	return [
		...[...whole].map((id) => ({ root, id, fields: [] })),
		...[...fields]
			.filter(([id]) => !whole.has(id))
			.map(([id, keys]) => ({ root, id, fields: [...keys] })),
	];
}

/** The board with the objects of the one before wherever a record says the same. */
function keepEqual(now: Board, before: Board): Board {
	function keep<T extends { readonly id: string }>(list: readonly T[], old: readonly T[]): T[] {
		const known = new Map(old.map((record) => [record.id, record]));
		return list.map((record) => {
			const same = known.get(record.id);
			return same !== undefined && isEqual(same, record) ? same : record;
		});
	}
	return {
		title: now.title,
		pillars: keep(now.pillars, before.pillars),
		findings: keep(now.findings, before.findings),
		actions: keep(now.actions, before.actions),
	};
}

/** Records are flat, and read with their keys in one order. */
function isEqual(a: object, b: object): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}
