/**
 * What people do on a board, as commands on its document. Each reads the board as it is now, asks
 * `judge` for every single write, and then writes all of it in one transaction or nothing. Ids are
 * passed in. A command never throws because of what others did meanwhile: the verdict says it.
 */
import type * as Y from 'yjs';
import { readRecord, readRecords, records } from './board.ts';
import type { RecordRoot } from './board-records.ts';
import { judgeWrites, planMove, type MoveTarget, type Records, type Write } from './plan.ts';
import { judge } from './policy.ts';
import type { Actor } from './roles.ts';
import { ALLOWED, refused, type Verdict } from './rules.ts';

/** Puts a card into a column and a lane, at a place among the other cards there. SPEC.md C1 to C3, C6. */
export function moveAction(
	doc: Y.Doc,
	actor: Actor,
	id: string,
	to: MoveTarget,
	origin: unknown = null,
): Verdict {
	const plan = planMove(recordsOf(doc), actor, id, to);
	if (!plan.ok) return plan;
	write(doc, plan.writes, origin);
	return ALLOWED;
}

/** Takes a card off the columns; it is listed with its reason from then on. SPEC.md P8. */
export function dropAction(
	doc: Y.Doc,
	actor: Actor,
	id: string,
	reason: string,
	origin: unknown = null,
): Verdict {
	return change(doc, actor, id, { droppedBecause: reason.trim(), state: 'dropped' }, origin);
}

/** Puts a dropped card back to planned. One that is not dropped, or no longer, is left as it is. */
export function restoreAction(
	doc: Y.Doc,
	actor: Actor,
	id: string,
	origin: unknown = null,
): Verdict {
	const entry = records(doc, 'actions').get(id);
	if (entry !== undefined && entry.get('state') !== 'dropped') return ALLOWED;
	return change(doc, actor, id, { state: 'planned', droppedBecause: null }, origin);
}

/** @param owner a user's id, null for nobody */
export function setOwner(
	doc: Y.Doc,
	actor: Actor,
	id: string,
	owner: string | null,
	origin: unknown = null,
): Verdict {
	return change(doc, actor, id, { owner }, origin);
}

export function renameBoard(
	doc: Y.Doc,
	actor: Actor,
	title: string,
	origin: unknown = null,
): Verdict {
	const meta = doc.getMap('meta');
	const after = title.trim();
	if (after === '') return refused('C4');
	const before = { title: meta.get('title') };
	const verdict = judge({ actor, kind: 'set', path: ['meta'], key: 'title', before, after });
	if (verdict.ok && before.title !== after) doc.transact(() => meta.set('title', after), origin);
	return verdict;
}

/** The records of a board that commands are worked out on. */
export function recordsOf(doc: Y.Doc): Records {
	return { findings: readRecords(doc, 'findings'), actions: readRecords(doc, 'actions') };
}

/** One record as it is now, or null: the `before` of a judgement. */
export function currentRecord(doc: Y.Doc, root: RecordRoot, id: string) {
	const entry = records(doc, root).get(id);
	return entry === undefined ? null : readRecord(root, id, entry);
}

function change(
	doc: Y.Doc,
	actor: Actor,
	id: string,
	values: Partial<Record<Write['key'], string | null>>,
	origin: unknown,
): Verdict {
	const entry = records(doc, 'actions').get(id);
	if (entry === undefined) return refused('C1');
	const writes = Object.entries(values).map(([key, value]) => ({ id, key, value }) as Write);
	const verdict = judgeWrites(actor, [readRecord('actions', id, entry)], writes);
	if (verdict.ok) write(doc, writes, origin);
	return verdict;
}

/**
 * What holds all its values already is not set again: it would win over what another sets now. When
 * one differs all are set, so that state and reason are won or lost together.
 */
function write(doc: Y.Doc, writes: readonly Write[], origin: unknown): void {
	const actions = records(doc, 'actions');
	if (writes.every(({ id, key, value }) => actions.get(id)?.get(key) === value)) return;
	doc.transact(() => {
		for (const { id, key, value } of writes) actions.get(id)?.set(key, value);
	}, origin);
}
