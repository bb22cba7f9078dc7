import { expect, test } from 'vitest';
import { gauge, GRADE_SCALES, GRADE_WORDS, GRADES } from './grades.ts';

test('G1: a gauge has a step for each tier of its own scale, and the best grade fills them all', () => {
	expect(gauge('outstanding', 'hmicfrs-5')).toEqual({ steps: 5, filled: 5 });
	expect(gauge('good', 'hmicfrs-5')).toEqual({ steps: 5, filled: 4 });
	expect(gauge('good', 'hmic-4')).toEqual({ steps: 4, filled: 3 });
	expect(gauge('inadequate', 'hmicfrs-5')).toEqual({ steps: 5, filled: 1 });
	expect(gauge('inadequate', 'hmic-4')).toEqual({ steps: 4, filled: 1 });
});

test('G1: a grade that the scale does not know draws nothing', () => {
	expect(gauge('adequate', 'hmic-4')).toBe(null);
});

test('G2: the newer scale has every grade in its order, and each has a word', () => {
	expect(GRADE_SCALES['hmicfrs-5']).toEqual(GRADES);
	expect(GRADES.map((grade) => GRADE_WORDS[grade].toLowerCase())).toEqual([...GRADES]);
});
