/**
 * What the values are called on screen. Values are written as in the documents' field tables; a
 * page never shows one of them, it shows its words.
 */
import type { Action, ActionColumn, ActionState, EvidenceState } from './action.ts';
import type { Brag, FindingKind, FindingState } from './finding.ts';
import type { Statement } from './pillar.ts';

export const ACTION_STATE_WORDS: Readonly<Record<ActionState, string>> = {
	planned: 'Planned',
	doing: 'Doing',
	done: 'Done',
	embedded: 'Embedded',
	dropped: 'Dropped',
};

/** The one line of meaning under a column's name. */
export const COLUMN_MEANINGS: Readonly<Record<ActionColumn, string>> = {
	planned: 'not begun',
	doing: 'under way',
	done: 'claimed, evidence not yet accepted',
	embedded: 'evidence accepted',
};

export const FINDING_STATE_WORDS: Readonly<Record<FindingState, string>> = {
	draft: 'Draft',
	'awaiting allocation': 'To allocate',
	'in progress': 'In progress',
	waiting: 'Waiting',
	'in review': 'In review',
	'signed off': 'Signed off',
	submitted: 'Submitted',
	closed: 'Closed',
	superseded: 'Superseded',
	merged: 'Merged',
	'not accepted': 'Not accepted',
	discarded: 'Discarded',
};

export interface KindWords {
	readonly long: string;
	readonly short: string;
	/** the heading over several of them */
	readonly plural: string;
}

export const KIND_WORDS: Readonly<Record<FindingKind, KindWords>> = {
	'cause-of-concern': {
		long: 'Cause of concern',
		short: 'Cause of concern',
		plural: 'Causes of concern',
	},
	recommendation: { long: 'Recommendation', short: 'Recommendation', plural: 'Recommendations' },
	'area-for-improvement': {
		long: 'Area for improvement',
		short: 'AFI',
		plural: 'Areas for improvement',
	},
	'area-for-consideration': {
		long: 'Area for consideration',
		short: 'Consideration',
		plural: 'Areas for consideration',
	},
	'innovative-practice': {
		long: 'Innovative practice',
		short: 'Practice',
		plural: 'Innovative practice',
	},
	'promising-practice': {
		long: 'Promising practice',
		short: 'Practice',
		plural: 'Promising practice',
	},
};

/** Silence is not "none": the three read differently. */
export const STATEMENT_WORDS: Readonly<Record<Statement, string>> = {
	'stated none': 'none stated',
	'not stated': 'not stated',
	listed: 'listed',
};

export const EVIDENCE_WORDS: Readonly<Record<EvidenceState, string>> = {
	none: 'No evidence yet',
	offered: 'Evidence in review',
	returned: 'Evidence returned',
	accepted: 'Evidence accepted',
};

export const BRAG_WORDS: Readonly<Record<Brag, string>> = {
	blue: 'Embedded',
	green: 'On track',
	amber: 'At risk',
	red: 'Off track',
};

/** The line on a card where the printed tick and the state disagree; null where they do not. SPEC.md W1. */
export function claimWords(action: Pick<Action, 'reported' | 'state'>): string | null {
	switch (action.state) {
		case 'planned':
			return action.reported === 'done' ? 'Ticked, but not begun' : null;
		case 'doing':
			return action.reported === 'done' ? 'Ticked, but still going on' : null;
		case 'done':
		case 'embedded':
			return action.reported === 'not done' ? 'Not ticked, but finished' : null;
		case 'dropped':
			return action.reported === 'done' ? 'Ticked, but dropped' : null;
	}
}

/** "1 action", "2 actions", "2 areas"; `many` where an s does not do. */
export function plural(count: number, one: string, many: string = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}
