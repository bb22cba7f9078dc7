import type { GradeScale, Grade } from '#lib/domain/grades.ts';
import type { Measure } from '#lib/domain/measure.ts';

/** A document about an inspection: its report, the commissioner's report on it, a presentation. */
export interface InspectionDocument {
	readonly id: string;
	readonly kind: 'inspection report' | 'commissioner report' | 'force presentation';
	readonly title: string;
	readonly publisher: string;
	/** as precise as printed: `2017-03-10`, `2017-03`, `2014`, or null when nothing is printed */
	readonly date: string | null;
	readonly dateNote: string | null;
}

/** What was inspected and by whom. Rows, not part of the edited document; the id is the board's. */
export interface Inspection {
	readonly id: string;
	readonly force: { readonly id: string; readonly name: string };
	readonly title: string;
	/** `2023-25` */
	readonly cycle: string;
	/** `2023/25`, as people write it */
	readonly cycleWords: string;
	readonly scale: GradeScale;
	readonly publisher: string;
	readonly date: string | null;
	readonly dateNote: string | null;
	readonly fieldwork: string | null;
	/** the grade of the whole, where the cycle gives one */
	readonly overall: { readonly grade: Grade; readonly previousGrade: Grade | null } | null;
	readonly phase: 'Scan' | 'Engage';
	/** true while its departments, owners, dates and releases are invented for show */
	readonly demonstration: boolean;
	readonly documents: readonly InspectionDocument[];
}

export interface PeerGrade {
	readonly force: string;
	readonly pillarCode: string;
	readonly grade: Grade | null;
	readonly raw: string;
	/** why there is no grade */
	readonly reason: 'blank or illegible' | 'not applicable' | null;
	readonly percent: number | null;
}

export interface Inspections {
	/** A force's inspections, newest first. */
	ofForce(forceId: string): Promise<readonly Inspection[]>;
	find(forceId: string, id: string): Promise<Inspection | null>;
	/** @returns the id of the force whose inspection it is, null when there is no such inspection */
	forceOf(id: string): Promise<string | null>;
	measures(id: string): Promise<readonly Measure[]>;
	peers(id: string): Promise<readonly PeerGrade[]>;
}
