/**
 * A board in figures. A tick, work that reads as finished, accepted evidence, measured effect, the
 * force's sign-off and closure are six figures and never one. SPEC.md R1 to R6.
 */
import type { Action } from './action.ts';
import type { Board } from './board-records.ts';
import { isOverdue, type CalendarDate } from './dates.ts';
import { FINDING_STATES, type Finding, type FindingState } from './finding.ts';
import { isCounted, isPractice } from './lifecycle.ts';
import { isResponse, ladderOf, markOf, MARKS, type Ladder, type Mark } from './ladder.ts';
import type { Measure } from './measure.ts';
import type { Pillar, Statement } from './pillar.ts';
import { plural } from './words.ts';

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

function rollUpPillar(
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

function isLate(
	thing: Pick<Action, 'due' | 'state'> | Pick<Finding, 'due' | 'state'>,
	today: string,
) {
	return isOverdue(thing.due, today, thing.state);
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
