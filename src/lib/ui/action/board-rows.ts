/**
 * Which row of the grid everything stands on. A lane takes two rows: beside a drawer the finding
 * stands on the first and its cells on the second; where there is room both span the two.
 */
import type { ActionColumn } from '#lib/domain/action.ts';
import { isOverdue, type CalendarDate } from '#lib/domain/dates.ts';
import type { Lane, LaneGroup } from '#lib/domain/lanes.ts';

export interface BoardRows {
	readonly groups: readonly {
		readonly key: LaneGroup;
		readonly row: number;
		readonly note: string;
	}[];
	readonly lanes: readonly { readonly lane: Lane; readonly row: number; readonly first: boolean }[];
}

/** The first row is the columns' heads. */
export function boardRows(lanes: readonly Lane[]): BoardRows {
	const groups: BoardRows['groups'][number][] = [];
	const placed: BoardRows['lanes'][number][] = [];
	let row = 2;
	for (const lane of lanes) {
		const first = groups.at(-1)?.key !== lane.group;
		if (first) {
			groups.push({ key: lane.group, row, note: noteOf(lane.group, lanes) });
			row += 1;
		}
		placed.push({ lane, row, first });
		row += 2;
	}
	return { groups, lanes: placed };
}

export type ColumnFigures = Readonly<
	Record<ActionColumn, { readonly count: number; readonly late: number }>
>;

/** What stands in the head of each column: how many cards, and how many of them are overdue. */
export function columnFigures(lanes: readonly Lane[], today: CalendarDate): ColumnFigures {
	const of = (column: ActionColumn) => {
		const cards = lanes.flatMap((lane) => lane.columns[column]);
		const late = cards.filter(({ action }) => isOverdue(action.due, today, action.state));
		return { count: cards.length, late: late.length };
	};
	return { planned: of('planned'), doing: of('doing'), done: of('done'), embedded: of('embedded') };
}

function noteOf(group: LaneGroup, lanes: readonly Lane[]): string {
	const count = lanes.filter((lane) => lane.group === group && lane.finding !== null).length;
	switch (group) {
		case 'considerations':
			return `${count}, local, not in official totals`;
		case 'untied':
			return '';
		case 'causes':
		case 'improvements':
		case 'practice':
			return `${count}`;
	}
}
