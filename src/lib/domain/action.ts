import { BRAGS } from './finding.ts';
import type { Fields, RecordOf } from './schema.ts';

/** `dropped` is a side end and has no column; the others are the columns of a pillar's board. */
export const ACTION_STATES = ['planned', 'doing', 'done', 'embedded', 'dropped'] as const;
export type ActionState = (typeof ACTION_STATES)[number];

export const ACTION_COLUMNS = ['planned', 'doing', 'done', 'embedded'] as const;
export type ActionColumn = (typeof ACTION_COLUMNS)[number];

/** The tick as the force printed it: a claim, which never decides a state. */
export const REPORTED = ['done', 'not done'] as const;

/** What an action without a finding answers: the pillar's improvements or considerations together. */
export const ANSWERS = ['improvements', 'considerations'] as const;
export type Answers = (typeof ANSWERS)[number];

const EVIDENCE_STATES = ['none', 'offered', 'returned', 'accepted'] as const;
export type EvidenceState = (typeof EVIDENCE_STATES)[number];

/** A response action: the card. */
export const ACTION_FIELDS = {
	title: { type: 'text', max: 300, writers: ['C', 'L'] },
	progress: { type: 'text', max: 20_000, writers: ['C', 'L', 'P'] },
	state: { type: 'choice', of: ACTION_STATES, writers: ['C', 'L'] },
	position: { type: 'string', max: 64, format: 'position', writers: ['C', 'L'] },
	owner: { type: 'string', max: 100, format: 'id', nullable: true, writers: ['C', 'L'] },
	droppedBecause: { type: 'string', max: 500, nullable: true, writers: ['C', 'L'] },
	finding: { type: 'string', max: 100, format: 'id', nullable: true, writers: ['C'] },
	pillar: { type: 'string', max: 100, format: 'id', writers: ['C'] },
	department: { type: 'string', max: 100, format: 'id', nullable: true, writers: ['S'] },
	due: { type: 'string', max: 10, format: 'date', nullable: true, writers: ['S'] },
	answers: { type: 'choice', of: ANSWERS, nullable: true, writers: ['S'] },
	reported: { type: 'choice', of: REPORTED, nullable: true, writers: ['S'] },
	evidence: { type: 'choice', of: EVIDENCE_STATES, writers: ['S'] },
	brag: { type: 'choice', of: BRAGS, nullable: true, writers: ['S'] },
	bragReason: { type: 'string', max: 500, nullable: true, writers: ['S'] },
	released: { type: 'boolean', writers: ['S'] },
} as const satisfies Fields;

export type Action = RecordOf<typeof ACTION_FIELDS>;
