/** Inspections as rows, read for pages. An inspection of another force is not there at all. */
import { and, asc, desc, eq, inArray, type SQL } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { forces } from '#db/schema/auth.ts';
import {
	frameworks,
	inspectionDocuments,
	inspections,
	measures,
	measureValues,
	peerGrades,
} from '#db/schema/inspections.ts';
import type { Measure } from '#lib/domain/measure.ts';
import type { Inspection, InspectionDocument, Inspections, PeerGrade } from './inspections.ts';

export function postgresInspections(db: Db): Inspections {
	return {
		ofForce: (forceId) => readInspections(db, eq(inspections.forceId, forceId)),
		async find(forceId, id) {
			const own = and(eq(inspections.forceId, forceId), eq(inspections.id, id));
			const [inspection] = await readInspections(db, own);
			return inspection ?? null;
		},
		async forceOf(id) {
			const [row] = await db
				.select({ force: inspections.forceId })
				.from(inspections)
				.where(eq(inspections.id, id));
			return row?.force ?? null;
		},
		measures: (id) => readMeasures(db, id),
		peers: (id) => readPeers(db, id),
	};
}

async function readInspections(db: Db, where: SQL | undefined): Promise<readonly Inspection[]> {
	const rows = await db
		.select({ inspection: inspections, framework: frameworks, force: forces })
		.from(inspections)
		.innerJoin(frameworks, eq(frameworks.id, inspections.frameworkId))
		.innerJoin(forces, eq(forces.id, inspections.forceId))
		.where(where)
		.orderBy(desc(inspections.ordinal), asc(inspections.id));
	const documents = await readDocuments(
		db,
		rows.map(({ inspection }) => inspection.id),
	);
	return rows.map(({ inspection, framework, force }) => ({
		id: inspection.id,
		force: { id: force.id, name: force.name },
		title: inspection.title,
		cycle: framework.id,
		cycleWords: framework.words,
		scale: framework.scale,
		publisher: inspection.publisher,
		date: inspection.date,
		dateNote: inspection.dateNote,
		fieldwork: inspection.fieldwork,
		overall:
			inspection.overallGrade === null
				? null
				: { grade: inspection.overallGrade, previousGrade: inspection.overallPreviousGrade },
		phase: inspection.phase,
		demonstration: inspection.demonstration,
		documents: documents.get(inspection.id) ?? [],
	}));
}

/** @returns by inspection, in the order of the source */
async function readDocuments(
	db: Db,
	ids: readonly string[],
): Promise<ReadonlyMap<string, readonly InspectionDocument[]>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.select()
		.from(inspectionDocuments)
		.where(inArray(inspectionDocuments.inspectionId, [...ids]))
		.orderBy(asc(inspectionDocuments.ordinal));
	const byInspection = Map.groupBy(rows, ({ inspectionId }) => inspectionId);
	return new Map(
		[...byInspection].map(([inspection, own]) => [
			inspection,
			own.map(({ id, kind, title, publisher, date, dateNote }) => {
				return { id, kind, title, publisher, date, dateNote };
			}),
		]),
	);
}

async function readMeasures(db: Db, inspection: string): Promise<readonly Measure[]> {
	const rows = await db
		.select({ measure: measures, value: measureValues })
		.from(measures)
		.leftJoin(measureValues, eq(measureValues.measureId, measures.id))
		.where(eq(measures.inspectionId, inspection))
		.orderBy(asc(measures.ordinal), asc(measureValues.ordinal));
	const byMeasure = Map.groupBy(rows, ({ measure }) => measure.id);
	return [...byMeasure.values()].flatMap((own) =>
		own.slice(0, 1).map(({ measure }) => ({
			id: measure.id,
			pillar: measure.pillar,
			name: measure.name,
			unit: measure.unit,
			better: measure.better,
			direction: measure.direction,
			values: own.flatMap(({ value }) => (value === null ? [] : [valueOf(value)])),
			note: measure.note,
		})),
	);
}

function valueOf({ role, who, period, value, note }: typeof measureValues.$inferSelect) {
	return { role, who, period, value, note };
}

async function readPeers(db: Db, inspection: string): Promise<readonly PeerGrade[]> {
	return db
		.select({
			force: peerGrades.force,
			pillarCode: peerGrades.pillarCode,
			grade: peerGrades.grade,
			raw: peerGrades.raw,
			reason: peerGrades.reason,
			percent: peerGrades.percent,
		})
		.from(peerGrades)
		.where(eq(peerGrades.inspectionId, inspection))
		.orderBy(asc(peerGrades.ordinal));
}
