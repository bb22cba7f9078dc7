/**
 * What a reader may see of a board. Applied on the server, before anything is sent: what somebody
 * may not see is not hidden by the page, it is not in it.
 */
import type { Board } from './board-records.ts';
import { opensBoards, type Role } from './roles.ts';

/** Observers see what the force has released; a card under a finding that is not released stays with it. */
export function visibleTo<B extends Board>(board: B, role: Role): B {
	if (opensBoards(role)) return board;
	const findings = board.findings.filter((finding) => finding.released);
	const shown = new Set(findings.map((finding) => finding.id));
	return {
		...board,
		findings,
		actions: board.actions.filter(
			(action) => action.released && (action.finding === null || shown.has(action.finding)),
		),
	};
}
