/**
 * What was inspected, by whom, and what was printed beside the findings: written by
 * `server/inspections` alone. It is not edited together, so it lies in rows and not in the board
 * document. An inspection's id is its board's id. `ordinal` keeps the order of the source.
 */
import {
	boolean,
	doublePrecision,
	index,
	integer,
	pgEnum,
	pgTable,
	primaryKey,
	text,
} from 'drizzle-orm/pg-core';
import { GRADE_SCALES, GRADES, type GradeScale } from '#lib/domain/grades.ts';
import { VALUE_ROLES } from '#lib/domain/measure.ts';
import { forces } from './auth.ts';

const SCALES = Object.keys(GRADE_SCALES) as [GradeScale, ...GradeScale[]];

export const grade = pgEnum('grade', GRADES);
export const gradeScale = pgEnum('grade_scale', SCALES);
export const phase = pgEnum('phase', ['Scan', 'Engage']);
export const valueRole = pgEnum('value_role', VALUE_ROLES);
export const documentKind = pgEnum('document_kind', [
	'inspection report',
	'commissioner report',
	'force presentation',
]);
export const better = pgEnum('better', ['higher', 'lower']);
export const direction = pgEnum('direction', ['up', 'down', 'flat']);
export const noGradeReason = pgEnum('no_grade_reason', ['blank or illegible', 'not applicable']);

/** A cycle of inspections with its scale: grades of two frameworks are never compared. */
export const frameworks = pgTable('frameworks', {
	/** the cycle: `2023-25` */
	id: text('id').primaryKey(),
	/** as people write it: `2023/25` */
	words: text('words').notNull(),
	scale: gradeScale('scale').notNull(),
});

export const inspections = pgTable(
	'inspections',
	{
		id: text('id').primaryKey(),
		forceId: text('force_id')
			.notNull()
			.references(() => forces.id),
		frameworkId: text('framework_id')
			.notNull()
			.references(() => frameworks.id),
		/** the newest inspection of a force has the highest; a date is not always printed */
		ordinal: integer('ordinal').notNull(),
		title: text('title').notNull(),
		publisher: text('publisher').notNull(),
		/** as precise as printed: `2017-03-10`, `2017-03`, `2014`, or null */
		date: text('date'),
		dateNote: text('date_note'),
		fieldwork: text('fieldwork'),
		overallGrade: grade('overall_grade'),
		overallPreviousGrade: grade('overall_previous_grade'),
		phase: phase('phase').notNull(),
		/** true while departments, owners, dates and releases are invented for show */
		demonstration: boolean('demonstration').notNull(),
	},
	(table) => [index('inspections_force').on(table.forceId, table.ordinal)],
);

export const inspectionDocuments = pgTable(
	'inspection_documents',
	{
		id: text('id').primaryKey(),
		inspectionId: text('inspection_id')
			.notNull()
			.references(() => inspections.id),
		ordinal: integer('ordinal').notNull(),
		kind: documentKind('kind').notNull(),
		title: text('title').notNull(),
		publisher: text('publisher').notNull(),
		date: text('date'),
		dateNote: text('date_note'),
	},
	(table) => [index('inspection_documents_inspection').on(table.inspectionId, table.ordinal)],
);

export const measures = pgTable(
	'measures',
	{
		id: text('id').primaryKey(),
		inspectionId: text('inspection_id')
			.notNull()
			.references(() => inspections.id),
		ordinal: integer('ordinal').notNull(),
		/** id of the pillar in the board document */
		pillar: text('pillar').notNull(),
		name: text('name').notNull(),
		unit: text('unit').notNull(),
		better: better('better'),
		direction: direction('direction'),
		note: text('note'),
	},
	(table) => [index('measures_inspection').on(table.inspectionId, table.ordinal)],
);

export const measureValues = pgTable(
	'measure_values',
	{
		measureId: text('measure_id')
			.notNull()
			.references(() => measures.id),
		ordinal: integer('ordinal').notNull(),
		role: valueRole('role').notNull(),
		who: text('who').notNull(),
		period: text('period'),
		value: doublePrecision('value'),
		note: text('note'),
	},
	(table) => [primaryKey({ columns: [table.measureId, table.ordinal] })],
);

/** What other forces were graded, as printed beside the force's own grades. */
export const peerGrades = pgTable(
	'peer_grades',
	{
		inspectionId: text('inspection_id')
			.notNull()
			.references(() => inspections.id),
		ordinal: integer('ordinal').notNull(),
		force: text('force').notNull(),
		pillarCode: text('pillar_code').notNull(),
		grade: grade('grade'),
		raw: text('raw').notNull(),
		reason: noGradeReason('reason'),
		percent: doublePrecision('percent'),
	},
	(table) => [primaryKey({ columns: [table.inspectionId, table.ordinal] })],
);
