/** Grades of an inspection as a sentence; nothing is added up across scales and nothing averaged. */
import { GRADE_SCALES, type Grade, type GradeScale } from '#lib/domain/grades.ts';

const COUNT_WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six'] as const;

/** "Five tiers, from outstanding to inadequate" */
export function scaleInWords(scale: GradeScale): string {
	const tiers: readonly Grade[] = GRADE_SCALES[scale];
	const count = COUNT_WORDS[tiers.length] ?? String(tiers.length);
	const missing = tiers.includes('adequate') ? '' : ', without adequate';
	return `${count.charAt(0).toUpperCase()}${count.slice(1)} tiers${missing}`;
}

interface Area {
	readonly graded: boolean;
	readonly grade: Grade | null;
}

/** "1 outstanding, 2 good, 5 adequate, 2 requires improvement; 2 not graded" */
export function gradesInWords(areas: readonly Area[], scale: GradeScale): string {
	const tiers: readonly Grade[] = GRADE_SCALES[scale];
	const graded = tiers
		.map((grade) => ({ grade, count: areas.filter((area) => area.grade === grade).length }))
		.filter(({ count }) => count > 0)
		.map(({ grade, count }) => `${count} ${grade}`)
		.join(', ');
	const ungraded = areas.filter((area) => !area.graded).length;
	const unread = areas.filter((area) => area.graded && area.grade === null).length;
	return [
		graded || 'No grades',
		...(ungraded > 0 ? [`${ungraded} not graded`] : []),
		...(unread > 0 ? [`${unread} illegible`] : []),
	].join('; ');
}
