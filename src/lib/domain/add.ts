/** Adding an action, and typing in a text: the commands that make or fill Y types. */
import * as Y from 'yjs';
import type { Action, Answers } from './action.ts';
import { putRecord, readRecords, records } from './board.ts';
import type { RecordRoot } from './board-records.ts';
import { currentRecord, recordsOf } from './change.ts';
import type { Finding } from './finding.ts';
import type { LaneRef } from './lanes.ts';
import { NEW_ACTION } from './new-record.ts';
import { isPosition, positionBetween } from './order.ts';
import { cardsIn } from './plan.ts';
import { judge } from './policy.ts';
import type { Actor } from './roles.ts';
import { refused, type Verdict } from './rules.ts';

export interface NewAction {
	readonly id: string;
	/** id of the pillar */
	readonly pillar: string;
	readonly lane: LaneRef;
	readonly title: string;
	/** id of the department; a lead's has to be one of theirs */
	readonly department: string | null;
	readonly due: string | null;
	/** a user's id */
	readonly owner: string | null;
}

/** Adds a card at the end of the planned cell of a lane. SPEC.md P10, C1, C2, C4, C5. */
export function addAction(
	doc: Y.Doc,
	actor: Actor,
	added: NewAction,
	origin: unknown = null,
): Verdict {
	const { id, pillar, lane, department, due, owner } = added;
	const title = added.title.trim();
	if (title === '') return refused('C4');
	if (records(doc, 'actions').has(id)) return refused('C5');
	const board = recordsOf(doc);
	const finding =
		lane.kind === 'finding' ? board.findings.find((each) => each.id === lane.id) : null;
	const isPillar = readRecords(doc, 'pillars').some((each) => each.id === pillar);
	if (finding === undefined || !isPillar) return refused('C1');
	if (finding !== null && finding.pillar !== pillar) return refused('C2');
	const cards = cardsIn(board, pillar, { state: NEW_ACTION.state, lane });
	const action: Action = {
		id,
		...NEW_ACTION,
		title,
		progress: '',
		position: positionBetween(
			cards.map((card) => card.position).findLast(isPosition) ?? null,
			null,
		),
		owner,
		finding: finding === null ? null : finding.id,
		pillar,
		department,
		due,
		answers: lane.kind === 'together' ? lane.answers : answersOf(finding),
	};
	const path = ['actions', id];
	const verdict = judge({ actor, kind: 'create', path, key: null, before: null, after: action });
	if (verdict.ok) doc.transact(() => putRecord(doc, 'actions', action), origin);
	return verdict;
}

/** A card under a finding also says what it answers, so that it can be moved to the lane beside it. */
function answersOf(finding: Finding | null): Answers | null {
	switch (finding?.kind) {
		case 'cause-of-concern':
		case 'recommendation':
		case 'area-for-improvement':
			return 'improvements';
		case 'area-for-consideration':
			return 'considerations';
		case 'innovative-practice':
		case 'promising-practice':
		case undefined:
			return null;
	}
}

/** Which text: `title` or `progress` of an action, `whatIsDifferent` of a finding. */
export interface TextRef {
	readonly root: RecordRoot;
	readonly id: string;
	readonly key: string;
}

/** One change inside a text, in UTF-16 units: `remove` units go at `at`, then `insert` comes. */
export interface Splice {
	readonly at: number;
	readonly remove: number;
	readonly insert: string;
}

export function spliceText(
	doc: Y.Doc,
	actor: Actor,
	{ root, id, key }: TextRef,
	splice: Splice,
	origin: unknown = null,
): Verdict {
	const before = currentRecord(doc, root, id);
	const text = records(doc, root).get(id)?.get(key);
	if (before === null || !(text instanceof Y.Text)) return refused('C1');
	const at = Math.max(0, Math.min(splice.at, text.length));
	const remove = Math.max(0, Math.min(splice.remove, text.length - at));
	const after = text.length - remove + splice.insert.length;
	const verdict = judge({ actor, kind: 'text', path: [root, id], key, before, after });
	if (verdict.ok) {
		doc.transact(() => {
			if (remove > 0) text.delete(at, remove);
			if (splice.insert !== '') text.insert(at, splice.insert);
		}, origin);
	}
	return verdict;
}
