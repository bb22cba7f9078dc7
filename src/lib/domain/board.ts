/**
 * The board document: a Y.Doc with the roots `meta`, `pillars`, `findings` and `actions`, each a
 * Y.Map, the last three of id to Y.Map. This module turns plain records into Y types and back; it
 * is the only place that knows how a record lies in the document.
 */
import * as Y from 'yjs';
import {
	FIELDS_OF,
	byPosition,
	type Board,
	type RecordRoot,
	type RecordTypes,
} from './board-records.ts';
import type { Field } from './schema.ts';

export type { Board, RecordRoot, RecordTypes } from './board-records.ts';

export type BoardRecord = Y.Map<unknown>;

export function records(doc: Y.Doc, root: RecordRoot): Y.Map<BoardRecord> {
	return doc.getMap<BoardRecord>(root);
}

/** Adds a record with all its keys: later no key is added or deleted and no type replaced. */
export function putRecord<R extends RecordRoot>(doc: Y.Doc, root: R, record: RecordTypes[R]): void {
	const entry = new Y.Map<unknown>();
	const values: Readonly<Record<string, unknown>> = { ...record };
	for (const [key, field] of Object.entries<Field>(FIELDS_OF[root])) {
		entry.set(key, toY(field, values[key] ?? null));
	}
	records(doc, root).set(record.id, entry);
}

function toY(field: Field, value: unknown): unknown {
	switch (field.type) {
		case 'text':
			return new Y.Text(typeof value === 'string' ? value : '');
		case 'strings':
			return Y.Array.from(Array.isArray(value) ? value : []);
		case 'string':
		case 'choice':
		case 'boolean':
			return value;
	}
}

/** One record as plain JSON. The document is trusted here: the gate is what keeps it in shape. */
export function readRecord<R extends RecordRoot>(
	root: R,
	id: string,
	entry: BoardRecord,
): RecordTypes[R] {
	const plain: Record<string, unknown> = { id };
	for (const key of Object.keys(FIELDS_OF[root])) {
		const value = entry.get(key) ?? null;
		plain[key] =
			value instanceof Y.Text
				? value.toString()
				: value instanceof Y.Array
					? value.toArray()
					: value;
	}
	return plain as unknown as RecordTypes[R];
}

/** @returns every record of a root in the order (position, id) */
export function readRecords<R extends RecordRoot>(doc: Y.Doc, root: R): RecordTypes[R][] {
	const found: RecordTypes[R][] = [];
	for (const [id, entry] of records(doc, root)) found.push(readRecord(root, id, entry));
	return found.sort(byPosition);
}

export function readBoard(doc: Y.Doc): Board {
	const title = doc.getMap('meta').get('title');
	return {
		title: typeof title === 'string' ? title : '',
		pillars: readRecords(doc, 'pillars'),
		findings: readRecords(doc, 'findings'),
		actions: readRecords(doc, 'actions'),
	};
}

/** Fills an empty document; one transaction, so that it is one update in the log. */
export function createBoard(doc: Y.Doc, board: Board): void {
	doc.transact(() => {
		doc.getMap('meta').set('title', board.title);
		for (const pillar of board.pillars) putRecord(doc, 'pillars', pillar);
		for (const finding of board.findings) putRecord(doc, 'findings', finding);
		for (const action of board.actions) putRecord(doc, 'actions', action);
	});
}
