import { describe, expect, test } from 'vitest';
import {
	addDays,
	calendarDateOf,
	clockWords,
	daysBetween,
	daysLate,
	dayWords,
	dueWords,
	isCalendarDate,
	isOverdue,
	partialDateWords,
} from './dates.ts';

const TODAY = '2026-05-14';

describe('D1: a date is a day that exists, and days are counted whole', () => {
	test.each(['2026-05-14', '2024-02-29', '1999-12-31'])('%s is a date', (date) => {
		expect(isCalendarDate(date)).toBe(true);
	});
	test.each(['2026-02-30', '2025-02-29', '2026-13-01', '2026-5-1', '2026-05', '', null, 20260514])(
		'%s is not',
		(date) => {
			expect(isCalendarDate(date)).toBe(false);
		},
	);
	test('a night when the clocks change is one day', () => {
		expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
		expect(daysBetween('2026-10-26', '2026-10-24')).toBe(-2);
		expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
	});
	test('what is not a date throws and says what was found', () => {
		expect(() => daysBetween('soon', TODAY)).toThrow(new RangeError('not a calendar date: soon'));
	});
});

test('D2: late begins the day after the due date', () => {
	expect(daysLate('2026-05-14', TODAY)).toBe(0);
	expect(daysLate('2026-05-13', TODAY)).toBe(1);
	expect(daysLate('2026-06-30', TODAY)).toBe(0);
});

describe('D3: a due date runs while there is something to do', () => {
	test.each([
		['2026-05-02', 'doing', '12 days late'],
		['2026-05-13', 'in progress', '1 day late'],
		['2026-05-14', 'planned', 'due today'],
		['2026-05-15', 'waiting', 'in 1 day'],
		['2026-06-30', 'doing', 'in 47 days'],
		[null, 'doing', 'no date'],
		['next spring', 'doing', 'no date'],
		['2026-05-02', 'done', 'was due 2 May 2026'],
		['2026-05-02', 'signed off', 'was due 2 May 2026'],
		['2026-06-30', 'embedded', 'due 30 June 2026'],
	] as const)('%s and %s read as "%s"', (due, state, words) => {
		expect(dueWords(due, TODAY, state)).toBe(words);
	});
	test('only work that is not finished is overdue', () => {
		expect(isOverdue('2026-05-13', TODAY, 'doing')).toBe(true);
		expect(isOverdue('2026-05-13', TODAY, 'in review')).toBe(true);
		expect(isOverdue('2026-05-13', TODAY, 'done')).toBe(false);
		expect(isOverdue('2026-05-13', TODAY, 'closed')).toBe(false);
		expect(isOverdue('2026-05-14', TODAY, 'doing')).toBe(false);
		expect(isOverdue(null, TODAY, 'doing')).toBe(false);
	});
});

test('D4: a date is shown as precise as it was printed', () => {
	expect(dayWords('2026-05-14')).toBe('14 May 2026');
	expect(dayWords('2021-10-01')).toBe('1 October 2021');
	expect(partialDateWords('2017-03-10')).toBe('10 March 2017');
	expect(partialDateWords('2017-03')).toBe('March 2017');
	expect(partialDateWords('2014')).toBe('2014');
	expect(partialDateWords(null)).toBe('not printed');
});

test('D5: instants read in the time of London, in summer and in winter', () => {
	expect(clockWords(new Date('2026-05-14T13:02:00Z'))).toBe('14:02');
	expect(clockWords(new Date('2026-01-14T00:05:00Z'))).toBe('00:05');
	expect(calendarDateOf(new Date('2026-05-13T23:30:00Z'))).toBe('2026-05-14');
	expect(calendarDateOf(new Date('2026-01-13T23:30:00Z'))).toBe('2026-01-13');
});
