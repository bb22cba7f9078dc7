/**
 * Who may write what on a board. The rights stand in the fields' tables (`writers`); this module
 * reads them. The interface asks before it offers a control, commands ask before they write, the
 * server asks before it admits. What is not allowed is refused. The state before the change
 * decides, so that nobody gains a right by the change itself.
 */
import { FIELDS_OF, META_FIELDS, RECORD_ROOTS, type RecordRoot } from './board-records.ts';
import { ACTION_STATES, type ActionState } from './action.ts';
import { fits, fitsTyped } from './fits.ts';
import { isId, type DocumentRef } from './ids.ts';
import { movesByHand } from './lifecycle.ts';
import { differsFromDraft, isDraft, judgeNew } from './new-record.ts';
import { isOwnDepartment, writesBoards, type Actor } from './roles.ts';
import { ALLOWED, refused, type Rule, type Verdict } from './rules.ts';
import type { Field, Fields } from './schema.ts';

export type PlainRecord = Readonly<Record<string, unknown>>;

export interface Change {
	readonly actor: Actor;
	/** `text`: characters of a text, or items of a list, come or go inside it */
	readonly kind: 'create' | 'set' | 'text' | 'delete';
	/** `['meta']`, or the root and the record's id */
	readonly path: readonly string[];
	/** the field; null for a whole record */
	readonly key: string | null;
	/** the record before the change; null when there is none */
	readonly before: PlainRecord | null;
	/**
	 * create: the whole record, texts as strings; set: the new value; text: the new length in UTF-16
	 * units, or the new items of a list; delete: not read
	 */
	readonly after: unknown;
	/** what the same transaction sets on the same record: a drop comes with its reason */
	readonly along?: PlainRecord;
}

export function judge(change: Change): Verdict {
	if (!writesBoards(change.actor.role)) return refused('P2');
	const [root, id, ...beyond] = change.path;
	if (root === 'meta' && id === undefined) return judgeField(change, root, META_FIELDS);
	if (!isRoot(root) || !isId(id) || beyond.length > 0) return refused('P1');
	if (change.kind === 'create')
		return judgeNew(change.actor, root, id, change.before, change.after);
	return judgeField(change, root, FIELDS_OF[root]);
}

function judgeField(change: Change, root: RecordRoot | 'meta', fields: Fields): Verdict {
	const { key, before, after, kind } = change;
	if (kind === 'delete') return refused('P12');
	const field = key !== null && Object.hasOwn(fields, key) ? fields[key] : undefined;
	if (key === null || field === undefined || before === null || kind === 'create') {
		return refused('P1');
	}
	const draft = root === 'findings' && isDraft(before);
	const right = rightTo(field, change.actor, before, draft);
	if (right !== null) return refused(right);
	const isTyped = field.type === 'text' || field.type === 'strings';
	// A text is typed in and never set: setting it would throw away what others type at the moment.
	const fitting = kind === 'text' ? fitsTyped(field, after) : !isTyped && fits(field, after);
	if (!fitting) return refused('P9');
	if (draft && differsFromDraft(key, after)) return refused('P11');
	return root === 'actions' ? judgeStates(key, before, after, change.along) : ALLOWED;
}

/** @returns the rule that stands against the person, or null */
function rightTo(field: Field, actor: Actor, record: PlainRecord, draft: boolean): Rule | null {
	const { writers } = field;
	if (actor.role === 'coordinator') return writers.includes('C') || draft ? null : 'P3';
	if (writers.includes(actor.role === 'lead' ? 'L' : 'P'))
		return isOwnDepartment(actor, record) ? null : 'P5';
	if (writers.includes('L')) return 'P6';
	return writers.includes('C') ? 'P4' : 'P3';
}

function judgeStates(
	key: string,
	before: PlainRecord,
	after: unknown,
	along: PlainRecord = {},
): Verdict {
	if (key === 'state') {
		const byHand =
			isState(before['state']) && isState(after) && movesByHand(before['state'], after);
		if (!byHand) return refused('P7');
		const reason = isReason(before['droppedBecause']) || isReason(along['droppedBecause']);
		if (after === 'dropped' && !reason) return refused('P8');
	}
	if (key === 'droppedBecause' && !isReason(after)) {
		// Only a move that is itself allowed takes the card out of dropped and its reason with it.
		const to = along['state'];
		const restored = isState(to) && to !== 'dropped' && to !== 'embedded';
		if (before['state'] === 'dropped' && !restored) return refused('P8');
		if (to === 'dropped') return refused('P8');
	}
	return ALLOWED;
}

/**
 * What a person may do with a document. Whether there is such a document, and whether it is one of
 * the person's force, is asked before this. SPEC.md P13.
 * @param record the record that a narrative belongs to, as it is now
 */
export function mayOpen(
	actor: Actor,
	ref: DocumentRef,
	record: { readonly department: string | null } | null = null,
): 'write' | 'read' | 'none' {
	switch (actor.role) {
		case 'coordinator':
			return 'write';
		case 'lead':
		case 'contributor':
			if (ref.kind === 'board') return 'write';
			return record !== null && isOwnDepartment(actor, record) ? 'write' : 'read';
		case 'executive':
			return 'read';
		case 'observer':
		case 'administrator':
			return 'none';
	}
}

function isReason(value: unknown): boolean {
	return (
		typeof value === 'string' && /\S/.test(value) && fits(FIELDS_OF.actions.droppedBecause, value)
	);
}

function isRoot(root: string | undefined): root is RecordRoot {
	return RECORD_ROOTS.some((known) => known === root);
}

function isState(value: unknown): value is ActionState {
	return ACTION_STATES.some((known) => known === value);
}
