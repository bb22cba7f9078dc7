/** What a card says about its action, in the few words that fit on it. */
import type { Action } from '#lib/domain/action.ts';
import type { CalendarDate } from '#lib/domain/dates.ts';
import { dueWords, isOverdue } from '#lib/domain/dates.ts';
import type { Mark } from '#lib/domain/ladder.ts';

/**
 * The printed tick beside the state of the card. A tick never decides a state, so both are said, and
 * most loudly where they part ways.
 * @returns null where nothing was reported: an action that the force added itself
 */
export function claimOf(action: Action): { readonly mark: Mark; readonly words: string } | null {
	if (action.evidence === 'accepted') return { mark: 'accepted', words: 'Evidence accepted' };
	switch (action.reported) {
		case null:
			return null;
		case 'not done':
			return { mark: 'open', words: 'Reported as not done' };
		case 'done':
			break;
	}
	switch (action.state) {
		case 'planned':
			return { mark: 'going', words: 'Ticked, but not begun' };
		case 'doing':
			return { mark: 'going', words: 'Ticked, but still going on' };
		case 'done':
		case 'embedded':
			return { mark: 'finished', words: 'Ticked, and reads as finished' };
		case 'dropped':
			return { mark: 'going', words: 'Ticked, but dropped' };
	}
}

/** "12 days late", "Due in 47 days", "Was due 9 November", "No date". */
export function dueLine(
	action: Pick<Action, 'due' | 'state'>,
	today: CalendarDate,
): { readonly words: string; readonly late: boolean } {
	// On a card this year goes without saying.
	const words = dueWords(action.due, today, action.state).replace(` ${today.slice(0, 4)}`, '');
	return {
		words: words.startsWith('in ')
			? `Due ${words}`
			: words.charAt(0).toUpperCase() + words.slice(1),
		late: isOverdue(action.due, today, action.state),
	};
}
