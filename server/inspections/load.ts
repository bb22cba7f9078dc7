/** The writing side: rows of inspections, in the caller's transaction. Nothing here is edited later. */
import type { Db } from '#db/client.ts';
import {
	frameworks,
	inspectionDocuments,
	inspections,
	measures,
	measureValues,
	peerGrades,
} from '#db/schema/inspections.ts';
import type { GradeScale } from '#lib/domain/grades.ts';
import type { Measure } from '#lib/domain/measure.ts';
import type { Inspection, InspectionDocument, PeerGrade } from './inspections.ts';

export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

export interface NewFramework {
	/** `2023-25` */
	readonly cycle: string;
	/** `2023/25`, as people write it */
	readonly words: string;
	readonly scale: GradeScale;
}

type Own = 'id' | 'title' | 'publisher' | 'date' | 'dateNote' | 'fieldwork' | 'overall' | 'phase';

export interface NewInspection extends Pick<Inspection, Own | 'demonstration'> {
	/** id of the force */
	readonly force: string;
	readonly cycle: string;
	/** the newest inspection of a force has the highest */
	readonly ordinal: number;
	readonly documents: readonly InspectionDocument[];
	readonly measures: readonly Measure[];
	readonly peers: readonly PeerGrade[];
}

/** A framework that is there already stays as it is: several forces are inspected under one. */
export async function insertFrameworks(tx: Tx, added: readonly NewFramework[]): Promise<void> {
	const rows = added.map(({ cycle, words, scale }) => ({ id: cycle, words, scale }));
	await tx.insert(frameworks).values(rows).onConflictDoNothing();
}

/** @throws when there is an inspection of that id already, or no such framework or force */
export async function insertInspection(tx: Tx, added: NewInspection): Promise<void> {
	const { force, cycle, overall } = added;
	const own = { inspectionId: added.id };
	await tx.insert(inspections).values({
		...added,
		forceId: force,
		frameworkId: cycle,
		overallGrade: overall?.grade ?? null,
		overallPreviousGrade: overall?.previousGrade ?? null,
	});
	// An insert without rows is an error, but an inspection without peers is not.
	if (added.documents.length > 0) {
		const rows = added.documents.map((document, n) => ({ ...document, ...own, ordinal: n }));
		await tx.insert(inspectionDocuments).values(rows);
	}
	if (added.measures.length > 0) {
		const rows = added.measures.map((measure, n) => ({ ...measure, ...own, ordinal: n }));
		await tx.insert(measures).values(rows);
	}
	const values = added.measures.flatMap((measure) =>
		measure.values.map((value, n) => ({ ...value, measureId: measure.id, ordinal: n })),
	);
	if (values.length > 0) await tx.insert(measureValues).values(values);
	if (added.peers.length > 0) {
		const rows = added.peers.map((peer, n) => ({ ...peer, ...own, ordinal: n }));
		await tx.insert(peerGrades).values(rows);
	}
}
