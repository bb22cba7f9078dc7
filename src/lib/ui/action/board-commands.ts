import type { LiveBoard } from '#lib/client/live-board.svelte.ts';
import type { Cell, MoveTarget } from '#lib/domain/plan.ts';
import { writesBoards } from '#lib/domain/roles.ts';
import type { Rule, Verdict } from '#lib/domain/rules.ts';

/** What a board may do with its cards: components know neither the document nor the connection. */
export interface BoardCommands {
	mayMove(card: string, to: Cell): Verdict;
	move(card: string, to: MoveTarget): Verdict;
	/** why not, in words for the person who tried */
	explain(rule: Rule, card: string): string;
	/** ids of the departments to which this person may add an action */
	readonly addsTo: readonly string[];
}

/** @returns null while the board is not live, and where the reader may change nothing */
export function boardCommands(
	live: LiveBoard | null,
	departments: readonly { readonly id: string }[],
): BoardCommands | null {
	if (!live?.synced || !writesBoards(live.role)) return null;
	const { role, actor } = live;
	const all = departments.map(({ id }) => id);
	const own = all.filter((id) => actor.departments.includes(id));
	return {
		mayMove: (card, to) => live.mayMove(card, to),
		move: (card, to) => live.move(card, to),
		// Of what a move writes only the finding is a coordinator's alone.
		explain: (rule, card) =>
			live.explain(rule, 'actions', card, rule === 'P4' ? 'finding' : 'state').why,
		addsTo: role === 'coordinator' ? all : role === 'lead' ? own : [],
	};
}
