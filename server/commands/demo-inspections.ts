/** The rows of the demonstration: what stands beside the boards and is not edited on them. */
import type { Measure } from '#lib/domain/measure.ts';
import type { PeerGrade } from '#server/inspections/inspections.ts';
import type { NewInspection } from '#server/inspections/load.ts';
import { FORCE_FACTS, INSPECTION_FACTS, PEER_FACTS, type InspectionFacts } from './demo-facts.ts';
import { INVENTED } from './demo-invented.ts';

export function demonstrationInspections(): readonly NewInspection[] {
	// The facts stand newest first, and the newest has the highest number.
	return INSPECTION_FACTS.map((facts, index) =>
		inspectionOf(facts, INSPECTION_FACTS.length - index),
	);
}

function inspectionOf(facts: InspectionFacts, ordinal: number): NewInspection {
	return {
		id: facts.id,
		force: FORCE_FACTS.id,
		cycle: facts.cycle,
		ordinal,
		title: facts.title,
		publisher: facts.publisher,
		date: facts.date,
		dateNote: facts.dateNote,
		fieldwork: facts.fieldwork,
		overall: facts.overall,
		phase: INVENTED.boards.find(({ id }) => id === facts.id)?.phase ?? 'Scan',
		demonstration: true,
		documents: facts.documents.map(({ id, kind, title, publisher, date, dateNote }) => {
			return { id, kind, title, publisher, date, dateNote };
		}),
		measures: measuresOf(facts),
		peers: peersOf(facts.id),
	};
}

function measuresOf(facts: InspectionFacts): readonly Measure[] {
	return facts.pillars.flatMap((pillar) =>
		pillar.measures.map(({ id, name, unit, better, direction, values, note }) => ({
			id,
			pillar: pillar.id,
			name,
			unit,
			better,
			direction,
			values: values.map(({ role, who, period, value, note: beside }) => {
				return { role, who, period, value, note: beside ?? null };
			}),
			note,
		})),
	);
}

function peersOf(inspection: string): readonly PeerGrade[] {
	const tables = PEER_FACTS.filter((table) => table.inspection === inspection);
	return tables.flatMap(({ rows }) =>
		rows.flatMap(({ force, grades }) =>
			grades.map(({ pillarCode, grade, raw, reason = null, percent = null }) => {
				return { force, pillarCode, grade, raw, reason, percent };
			}),
		),
	);
}
