/**
 * What the server did not accept, in words: what did not happen, why, and the person's own text,
 * which is offered for copying because the board no longer shows it.
 */
import { RECORD_ROOTS, type Board, type RecordRoot } from '#lib/domain/board-records.ts';
import { explainRefusal, type Explanation, type RefusalContext } from '#lib/domain/explain.ts';
import type { Role } from '#lib/domain/roles.ts';
import { isRule } from '#lib/domain/rules.ts';
import { GATE_RULES, isGateRule } from '#lib/protocol/refusals.ts';
import type { Lost, Refused } from './document-connection.ts';

export interface Refusal extends Explanation {
	/** counts from 1 in this page, for keys and for dismissing */
	readonly number: number;
	readonly root: RecordRoot | null;
	/** id of the record; null when the whole document is concerned */
	readonly id: string | null;
	readonly key: string | null;
	/** as on the wire */
	readonly path: string;
	readonly rule: string | null;
	/** what this person had written there; empty when it was no text */
	readonly text: string;
	/** ms since 1970 */
	readonly at: number;
}

/** What the words are made from besides rule and path. */
export interface Surroundings {
	readonly board: Board | null;
	readonly role: Role;
	/** names of departments by their ids */
	readonly departments: Readonly<Record<string, string>>;
}

export function explain(rule: string | null, path: string, around: Surroundings): Explanation {
	if (rule !== null && isRule(rule)) return explainRefusal(rule, contextOf(path, around));
	const what = 'Your last change was not saved.';
	if (rule !== null && isGateRule(rule)) return { what, why: GATE_RULES[rule] };
	return { what, why: 'It went down with another change that was refused. Write it again.' };
}

function contextOf(path: string, { board, role, departments }: Surroundings): RefusalContext {
	const { root, id, key } = readPath(path);
	const record = root === null ? undefined : board?.[root].find((each) => each.id === id);
	const title = record === undefined ? null : 'title' in record ? record.title : record.name;
	const department = record?.department ?? null;
	return {
		key,
		title,
		role,
		department: department === null ? null : (departments[department] ?? null),
	};
}

interface RecordPath {
	readonly root: RecordRoot | null;
	readonly id: string | null;
	readonly key: string | null;
}

/** `actions/<id>/state`; empty for the whole document. */
function readPath(path: string): RecordPath {
	const [first, id = null, key = null] = path.split('/');
	const root = RECORD_ROOTS.find((known) => known === first) ?? null;
	return root === null ? { root, id: null, key: id } : { root, id, key };
}

/** A refusal as it is heard; what was written there comes with `lost`, once the board is loaded again. */
export function heard(refused: Refused, number: number, around: Surroundings, at: number): Refusal {
	const { path, rule } = refused;
	return { number, path, rule, text: '', at, ...readPath(path), ...explain(rule, path, around) };
}

/**
 * Puts text that was lost to the refusal that took it, or lists it on its own.
 * @param number for the first entry that has to be added
 */
export function withLost(
	refusals: readonly Refusal[],
	lost: readonly Lost[],
	number: number,
	around: Surroundings,
	at: number,
): readonly Refusal[] {
	const listed = [...refusals];
	for (const { path, rule, text } of lost) {
		const index = listed.findLastIndex(
			(refusal) => refusal.rule === rule && refusal.text === '' && path.startsWith(refusal.path),
		);
		const refusal = listed[index];
		if (refusal === undefined) {
			const next = number + listed.length - refusals.length;
			const words = explain(rule, path, around);
			listed.push({ number: next, path, rule, text, at, ...readPath(path), ...words });
		} else {
			listed[index] = { ...refusal, ...readPath(path), text };
		}
	}
	return listed;
}
