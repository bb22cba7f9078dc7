import { expect, test } from 'vitest';
import { codesInWords, weekdayWords } from './words.ts';

test('pillars are listed by their codes as people say them', () => {
	const codes = (...names: string[]) => codesInWords(names.map((code) => ({ code })));
	expect(codes('q2', 'q4', 'q10')).toBe('Q2, Q4 and Q10');
	expect(codes('q2')).toBe('Q2');
	expect(codes()).toBe('none');
});

test('a day carries its weekday', () => {
	expect(weekdayWords('2026-05-14')).toBe('Thursday 14 May 2026');
});
