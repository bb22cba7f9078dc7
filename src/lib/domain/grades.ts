/**
 * The inspectorate's grades. Five tiers since 2021/22, four before (no adequate). Grades of
 * different cycles are shown side by side and never compared: a scale belongs to its framework.
 */
export const GRADES = [
	'outstanding',
	'good',
	'adequate',
	'requires improvement',
	'inadequate',
] as const;

export type Grade = (typeof GRADES)[number];

export const GRADE_SCALES = {
	'hmic-4': ['outstanding', 'good', 'requires improvement', 'inadequate'],
	'hmicfrs-5': ['outstanding', 'good', 'adequate', 'requires improvement', 'inadequate'],
} as const satisfies Record<string, readonly Grade[]>;

export type GradeScale = keyof typeof GRADE_SCALES;

export const GRADE_WORDS: Readonly<Record<Grade, string>> = {
	outstanding: 'Outstanding',
	good: 'Good',
	adequate: 'Adequate',
	'requires improvement': 'Requires improvement',
	inadequate: 'Inadequate',
};

/**
 * The gauge beside the word: as many steps as the scale has tiers, the best grade fills them all.
 * @returns null when the scale does not know the grade, so that nothing false is drawn
 */
export function gauge(grade: Grade, scale: GradeScale): { steps: number; filled: number } | null {
	const tiers: readonly Grade[] = GRADE_SCALES[scale];
	const place = tiers.indexOf(grade);
	return place === -1 ? null : { steps: tiers.length, filled: tiers.length - place };
}
