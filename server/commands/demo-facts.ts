/**
 * The facts of `db/demo`: what five public documents say about one force, a file per inspection,
 * with the line of the document that says it. What a field means stands in `db/demo/README.md`; that
 * the files keep to these shapes is checked by `demo-facts.test.ts`, not at every start.
 */
import crime2014 from '#db/demo/durham-2014-crime.json' with { type: 'json' };
import effectiveness2016 from '#db/demo/durham-2016-effectiveness.json' with { type: 'json' };
import peel2021 from '#db/demo/durham-2021-22.json' with { type: 'json' };
import peel2023Peers from '#db/demo/durham-2023-25-peers.json' with { type: 'json' };
import peel2023 from '#db/demo/durham-2023-25.json' with { type: 'json' };
import frameworks from '#db/demo/frameworks.json' with { type: 'json' };
import type { Answers, REPORTED } from '#lib/domain/action.ts';
import type { FindingKind, INLINE_STATUSES } from '#lib/domain/finding.ts';
import type { Grade, GradeScale } from '#lib/domain/grades.ts';
import type { Measure, MeasureValue } from '#lib/domain/measure.ts';
import type { Statement } from '#lib/domain/pillar.ts';
import type { InspectionDocument, PeerGrade } from '#server/inspections/inspections.ts';

/** What the words of a response say about the work, whatever its tick says. */
export const READINGS = ['completed', 'ongoing', 'planned', 'waiting', 'problem'] as const;
export type Reading = (typeof READINGS)[number];

export interface ActionFacts {
	readonly id: string;
	readonly title: string;
	/** the tick as printed */
	readonly reported: (typeof REPORTED)[number] | null;
	readonly readsAs: Reading;
	readonly answers: Answers | null;
	/** how it is known what it answers: by its content, or because there is only one block */
	readonly answersBasis: 'content' | 'only block' | null;
	readonly sourceLine: number;
	readonly note?: string;
}

export interface FindingFacts {
	readonly id: string;
	readonly kind: FindingKind;
	readonly reference: string;
	readonly labelled: boolean;
	readonly title: string;
	readonly points: readonly string[];
	readonly inlineStatus: (typeof INLINE_STATUSES)[number] | null;
	readonly sourceLine: number;
	readonly note?: string;
	/** it was raised before, in a source that is not among these */
	readonly recursFrom?: Cited & { readonly source: string; readonly as: string };
	/** the same finding in another document of the same inspection, which does not double it */
	readonly sameAs?: readonly (Cited & { readonly document: string; readonly title: string })[];
}

export interface MeasureFacts extends Omit<Measure, 'pillar' | 'values'> {
	readonly values: readonly (Omit<MeasureValue, 'note'> & { readonly note?: string })[];
	readonly sourceLine: number;
}

export interface PillarFacts {
	readonly id: string;
	readonly code: string;
	readonly name: string;
	readonly shortName: string;
	readonly graded: boolean;
	readonly grade: Grade | null;
	readonly gradeAsPrinted: string | null;
	/** the grade of the same question in the inspection before, by another method */
	readonly previousGrade: Grade | null;
	readonly previousPillar: string | null;
	readonly concernStatement: Statement;
	readonly improvementStatement: Statement;
	readonly sourceLine: number;
	readonly findings: readonly FindingFacts[];
	readonly actions: readonly ActionFacts[];
	readonly measures: readonly MeasureFacts[];
}

export interface InspectionFacts {
	readonly id: string;
	readonly cycle: string;
	readonly title: string;
	readonly publisher: string;
	readonly date: string | null;
	readonly dateNote: string | null;
	readonly fieldwork: string | null;
	readonly overall: { readonly grade: Grade; readonly previousGrade: Grade | null } | null;
	readonly documents: readonly InspectionDocument[];
	readonly pillars: readonly PillarFacts[];
}

interface Cited {
	readonly sourceLine: number;
}

interface PeerFacts {
	readonly inspection: string;
	readonly rows: readonly {
		readonly force: string;
		readonly grades: readonly {
			readonly pillarCode: string;
			readonly grade: Grade | null;
			readonly raw: string;
			readonly reason?: PeerGrade['reason'];
			readonly percent?: number;
		}[];
	}[];
}

interface FrameworkFacts {
	readonly force: { readonly id: string; readonly name: string; readonly shortName: string };
	readonly frameworks: readonly {
		readonly cycle: string;
		readonly words: string;
		readonly scale: GradeScale;
	}[];
}

/** Newest first. JSON carries closed lists as plain strings, hence the casts. */
export const INSPECTION_FACTS = [
	peel2023,
	peel2021,
	effectiveness2016,
	crime2014,
] as unknown as readonly InspectionFacts[];

export const PEER_FACTS = [peel2023Peers] as unknown as readonly PeerFacts[];

export const { force: FORCE_FACTS, frameworks: FRAMEWORK_FACTS } =
	frameworks as unknown as FrameworkFacts;
