/** A board's records as rows: the columns that are queried, and the whole record beside them. */
import type { Action } from '#lib/domain/action.ts';
import type { Finding } from '#lib/domain/finding.ts';
import type { Pillar } from '#lib/domain/pillar.ts';
import type {
	projectedActions,
	projectedFindings,
	projectedPillars,
} from '#db/schema/projection.ts';

export function pillarRow(board: string, record: Pillar): typeof projectedPillars.$inferInsert {
	const { id, position, code, department, grade } = record;
	return { board, id, position, code, department, grade, record };
}

export function findingRow(board: string, record: Finding): typeof projectedFindings.$inferInsert {
	const { id, position, pillar, kind, state, department, owner, due, released } = record;
	return {
		board,
		id,
		position,
		pillar,
		kind,
		state,
		department,
		owner,
		due,
		released,
		record,
	};
}

export function actionRow(board: string, record: Action): typeof projectedActions.$inferInsert {
	const { id, position, pillar, finding, state, department, owner, due, released } = record;
	return {
		board,
		id,
		position,
		pillar,
		finding,
		state,
		department,
		owner,
		due,
		released,
		record,
	};
}
