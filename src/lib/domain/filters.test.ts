import { expect, test } from 'vitest';
import { dice } from '../../../tests/support/random.ts';
import {
	isFiltered,
	matches,
	NO_FILTERS,
	readFilters,
	writeFilters,
	type Filters,
} from './filters.ts';
import { sampleAction } from './samples.ts';

const context = { me: 'user-1', today: '2026-05-14' };

test('T1: filters come back from the address as they were put there', () => {
	for (let seed = 1; seed <= 100; seed += 1) {
		const throwing = dice(seed);
		const flag = () => throwing.below(2) === 0;
		const filters: Filters = {
			department: throwing.pick([null, 'contact-management']),
			state: throwing.pick([null, 'planned', 'doing', 'done', 'embedded'] as const),
			mine: flag(),
			overdue: flag(),
			unfinished: flag(),
			find: throwing.pick(['', 'control room', 'a&b=c', 'é “x”']),
		};
		const address = writeFilters(filters, new URLSearchParams()).toString();
		expect(readFilters(new URLSearchParams(address)), `seed ${seed}`).toEqual(filters);
	}
});

test('T1: what else the address holds stays, and what cannot be read is left out', () => {
	const params = new URLSearchParams('card=action-1&mine=1&state=doing');
	expect(writeFilters(NO_FILTERS, params).toString()).toBe('card=action-1');
	expect(writeFilters({ ...NO_FILTERS, overdue: true }, params).toString()).toBe(
		'card=action-1&overdue=1',
	);
	expect(params.toString()).toBe('card=action-1&mine=1&state=doing');
	const odd = new URLSearchParams(
		`state=dropped&department=a%20b&mine=yes&find=${'x'.repeat(300)}`,
	);
	expect(readFilters(odd)).toEqual({ ...NO_FILTERS, find: 'x'.repeat(100) });
	expect(isFiltered(NO_FILTERS)).toBe(false);
	expect(isFiltered({ ...NO_FILTERS, find: 'x' })).toBe(true);
});

test('T2: a card passes when it passes every filter that is set', () => {
	const action = sampleAction({
		title: 'More people in the control room',
		progress: 'Twelve have started',
		owner: 'user-1',
		state: 'doing',
		due: '2026-05-02',
		reported: 'done',
	});
	const passes = (filters: Partial<Filters>, values = {}) =>
		matches({ ...action, ...values }, { ...NO_FILTERS, ...filters }, context);
	expect(passes({})).toBe(true);
	expect(passes({ department: 'contact-management' })).toBe(true);
	expect(passes({ department: 'safeguarding' })).toBe(false);
	expect(passes({ state: 'doing' })).toBe(true);
	expect(passes({ state: 'done' })).toBe(false);
	expect(passes({ mine: true })).toBe(true);
	expect(passes({ mine: true }, { owner: null })).toBe(false);
	expect(passes({ overdue: true })).toBe(true);
	expect(passes({ overdue: true }, { state: 'done' })).toBe(false);
	expect(passes({ overdue: true }, { due: '2026-05-14' })).toBe(false);
	expect(passes({ unfinished: true })).toBe(true);
	expect(passes({ unfinished: true }, { state: 'done' })).toBe(false);
	expect(passes({ unfinished: true }, { reported: null })).toBe(false);
	expect(passes({ find: 'CONTROL more' })).toBe(true);
	expect(passes({ find: 'twelve' })).toBe(true);
	expect(passes({ find: 'thirteen' })).toBe(false);
	expect(passes({ mine: true, state: 'done' })).toBe(false);
});
