/**
 * The rules by which a change is refused. The code travels on the wire and stands in tests; the
 * line is the rule itself, word for word as in SPEC.md. What a person reads is made by `explain.ts`.
 */
export const RULES = {
	P1: 'Only the roots, records and fields of the table exist; everything else is refused.',
	P2: 'Executives, observers and administrators write nothing on a board.',
	P3: 'Fields of the server are written by acts only; a coordinator writes those of a draft finding.',
	P4: 'Fields of the coordinator are written by coordinators only.',
	P5: 'Leads and contributors write only on records whose department is one of theirs.',
	P6: 'Contributors write progress and nothing else.',
	P7: 'No card goes into or out of embedded by hand.',
	P8: 'A dropped card has a reason.',
	P9: 'A value fits its field: kind, closed list, length, format.',
	P10: 'A new action has all its keys and begins planned, unreported, without evidence, unreleased.',
	P11: 'A new finding is a draft by a coordinator and carries no mark of an act.',
	P12: 'Nothing is deleted, and no record is replaced.',
	C1: 'What the command is about is still there.',
	C2: 'A lane takes the cards of its pillar, a together lane only those that answer the same.',
	C3: 'A dropped card is restored before it is moved.',
	C4: 'A title has words in it.',
	C5: 'An id names one record for ever.',
} as const satisfies Readonly<Record<string, string>>;

export type Rule = keyof typeof RULES;

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly rule: Rule };

export const ALLOWED: Verdict = { ok: true };

export function refused(rule: Rule): { readonly ok: false; readonly rule: Rule } {
	return { ok: false, rule };
}

/** @returns true for a code of ours: a client of another version may be sent a rule it does not know */
export function isRule(code: string): code is Rule {
	return Object.hasOwn(RULES, code);
}
