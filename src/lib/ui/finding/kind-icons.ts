/** The shape of each kind of finding; its words are in the domain. */
import type { FindingKind } from '#lib/domain/finding.ts';
import type { IconName } from '../primitives/icons.ts';

export const KIND_ICONS: Readonly<Record<FindingKind, IconName>> = {
	'cause-of-concern': 'concern',
	recommendation: 'recommendation',
	'area-for-improvement': 'improvement',
	'area-for-consideration': 'consideration',
	'innovative-practice': 'practice',
	'promising-practice': 'practice',
};
