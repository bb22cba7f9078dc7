/**
 * A board in figures. A tick, work that reads as finished, accepted evidence, measured effect, the
 * force's sign-off and closure are six figures and never one. SPEC.md R1 to R6.
 */
import type { Action } from './action.ts';
import type { Board } from './board-records.ts';
import { isOverdue, type CalendarDate } from './dates.ts';
import { FINDING_STATES, type Finding, type FindingState } from './finding.ts';
import { isCounted, isPractice } from './lifecycle.ts';
import { effectOf, type Measure } from './measure.ts';
import type { Pillar, Statement } from './pillar.ts';
import { plural } from './words.ts';

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

export interface PillarRollup {
	readonly pillar: Pillar;
	readonly states: Readonly<Record<FindingState, number>>;
	/** "3 AFI, 7 considerations, 1 practice" */
	readonly kinds: string;
	/** one per response, the best first; empty when there is none */
	readonly marks: readonly Mark[];
	readonly overdueActions: number;
	readonly overdueFindings: number;
}

export interface BoardRollup {
	readonly pillars: readonly PillarRollup[];
	readonly ladder: Ladder;
	readonly overdueActions: number;
	readonly overdueFindings: number;
	/** the pillars by what was said of causes of concern, in the order of the board */
	readonly concerns: Readonly<Record<Statement, readonly Pillar[]>>;
	readonly causes: readonly Finding[];
}

/** @param measures those of the inspection: a finding's effect is measured by one of them */
export function rollUp(
	board: Board,
	today: CalendarDate,
	measures: readonly Measure[] = [],
): BoardRollup {
	const pillars = board.pillars.map((pillar) => rollUpPillar(board, pillar, today));
	const said = (statement: Statement) =>
		board.pillars.filter(({ concernStatement }) => concernStatement === statement);
	const causes = board.findings.filter(({ kind }) => kind === 'cause-of-concern');
	return {
		pillars,
		ladder: ladderOf(board, measures),
		overdueActions: board.actions.filter((action) => isLate(action, today)).length,
		overdueFindings: board.findings.filter((finding) => isLate(finding, today)).length,
		concerns: {
			'stated none': said('stated none'),
			'not stated': said('not stated'),
			listed: said('listed'),
		},
		causes: causes.filter(({ state }) => isCounted(state)),
	};
}

export function rollUpPillar(
	board: Pick<Board, 'findings' | 'actions'>,
	pillar: Pillar,
	today: CalendarDate,
): PillarRollup {
	const findings = board.findings.filter((finding) => finding.pillar === pillar.id);
	const actions = board.actions.filter((action) => action.pillar === pillar.id);
	return {
		pillar,
		states: countStates(findings),
		kinds: kindCounts(findings),
		marks: actions
			.filter(isResponse)
			.map(markOf)
			.sort((a, b) => MARKS.indexOf(a) - MARKS.indexOf(b)),
		overdueActions: actions.filter((action) => isLate(action, today)).length,
		overdueFindings: findings.filter((finding) => isLate(finding, today)).length,
	};
}

/** A tick is a claim: it lifts a response from open to going, and no further. SPEC.md R3. */
export function markOf(action: Pick<Action, 'reported' | 'state' | 'evidence'>): Mark {
	if (action.evidence === 'accepted') return 'accepted';
	if (action.reported !== 'done') return 'open';
	return action.state === 'done' || action.state === 'embedded' ? 'finished' : 'going';
}

function isResponse(action: Action): boolean {
	return action.state !== 'dropped';
}

function isLate(thing: Pick<Action, 'due' | 'state'> | Pick<Finding, 'due' | 'state'>, today: string) {
	return isOverdue(thing.due, today, thing.state);
}

function ladderOf(board: Board, measures: readonly Measure[]): Ladder {
	const responses = board.actions.filter(isResponse);
	const findings = board.findings.filter(({ kind, state }) => !isPractice(kind) && isCounted(state));
	const measured = new Set(
		measures.filter((measure) => effectOf(measure) !== 'no measure').map(({ id }) => id),
	);
	const ticked = responses.filter(({ reported }) => reported === 'done');
	const signed: readonly FindingState[] = ['signed off', 'submitted', 'closed'];
	return {
		responses: responses.length,
		ticked: ticked.length,
		finished: ticked.filter(({ state }) => state === 'done' || state === 'embedded').length,
		accepted: responses.filter(({ evidence }) => evidence === 'accepted').length,
		findings: findings.length,
		measured: findings.filter(({ measure }) => measure !== null && measured.has(measure)).length,
		signedOff: findings.filter(({ state }) => signed.includes(state)).length,
		closed: findings.filter(({ state }) => state === 'closed').length,
	};
}

/** Practice is not counted among states: its life is another one. */
function countStates(findings: readonly Finding[]): Record<FindingState, number> {
	const counted = findings.filter(({ kind }) => !isPractice(kind));
	const counts = FINDING_STATES.map(
		(state) => [state, counted.filter((finding) => finding.state === state).length] as const,
	);
	return Object.fromEntries(counts) as Record<FindingState, number>;
}

/** "3 AFI, 7 considerations, 1 practice"; what there is none of is left out. SPEC.md R2. */
export function kindCounts(findings: readonly Finding[]): string {
	const counted = findings.filter(({ state }) => isCounted(state));
	const of = (...kinds: Finding['kind'][]) =>
		counted.filter(({ kind }) => kinds.includes(kind)).length;
	return [
		[of('cause-of-concern'), 'cause of concern', 'causes of concern'],
		[of('recommendation'), 'recommendation', 'recommendations'],
		[of('area-for-improvement'), 'AFI', 'AFI'],
		[of('area-for-consideration'), 'consideration', 'considerations'],
		[of('innovative-practice', 'promising-practice'), 'practice', 'practice'],
	]
		.flatMap(([count, one, many]) =>
			typeof count === 'number' && count > 0 ? [plural(count, String(one), String(many))] : [],
		)
		.join(', ');
}
