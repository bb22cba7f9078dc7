import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createBoard, putRecord, readBoard, records } from '#lib/domain/board.ts';
import type { Action } from '#lib/domain/action.ts';
import type { Board } from '#lib/domain/board-records.ts';
import { sampleAction } from '#lib/domain/samples.ts';
import { BoardCopy, type Touched } from './board-copy.ts';

function action(id: string, position: string): Action {
	return sampleAction({ id, position, title: `Card ${id}` });
}

function openBoard(cards: number, before: Board | null = null) {
	const doc = new Y.Doc();
	const actions = Array.from({ length: cards }, (_, n) =>
		action(`a${n}`, `a${String(n).padStart(4, '0')}`),
	);
	createBoard(doc, { title: 'Board', pillars: [], findings: [], actions });
	const changes: { board: Board; touched: readonly Touched[] }[] = [];
	const copy = new BoardCopy(doc, before, ({ board, touched }) => changes.push({ board, touched }));
	const entry = (id: string) => {
		const found = records(doc, 'actions').get(id);
		if (found === undefined) throw new Error(`no card ${id}`);
		return found;
	};
	const text = (id: string) => entry(id).get('title') as Y.Text;
	return { doc, copy, changes, entry, text };
}

/** How many records are other objects than before. */
function replaced(before: Board, now: Board): string[] {
	const known = new Set<unknown>(before.actions);
	return now.actions.filter((record) => !known.has(record)).map(({ id }) => id);
}

test('one change on a board of 500 cards builds one record anew', () => {
	const { copy, entry, text, changes } = openBoard(500);
	const before = copy.board;
	entry('a250').set('state', 'doing');
	expect(copy.built).toBe(1);
	expect(replaced(before, copy.board)).toEqual(['a250']);
	text('a7').insert(0, 'x');
	expect(copy.built).toBe(2);
	expect(replaced(before, copy.board)).toEqual(['a7', 'a250']);
	expect(copy.board.findings).toBe(before.findings);
	expect(changes.map(({ touched }) => touched)).toEqual([
		[{ root: 'actions', id: 'a250', fields: ['state'] }],
		[{ root: 'actions', id: 'a7', fields: ['title'] }],
	]);
});

test('a transaction is one change, however many fields it sets', () => {
	const { doc, copy, changes, entry, text } = openBoard(10);
	doc.transact(() => {
		entry('a1').set('state', 'done');
		entry('a1').set('owner', 'u1');
		text('a1').insert(0, 'x');
		entry('a2').set('position', 'a9');
	});
	expect(changes).toHaveLength(1);
	expect(copy.built).toBe(2);
	expect(changes[0]?.touched.map(({ id, fields }) => [id, fields.toSorted()])).toEqual([
		['a1', ['owner', 'state', 'title']],
		['a2', ['position']],
	]);
	expect(copy.board).toEqual(readBoard(doc));
});

test('the copy is the document, in order, after cards come, go, move and are renamed', () => {
	const { doc, copy, entry } = openBoard(20);
	entry('a3').set('position', 'a0015V');
	putRecord(doc, 'actions', action('b1', 'a0000V'));
	records(doc, 'actions').delete('a9');
	doc.getMap('meta').set('title', 'Another');
	expect(copy.board).toEqual(readBoard(doc));
	expect(copy.board.actions.map(({ id }) => id).slice(0, 3)).toEqual(['a0', 'b1', 'a1']);
});

test('a document loaded again keeps every record that says the same', () => {
	const shown = openBoard(50).copy.board;
	const { copy, doc } = openBoard(50, shown);
	expect(replaced(shown, copy.board)).toEqual([]);
	expect(copy.board).toEqual(readBoard(doc));
});

test('after its end a copy hears nothing', () => {
	const { copy, changes, entry, doc } = openBoard(3);
	copy.destroy();
	entry('a1').set('state', 'done');
	doc.getMap('meta').set('title', 'Another');
	expect(changes).toEqual([]);
});
