/** One glyph per state, on a card, a column, a pill and in the live view: it fills as the work moves on. */
import type { ActionState } from '#lib/domain/action.ts';
import type { FindingState } from '#lib/domain/finding.ts';
import { ACTION_STATE_WORDS, FINDING_STATE_WORDS } from '#lib/domain/words.ts';
import type { IconName } from './icons.ts';

export const STATE_ICONS: Readonly<Record<ActionState | FindingState, IconName>> = {
	planned: 'planned',
	doing: 'doing',
	done: 'done',
	embedded: 'embedded',
	dropped: 'dropped',
	draft: 'pen',
	'awaiting allocation': 'allocate',
	'in progress': 'doing',
	waiting: 'waiting',
	'in review': 'review',
	'signed off': 'signed',
	submitted: 'submitted',
	closed: 'closed',
	superseded: 'arrow',
	merged: 'link',
	'not accepted': 'close',
	discarded: 'dropped',
};

export const STATE_WORDS: Readonly<Record<ActionState | FindingState, string>> = {
	...ACTION_STATE_WORDS,
	...FINDING_STATE_WORDS,
};
