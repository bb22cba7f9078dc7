/**
 * The distance between what is claimed and what is shown: six figures and never one. SPEC.md R3, R4.
 */
import type { Action } from './action.ts';
import type { Board } from './board-records.ts';
import type { FindingState } from './finding.ts';
import { isCounted, isPractice } from './lifecycle.ts';
import { effectOf, type Measure } from './measure.ts';

/** What one response shows, the best first. */
export const MARKS = ['accepted', 'finished', 'going', 'open'] as const;
export type Mark = (typeof MARKS)[number];

export const MARK_WORDS: Readonly<Record<Mark, string>> = {
	accepted: 'Evidence accepted',
	finished: 'Reads as finished',
	going: 'Ticked, but going on or planned',
	open: 'Not ticked',
};

/** The distance between what is claimed and what is shown. */
export interface Ladder {
	readonly responses: number;
	readonly ticked: number;
	readonly finished: number;
	readonly accepted: number;
	readonly findings: number;
	readonly measured: number;
	readonly signedOff: number;
	readonly closed: number;
}

/** A tick is a claim: it lifts a response from open to going, and no further. SPEC.md R3. */
export function markOf(action: Pick<Action, 'reported' | 'state' | 'evidence'>): Mark {
	if (action.evidence === 'accepted') return 'accepted';
	if (action.reported !== 'done') return 'open';
	return action.state === 'done' || action.state === 'embedded' ? 'finished' : 'going';
}

/** A dropped action is no response any more. */
export function isResponse(action: Action): boolean {
	return action.state !== 'dropped';
}

/** Reached by the force's own signature; what follows it keeps it. */
const SIGNED: readonly FindingState[] = ['signed off', 'submitted', 'closed'];

/** @param measures those of the inspection: a finding's effect is measured by one of them */
export function ladderOf(
	board: Pick<Board, 'findings' | 'actions'>,
	measures: readonly Measure[],
): Ladder {
	const responses = board.actions.filter(isResponse);
	const findings = board.findings.filter(
		({ kind, state }) => !isPractice(kind) && isCounted(state),
	);
	const measured = new Set(
		measures.filter((measure) => effectOf(measure) !== 'no measure').map(({ id }) => id),
	);
	const ticked = responses.filter(({ reported }) => reported === 'done');
	return {
		responses: responses.length,
		ticked: ticked.length,
		finished: ticked.filter(({ state }) => state === 'done' || state === 'embedded').length,
		accepted: responses.filter(({ evidence }) => evidence === 'accepted').length,
		findings: findings.length,
		measured: findings.filter(({ measure }) => measure !== null && measured.has(measure)).length,
		signedOff: findings.filter(({ state }) => SIGNED.includes(state)).length,
		closed: findings.filter(({ state }) => state === 'closed').length,
	};
}
