import type { Fields, RecordOf } from './schema.ts';

export const FINDING_KINDS = [
	'cause-of-concern',
	'recommendation',
	'area-for-improvement',
	'area-for-consideration',
	'innovative-practice',
	'promising-practice',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export const FINDING_STATES = [
	'draft',
	'awaiting allocation',
	'in progress',
	'waiting',
	'in review',
	'signed off',
	'submitted',
	'closed',
	'superseded',
	'merged',
	'not accepted',
	'discarded',
] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** Status that a document prints beside a finding. */
export const INLINE_STATUSES = ['addressed', 'being addressed', 'plan to address'] as const;

export const BRAGS = ['blue', 'green', 'amber', 'red'] as const;
export type Brag = (typeof BRAGS)[number];

/** Something the inspection says. `labelled` is false for a remark that a reader picked from running text. */
export const FINDING_FIELDS = {
	pillar: { type: 'string', max: 100, format: 'id', writers: ['S'] },
	parent: { type: 'string', max: 100, format: 'id', nullable: true, writers: ['S'] },
	kind: { type: 'choice', of: FINDING_KINDS, writers: ['S'] },
	reference: { type: 'string', max: 60, writers: ['S'] },
	title: { type: 'string', max: 500, writers: ['S'] },
	points: { type: 'strings', max: 50, writers: ['S'] },
	inlineStatus: { type: 'choice', of: INLINE_STATUSES, nullable: true, writers: ['S'] },
	labelled: { type: 'boolean', writers: ['S'] },
	department: { type: 'string', max: 100, format: 'id', nullable: true, writers: ['S'] },
	owner: { type: 'string', max: 100, format: 'id', nullable: true, writers: ['S'] },
	state: { type: 'choice', of: FINDING_STATES, writers: ['S'] },
	due: { type: 'string', max: 10, format: 'date', nullable: true, writers: ['S'] },
	printedDue: { type: 'string', max: 200, nullable: true, writers: ['S'] },
	waitingFor: { type: 'string', max: 500, nullable: true, writers: ['S'] },
	waitingSince: { type: 'string', max: 10, format: 'date', nullable: true, writers: ['S'] },
	submittedBy: { type: 'string', max: 100, format: 'id', nullable: true, writers: ['S'] },
	signedOff: { type: 'string', max: 200, nullable: true, writers: ['S'] },
	measure: { type: 'string', max: 100, format: 'id', nullable: true, writers: ['S'] },
	brag: { type: 'choice', of: BRAGS, nullable: true, writers: ['S'] },
	bragReason: { type: 'string', max: 500, nullable: true, writers: ['S'] },
	released: { type: 'boolean', writers: ['S'] },
	position: { type: 'string', max: 64, format: 'position', writers: ['C'] },
	whatIsDifferent: { type: 'text', max: 5_000, writers: ['C', 'L'] },
} as const satisfies Fields;

export type Finding = RecordOf<typeof FINDING_FIELDS>;
