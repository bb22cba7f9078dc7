import type { Cell, MoveTarget } from '#lib/domain/plan.ts';
import type { Rule, Verdict } from '#lib/domain/rules.ts';

/**
 * What a board may do with its cards, handed in by the page: components know neither the document
 * nor the connection. Null where the reader may change nothing.
 */
export interface BoardCommands {
	mayMove(card: string, to: Cell): Verdict;
	move(card: string, to: MoveTarget): Verdict;
	/** why not, in words for the person who tried */
	explain(rule: Rule, card: string): string;
	/** whether the person may add an action to the lanes of this pillar at all */
	readonly mayAdd: boolean;
}
