/**
 * Calendar dates, and how dates and times read on screen. A date has no time and no zone, so it is
 * counted in whole days of UTC; an instant is shown in London's time wherever it is rendered,
 * because the forces are all in England and Wales and a page made on the server must read the same
 * as its live copy in the browser.
 */
import type { ActionState } from './action.ts';
import type { FindingState } from './finding.ts';
import { isOpen } from './lifecycle.ts';

/** `YYYY-MM-DD` */
export type CalendarDate = string;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;
const ZONE = 'Europe/London';

const MONTHS = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December',
] as const;

/** @returns true for a day that exists: `2026-02-30` does not */
export function isCalendarDate(value: unknown): value is CalendarDate {
	return typeof value === 'string' && startOf(value) !== null;
}

/**
 * Whole days from one date to another, negative when the second is earlier. SPEC.md D1.
 * @throws RangeError when either is not a date
 */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
	return Math.round((timeOf(to) - timeOf(from)) / DAY_MS);
}

/**
 * Days by which something is late, 0 when it is on time. SPEC.md D2.
 * @param today the board's own date; passed in, so that an old report can be built again
 * @throws RangeError when either is not a date
 */
export function daysLate(due: CalendarDate, today: CalendarDate): number {
	return Math.max(0, daysBetween(due, today));
}

/** The day that many days later. @throws RangeError when `date` is not a date */
export function addDays(date: CalendarDate, days: number): CalendarDate {
	return new Date(timeOf(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** What is still to be done has a due date that runs; lateness ends with the work. SPEC.md D3. */
export function isOverdue(
	due: CalendarDate | null,
	today: CalendarDate,
	state: ActionState | FindingState,
): boolean {
	return isCalendarDate(due) && isRunning(state) && daysLate(due, today) > 0;
}

/** "12 days late", "due today", "in 47 days", "no date"; "was due 14 May 2026" once it is done. SPEC.md D3. */
export function dueWords(
	due: CalendarDate | null,
	today: CalendarDate,
	state: ActionState | FindingState,
): string {
	if (!isCalendarDate(due)) return 'no date';
	const left = daysBetween(today, due);
	if (!isRunning(state)) return `${left < 0 ? 'was due' : 'due'} ${dayWords(due)}`;
	if (left === 0) return 'due today';
	const days = Math.abs(left) === 1 ? '1 day' : `${Math.abs(left)} days`;
	return left < 0 ? `${days} late` : `in ${days}`;
}

function isRunning(state: ActionState | FindingState): boolean {
	switch (state) {
		case 'planned':
		case 'doing':
			return true;
		case 'done':
		case 'embedded':
		case 'dropped':
			return false;
		case 'draft':
		case 'awaiting allocation':
		case 'in progress':
		case 'waiting':
		case 'in review':
		case 'signed off':
		case 'submitted':
		case 'closed':
		case 'superseded':
		case 'merged':
		case 'not accepted':
		case 'discarded':
			return isOpen(state);
	}
}

/** "14 May 2026". @throws RangeError when it is not a date */
export function dayWords(date: CalendarDate): string {
	timeOf(date);
	return `${Number(date.slice(8))} ${MONTHS[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;
}

/** A date as precise as printed: "10 March 2017", "March 2017", "2014", "not printed". SPEC.md D4. */
export function partialDateWords(date: string | null): string {
	if (date === null) return 'not printed';
	if (isCalendarDate(date)) return dayWords(date);
	const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(date);
	return month === null ? date : `${MONTHS[Number(month[2]) - 1]} ${month[1]}`;
}

const CLOCK = new Intl.DateTimeFormat('en-GB', {
	hour: '2-digit',
	minute: '2-digit',
	hourCycle: 'h23',
	timeZone: ZONE,
});

const CALENDAR = new Intl.DateTimeFormat('en-CA', {
	year: 'numeric',
	month: '2-digit',
	day: '2-digit',
	timeZone: ZONE,
});

/** "14:02", in London's time. SPEC.md D5. */
export function clockWords(at: Date): string {
	return CLOCK.format(at);
}

/** The day on which an instant falls in London: what a page calls today. SPEC.md D5. */
export function calendarDateOf(at: Date): CalendarDate {
	return CALENDAR.format(at);
}

function timeOf(date: CalendarDate): number {
	const time = startOf(date);
	if (time === null) throw new RangeError(`not a calendar date: ${date}`);
	return time;
}

function startOf(date: string): number | null {
	const parts = DATE.exec(date);
	if (parts === null) return null;
	// A date without a time is read as UTC.
	const time = Date.parse(date);
	// Some days that do not exist parse as the next month's: then it is another day of the month.
	return new Date(time).getUTCDate() === Number(parts[3]) ? time : null;
}
