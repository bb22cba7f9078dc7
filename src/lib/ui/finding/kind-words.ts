/** What the kinds of finding are called, long and short, and their shapes. */
import type { FindingKind } from '#lib/domain/finding.ts';
import type { IconName } from '../primitives/icons.ts';

interface KindLook {
	/** in a sentence on its own */
	readonly word: string;
	/** beside a reference, where room is short */
	readonly short: string;
	readonly plural: string;
	readonly icon: IconName;
}

export const KIND_LOOKS: Readonly<Record<FindingKind, KindLook>> = {
	'cause-of-concern': {
		word: 'Cause of concern',
		short: 'Cause of concern',
		plural: 'Causes of concern',
		icon: 'concern',
	},
	recommendation: {
		word: 'Recommendation',
		short: 'Recommendation',
		plural: 'Recommendations',
		icon: 'recommendation',
	},
	'area-for-improvement': {
		word: 'Area for improvement',
		short: 'AFI',
		plural: 'Areas for improvement',
		icon: 'improvement',
	},
	'area-for-consideration': {
		word: 'Area for consideration',
		short: 'Consideration',
		plural: 'Areas for consideration',
		icon: 'consideration',
	},
	'innovative-practice': {
		word: 'Innovative practice',
		short: 'Innovative practice',
		plural: 'Innovative practice',
		icon: 'practice',
	},
	'promising-practice': {
		word: 'Promising practice',
		short: 'Promising practice',
		plural: 'Promising practice',
		icon: 'practice',
	},
};
