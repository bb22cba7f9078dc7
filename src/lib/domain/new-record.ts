/**
 * What a new record has to be. It is judged whole: one wrong key or value refuses all of it, so
 * that no half of a card stands on a board.
 */
import { FIELDS_OF, type RecordRoot } from './board-records.ts';
import { fits } from './fits.ts';
import type { PlainRecord } from './policy.ts';
import { isOwnDepartment, type Actor } from './roles.ts';
import { ALLOWED, refused, type Rule, type Verdict } from './rules.ts';
import type { Fields } from './schema.ts';

/** How an action begins, whoever makes it. Its other fields are its creator's to choose. SPEC.md P10. */
export const NEW_ACTION = {
	state: 'planned',
	droppedBecause: null,
	reported: null,
	evidence: 'none',
	brag: null,
	bragReason: null,
	released: false,
} as const;

/** The marks that acts leave on a finding: a draft has none of them. SPEC.md P11. */
const DRAFT = { state: 'draft', submittedBy: null, signedOff: null, released: false } as const;

export function isDraft(finding: PlainRecord): boolean {
	return finding['state'] === DRAFT.state;
}

export function differsFromDraft(key: string, value: unknown): boolean {
	return differs(key, value, DRAFT);
}

export function judgeNew(
	actor: Actor,
	root: RecordRoot,
	id: string,
	before: PlainRecord | null,
	after: unknown,
): Verdict {
	if (before !== null) return refused('P12');
	if (!isRecord(after)) return refused('P9');
	switch (root) {
		case 'pillars':
			return refused('P3');
		case 'findings':
			if (actor.role !== 'coordinator') return refused('P4');
			return judgeWhole(after, id, root, DRAFT, 'P11');
		case 'actions':
			if (actor.role === 'contributor') return refused('P6');
			if (actor.role === 'lead' && !isOwnDepartment(actor, after)) return refused('P5');
			return judgeWhole(after, id, root, NEW_ACTION, 'P10');
	}
}

function judgeWhole(
	record: PlainRecord,
	id: string,
	root: RecordRoot,
	beginning: PlainRecord,
	rule: Rule,
): Verdict {
	const fields: Fields = FIELDS_OF[root];
	const hasAll = Object.keys(fields).every((key) => Object.hasOwn(record, key));
	const isOnlyThem = Object.keys(record).every((key) =>
		key === 'id' ? record['id'] === id : Object.hasOwn(fields, key),
	);
	if (!hasAll || !isOnlyThem) return refused(rule);
	for (const [key, field] of Object.entries(fields)) {
		if (!fits(field, record[key])) return refused('P9');
		if (differs(key, record[key], beginning)) return refused(rule);
	}
	return ALLOWED;
}

function differs(key: string, value: unknown, from: PlainRecord): boolean {
	return Object.hasOwn(from, key) && from[key] !== value;
}

function isRecord(value: unknown): value is PlainRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
