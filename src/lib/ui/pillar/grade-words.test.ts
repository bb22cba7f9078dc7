import { expect, test } from 'vitest';
import { gradesInWords, scaleInWords } from './grade-words.ts';

test('grades are counted in the order of their scale, and ungraded areas are said apart', () => {
	const areas = [
		{ graded: true, grade: 'good' },
		{ graded: false, grade: null },
		{ graded: true, grade: 'outstanding' },
		{ graded: true, grade: 'good' },
		{ graded: true, grade: null },
	] as const;
	expect(gradesInWords(areas, 'hmicfrs-5')).toBe(
		'1 outstanding, 2 good; 1 not graded; 1 illegible',
	);
	expect(gradesInWords([], 'hmic-4')).toBe('No grades');
});

test('a scale says how many tiers it has, and that the older one knows no adequate', () => {
	expect(scaleInWords('hmicfrs-5')).toBe('Five tiers');
	expect(scaleInWords('hmic-4')).toBe('Four tiers, without adequate');
});
