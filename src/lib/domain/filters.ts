/** The filters of a pillar's board, kept in the address, so that a link shows what its sender saw. */
import { ACTION_COLUMNS, type Action, type ActionColumn } from './action.ts';
import { isOverdue, type CalendarDate } from './dates.ts';
import { isId } from './ids.ts';

export interface Filters {
	/** id of a department, null for all */
	readonly department: string | null;
	readonly state: ActionColumn | null;
	readonly mine: boolean;
	readonly overdue: boolean;
	/** ticked as done, not finished */
	readonly unfinished: boolean;
	/** words to find in title or progress */
	readonly find: string;
}

export const NO_FILTERS: Filters = {
	department: null,
	state: null,
	mine: false,
	overdue: false,
	unfinished: false,
	find: '',
};

const FIND_MAX = 100;

/** What cannot be read is left out: an address is typed by anybody. SPEC.md T1. */
export function readFilters(params: URLSearchParams): Filters {
	const department = params.get('department');
	const state = params.get('state');
	return {
		department: isId(department) ? department : null,
		state: ACTION_COLUMNS.find((column) => column === state) ?? null,
		mine: params.get('mine') === '1',
		overdue: params.get('overdue') === '1',
		unfinished: params.get('unfinished') === '1',
		find: (params.get('find') ?? '').trim().slice(0, FIND_MAX),
	};
}

/** The parameters with these filters; what else the address holds (the open card) stays. */
export function writeFilters(filters: Filters, params: URLSearchParams): URLSearchParams {
	const written = new URLSearchParams(params);
	const set = (name: string, value: string | null) =>
		value === null || value === '' ? written.delete(name) : written.set(name, value);
	set('department', filters.department);
	set('state', filters.state);
	set('mine', filters.mine ? '1' : null);
	set('overdue', filters.overdue ? '1' : null);
	set('unfinished', filters.unfinished ? '1' : null);
	set('find', filters.find.trim());
	return written;
}

export function isFiltered(filters: Filters): boolean {
	return [...writeFilters(filters, new URLSearchParams())].length > 0;
}

export interface FilterContext {
	/** id of the reader */
	readonly me: string;
	readonly today: CalendarDate;
}

/** A card passes when it passes every filter that is set. SPEC.md T2. */
export function matches(action: Action, filters: Filters, { me, today }: FilterContext): boolean {
	return (
		(filters.department === null || action.department === filters.department) &&
		(filters.state === null || action.state === filters.state) &&
		(!filters.mine || action.owner === me) &&
		(!filters.overdue || isOverdue(action.due, today, action.state)) &&
		(!filters.unfinished || isTickedUnfinished(action)) &&
		finds(action, filters.find)
	);
}

/** The claim is ahead of the work: ticked as done by the force, and planned or doing here. */
export function isTickedUnfinished(action: Pick<Action, 'reported' | 'state'>): boolean {
	return action.reported === 'done' && (action.state === 'planned' || action.state === 'doing');
}

function finds(action: Action, find: string): boolean {
	const words = find.toLowerCase().split(/\s+/).filter(Boolean);
	const text = `${action.title}\n${action.progress}`.toLowerCase();
	return words.every((word) => text.includes(word));
}
