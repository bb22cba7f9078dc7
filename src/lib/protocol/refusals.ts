/**
 * Rules of the gate that concern a whole message (server/sync/SPEC.md), and the words for the
 * person. `refused(n, path, rule)` carries one of these with an empty path, or a rule of
 * `domain/rules.ts` (`P1`, …) with the path that was judged, empty when it is the whole document.
 */
export const GATE_RULES = {
	G4: 'Your page had lost touch with the board. It was loaded again.',
	G5: 'This kind of content cannot be kept here.',
	G6: 'This document is full (8 MB). Shorten it before adding more.',
} as const;

export type GateRule = keyof typeof GATE_RULES;

export function isGateRule(rule: string): rule is GateRule {
	return Object.hasOwn(GATE_RULES, rule);
}
