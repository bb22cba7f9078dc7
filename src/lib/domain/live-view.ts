/**
 * What the live view shows, worked out on the server from what its reader may see: a few numbers and
 * short lists, so that a wall screen needs no document and an observer is sent nothing more.
 */
import type { Action } from './action.ts';
import type { Board } from './board-records.ts';
import { isDueSoon } from './brag.ts';
import { daysBetween, dueWords, isOverdue, type CalendarDate } from './dates.ts';
import { isTickedUnfinished } from './filters.ts';
import type { FindingState } from './finding.ts';
import type { Grade } from './grades.ts';
import type { Ladder, Mark } from './ladder.ts';
import type { Measure } from './measure.ts';
import { rollUp } from './rollup.ts';

/** A card in a list of the live view. */
export interface LiveItem {
	readonly id: string;
	/** of its pillar: `q4` */
	readonly code: string;
	readonly title: string;
	/** name of the department, null when none has it */
	readonly department: string | null;
	/** "12 days late", "in 5 days", "Doing" */
	readonly words: string;
}

/** The first few of a list, and how many there are. */
export interface LiveList {
	readonly count: number;
	readonly first: readonly LiveItem[];
}

export interface LivePillar {
	readonly code: string;
	readonly shortName: string;
	readonly graded: boolean;
	readonly grade: Grade | null;
	readonly marks: readonly Mark[];
	readonly offTrack: number;
}

export interface LiveView {
	readonly today: CalendarDate;
	readonly ladder: Ladder;
	/** of the ticks that are not finished work */
	readonly goingOn: number;
	readonly ahead: number;
	/** evidence that waits for a reviewer */
	readonly offered: number;
	readonly inReview: number;
	readonly submitted: number;
	/** findings tied to a measure of effect, whether or not it has moved */
	readonly withMeasure: number;
	readonly offTrack: LiveList;
	readonly dueSoon: LiveList;
	readonly claimed: LiveList;
	readonly pillars: readonly LivePillar[];
}

/** A list on a wall is read from afar: more would be scrolled, and nobody scrolls a wall. */
const MOST = 4;

/** @param board already without what the reader may not see (`visibleTo`) */
export function liveView(
	board: Board,
	today: CalendarDate,
	measures: readonly Measure[],
	departments: readonly { readonly id: string; readonly name: string }[],
): LiveView {
	const rollup = rollUp(board, today, measures);
	const codes = new Map(board.pillars.map(({ id, code }) => [id, code]));
	const names = new Map(departments.map(({ id, name }) => [id, name]));
	const open = board.actions.filter(({ state }) => state === 'planned' || state === 'doing');
	const claimed = board.actions.filter(isTickedUnfinished);
	const inState = (state: FindingState) =>
		rollup.pillars.reduce((sum, row) => sum + row.states[state], 0);

	function list(actions: readonly Action[], words: (action: Action) => string): LiveList {
		const first = actions.slice(0, MOST).map((action) => ({
			id: action.id,
			code: codes.get(action.pillar) ?? '',
			title: action.title,
			department: names.get(action.department ?? '') ?? null,
			words: words(action),
		}));
		return { count: actions.length, first };
	}

	const due = ({ due: date, state }: Action) => dueWords(date, today, state);
	return {
		today,
		ladder: rollup.ladder,
		goingOn: claimed.filter(({ state }) => state === 'doing').length,
		ahead: claimed.filter(({ state }) => state === 'planned').length,
		offered: board.actions.filter(({ evidence }) => evidence === 'offered').length,
		inReview: inState('in review'),
		submitted: inState('submitted'),
		withMeasure: board.findings.filter(({ measure }) => measure !== null).length,
		offTrack: list(
			open.filter((action) => isOverdue(action.due, today, action.state)).sort(byDue),
			due,
		),
		dueSoon: list(open.filter((action) => isDueSoon(action.due, today)).sort(byDue), due),
		claimed: list(claimed, ({ state }) => (state === 'doing' ? 'still going on' : 'not begun')),
		pillars: rollup.pillars.map(({ pillar, marks, overdueActions }) => ({
			code: pillar.code,
			shortName: pillar.shortName,
			graded: pillar.graded,
			grade: pillar.grade,
			marks,
			offTrack: overdueActions,
		})),
	};
}

/** The latest first. */
function byDue(a: Action, b: Action): number {
	return a.due === null || b.due === null ? 0 : daysBetween(b.due, a.due);
}

const FIGURES = [
	['accepted', 'Evidence accepted'],
	['finished', 'Read as finished'],
	['measured', 'Effect measured'],
	['signedOff', 'Signed off by the force'],
	['closed', 'Closed by the inspectorate'],
] as const satisfies readonly (readonly [keyof Ladder, string])[];

/** What is different, for those who hear it: "Evidence accepted 1, was 0. Off track 3, was 4." @returns null when no figure is */
export function changesInWords(before: LiveView, after: LiveView): string | null {
	const said = FIGURES.flatMap(([key, words]) =>
		before.ladder[key] === after.ladder[key]
			? []
			: [`${words} ${after.ladder[key]}, was ${before.ladder[key]}.`],
	);
	if (before.offTrack.count !== after.offTrack.count) {
		said.push(`Off track ${after.offTrack.count}, was ${before.offTrack.count}.`);
	}
	return said.length === 0 ? null : said.join(' ');
}
