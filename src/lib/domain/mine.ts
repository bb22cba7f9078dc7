/** The first line of the overview: what is the reader's own, before anything else. SPEC.md R6. */
import type { Board } from './board-records.ts';
import { isDueSoon } from './brag.ts';
import { isOverdue, type CalendarDate } from './dates.ts';

export interface MineLine {
	/** cards on the board with the reader as owner: as many as the filter "Mine" shows */
	readonly owned: number;
	readonly overdue: number;
	/** to be done within two weeks, today included */
	readonly dueSoon: number;
}

export function mineLine(
	board: Pick<Board, 'actions'>,
	userId: string,
	today: CalendarDate,
): MineLine {
	const mine = board.actions.filter(({ owner, state }) => owner === userId && state !== 'dropped');
	const running = mine.filter(({ state }) => state === 'planned' || state === 'doing');
	return {
		owned: mine.length,
		overdue: running.filter(({ due, state }) => isOverdue(due, today, state)).length,
		dueSoon: running.filter(({ due }) => isDueSoon(due, today)).length,
	};
}

export interface MineWords {
	/** "You own 4." */
	readonly owned: string;
	/** "1 is overdue."; null when the reader owns nothing */
	readonly overdue: string | null;
}

/** Two sentences, apart because the second is shown as late when something is. */
export function mineWords({ owned, overdue }: MineLine): MineWords {
	if (owned === 0) return { owned: 'You own nothing on this board.', overdue: null };
	const count = overdue === 0 ? 'None is' : overdue === 1 ? '1 is' : `${overdue} are`;
	return { owned: `You own ${owned}.`, overdue: `${count} overdue.` };
}
