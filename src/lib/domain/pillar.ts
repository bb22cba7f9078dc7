import { GRADES } from './grades.ts';
import type { Fields, RecordOf } from './schema.ts';

/** "None" printed, nothing said, and a list are three different things. */
export const STATEMENTS = ['stated none', 'not stated', 'listed'] as const;
export type Statement = (typeof STATEMENTS)[number];

/** One question or area of an inspection. Written by the server alone: it is what was printed. */
export const PILLAR_FIELDS = {
	code: { type: 'string', max: 20, writers: ['S'] },
	name: { type: 'string', max: 300, writers: ['S'] },
	shortName: { type: 'string', max: 120, writers: ['S'] },
	position: { type: 'string', max: 64, format: 'position', writers: ['S'] },
	department: { type: 'string', max: 100, format: 'id', nullable: true, writers: ['S'] },
	graded: { type: 'boolean', writers: ['S'] },
	grade: { type: 'choice', of: GRADES, nullable: true, writers: ['S'] },
	previousGrade: { type: 'choice', of: GRADES, nullable: true, writers: ['S'] },
	concernStatement: { type: 'choice', of: STATEMENTS, writers: ['S'] },
	improvementStatement: { type: 'choice', of: STATEMENTS, writers: ['S'] },
} as const satisfies Fields;

export type Pillar = RecordOf<typeof PILLAR_FIELDS>;
