/**
 * A board of the demonstration: the facts, put into states by the rules below, and beside them what
 * is invented. Pure, so that the same day gives the same board.
 */
import type { Action, ActionState } from '#lib/domain/action.ts';
import type { Board } from '#lib/domain/board-records.ts';
import { addDays, type CalendarDate } from '#lib/domain/dates.ts';
import type { Finding } from '#lib/domain/finding.ts';
import { firstPositions } from '#lib/domain/order.ts';
import type { Pillar } from '#lib/domain/pillar.ts';
import type {
	ActionFacts,
	FindingFacts,
	InspectionFacts,
	PillarFacts,
	Reading,
} from './demo-facts.ts';
import type { Invented, InventedBoard } from './demo-invented.ts';

/**
 * A printed tick is kept as a claim and decides nothing: the state follows from what the words say.
 * Work that waits for somebody has begun; a problem that is only named has not.
 */
export function stateOf(reading: Reading): ActionState {
	switch (reading) {
		case 'completed':
			return 'done';
		case 'ongoing':
		case 'waiting':
			return 'doing';
		case 'planned':
		case 'problem':
			return 'planned';
	}
}

interface Around {
	readonly pillar: string;
	readonly department: string;
	readonly position: string;
}

/**
 * @param today  the day that invented due dates are counted from
 * @throws Error when the invented file knows nothing of the board or one of its pillars
 */
export function demonstrationBoard(
	facts: InspectionFacts,
	invented: Invented,
	today: CalendarDate,
): Board {
	const board = invented.boards.find(({ id }) => id === facts.id);
	if (board === undefined) throw new Error(`Nothing is invented for the board ${facts.id}`);
	const findings = facts.pillars.flatMap((pillar) => within(board, pillar, pillar.findings));
	const actions = facts.pillars.flatMap((pillar) => within(board, pillar, pillar.actions));
	return {
		title: facts.title,
		pillars: placed(facts.pillars).map(([pillar, position]) => pillarOf(pillar, board, position)),
		findings: placed(findings).map(([{ record, ...around }, position]) =>
			findingOf(record, { ...around, position }, board, invented),
		),
		actions: placed(actions).map(([{ record, ...around }, position]) =>
			actionOf(record, { ...around, position }, invented, today),
		),
	};
}

/** One run of keys for the whole board, so that the order of the source is the order of the lists. */
function placed<T>(items: readonly T[]): (readonly [item: T, position: string])[] {
	const keys = firstPositions(items.length);
	return items.map((item, index) => [item, keys[index] ?? ''] as const);
}

function within<T>(board: InventedBoard, pillar: PillarFacts, items: readonly T[]) {
	const department = departmentOf(pillar, board);
	return items.map((record) => ({ record, pillar: pillar.id, department }));
}

function departmentOf(pillar: PillarFacts, board: InventedBoard): string {
	const department = board.departments[pillar.code];
	if (department === undefined) throw new Error(`No department is invented for ${pillar.id}`);
	return department;
}

function pillarOf(facts: PillarFacts, board: InventedBoard, position: string): Pillar {
	return {
		id: facts.id,
		code: facts.code,
		name: facts.name,
		shortName: facts.shortName,
		position,
		department: departmentOf(facts, board),
		graded: facts.graded,
		grade: facts.grade,
		previousGrade: facts.previousGrade,
		concernStatement: facts.concernStatement,
		improvementStatement: facts.improvementStatement,
	};
}

function findingOf(
	facts: FindingFacts,
	{ pillar, department, position }: Around,
	board: InventedBoard,
	invented: Invented,
): Finding {
	return {
		id: facts.id,
		pillar,
		parent: null,
		kind: facts.kind,
		reference: facts.reference,
		title: facts.title,
		points: facts.points,
		inlineStatus: facts.inlineStatus,
		labelled: facts.labelled,
		department,
		owner: board.allocated ? (invented.heads[department] ?? null) : null,
		state: board.allocated ? 'in progress' : 'awaiting allocation',
		due: null,
		printedDue: null,
		waitingFor: null,
		waitingSince: null,
		submittedBy: null,
		signedOff: null,
		measure: null,
		brag: null,
		bragReason: null,
		released: invented.released,
		position,
		whatIsDifferent: '',
	};
}

function actionOf(
	facts: ActionFacts,
	{ pillar, department, position }: Around,
	invented: Invented,
	today: CalendarDate,
): Action {
	const card = invented.cards[facts.id] ?? { owner: null, dueInDays: null };
	return {
		id: facts.id,
		title: facts.title,
		progress: facts.note ?? '',
		state: stateOf(facts.readsAs),
		position,
		owner: card.owner,
		droppedBecause: null,
		// The source ties a response to a block of findings, never to one of them.
		finding: null,
		pillar,
		department,
		due: card.dueInDays === null ? null : addDays(today, card.dueInDays),
		answers: facts.answers,
		reported: facts.reported,
		evidence: 'none',
		brag: null,
		bragReason: null,
		released: invented.released,
	};
}
