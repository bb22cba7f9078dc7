/** How the columns of a board look, and what taking a card there is called. Their names are the domain's. */
import type { ActionColumn } from '#lib/domain/action.ts';
import type { IconName } from '../primitives/icons.ts';

interface ColumnLook {
	readonly icon: IconName;
	/** said beside the card in the hand */
	readonly drop: string;
	/** the button that takes a card here, in its drawer */
	readonly button: string;
}

export const COLUMN_LOOKS: Readonly<Record<ActionColumn, ColumnLook>> = {
	planned: { icon: 'planned', drop: 'Drop to plan it again', button: 'Back to planned' },
	doing: { icon: 'doing', drop: 'Drop to begin it', button: 'Begin' },
	done: { icon: 'done', drop: 'Drop to mark as done', button: 'Mark as done' },
	embedded: { icon: 'embedded', drop: 'Drop to embed it', button: 'Embed' },
};
