/** What the states of actions and findings are called on screen, and the glyph that fills as the work moves on. */
import type { ActionState } from '#lib/domain/action.ts';
import type { FindingState } from '#lib/domain/finding.ts';
import type { IconName } from './icons.ts';

interface StateLook {
	readonly word: string;
	readonly icon: IconName;
}

export const ACTION_STATE_LOOKS: Readonly<Record<ActionState, StateLook>> = {
	planned: { word: 'Planned', icon: 'planned' },
	doing: { word: 'Doing', icon: 'doing' },
	done: { word: 'Done', icon: 'done' },
	embedded: { word: 'Embedded', icon: 'embedded' },
	dropped: { word: 'Dropped', icon: 'dropped' },
};

export const FINDING_STATE_LOOKS: Readonly<Record<FindingState, StateLook>> = {
	draft: { word: 'Draft', icon: 'pen' },
	'awaiting allocation': { word: 'To allocate', icon: 'allocate' },
	'in progress': { word: 'In progress', icon: 'doing' },
	waiting: { word: 'Waiting', icon: 'waiting' },
	'in review': { word: 'In review', icon: 'review' },
	'signed off': { word: 'Signed off', icon: 'signed' },
	submitted: { word: 'Submitted', icon: 'submitted' },
	closed: { word: 'Closed', icon: 'closed' },
	superseded: { word: 'Superseded', icon: 'arrow' },
	merged: { word: 'Merged', icon: 'link' },
	'not accepted': { word: 'Not accepted', icon: 'close' },
	discarded: { word: 'Discarded', icon: 'dropped' },
};

const LOOKS: Readonly<Record<ActionState | FindingState, StateLook>> = {
	...ACTION_STATE_LOOKS,
	...FINDING_STATE_LOOKS,
};

export function stateLook(state: ActionState | FindingState): StateLook {
	return LOOKS[state];
}
