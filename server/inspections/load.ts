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
	const { id, force, cycle, overall } = added;
	await tx.insert(inspections).values({
		...added,
		forceId: force,
		frameworkId: cycle,
		overallGrade: overall?.grade ?? null,
		overallPreviousGrade: overall?.previousGrade ?? null,
	});
	await insertAll(tx, inspectionDocuments, added.documents, (document, ordinal) => ({
		...document,
		inspectionId: id,
		ordinal,
	}));
	await insertAll(tx, measures, added.measures, (measure, ordinal) => ({
		...measure,
		inspectionId: id,
		ordinal,
	}));
	const values = added.measures.flatMap((measure) =>
		measure.values.map((value, ordinal) => ({ ...value, measureId: measure.id, ordinal })),
	);
	await insertAll(tx, measureValues, values, (value) => value);
	await insertAll(tx, peerGrades, added.peers, (peer, ordinal) => ({
		...peer,
		inspectionId: id,
		ordinal,
	}));
}

type Table =
	| typeof inspectionDocuments
	| typeof measures
	| typeof measureValues
	| typeof peerGrades;

/** An insert without rows is an error of SQL, but a document without measures is not. */
async function insertAll<T extends Table, Item>(
	tx: Tx,
	table: T,
	items: readonly Item[],
	row: (item: Item, ordinal: number) => T['$inferInsert'],
): Promise<void> {
	if (items.length > 0) await tx.insert(table).values(items.map(row));
}
