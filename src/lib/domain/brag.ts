/** BRAG of an action, computed and never typed. What an owner declares stands beside it. SPEC.md B1. */
import type { Action } from './action.ts';
import { addDays, isCalendarDate, isOverdue, type CalendarDate } from './dates.ts';
import { isTickedUnfinished } from './filters.ts';
import type { Brag } from './finding.ts';

/** Not begun so few days before it is due counts as a risk. */
const SOON_DAYS = 14;

/** @returns null for a dropped card: it is on no track */
export function computedBrag(
	action: Pick<Action, 'state' | 'due' | 'reported' | 'evidence'>,
	today: CalendarDate,
): Brag | null {
	switch (action.state) {
		case 'dropped':
			return null;
		case 'embedded':
			return 'blue';
		case 'planned':
		case 'doing':
		case 'done':
			if (isOverdue(action.due, today, action.state)) return 'red';
			return isAtRisk(action, today) ? 'amber' : 'green';
	}
}

function isAtRisk(
	action: Pick<Action, 'state' | 'due' | 'reported' | 'evidence'>,
	today: CalendarDate,
): boolean {
	if (isTickedUnfinished(action) || action.evidence === 'returned') return true;
	return action.state === 'planned' && isDueSoon(action.due, today);
}

/** Due from today on, within `SOON_DAYS`. */
export function isDueSoon(due: CalendarDate | null, today: CalendarDate): boolean {
	return isCalendarDate(due) && due >= today && due <= addDays(today, SOON_DAYS);
}
