import { expect, test } from 'vitest';
import { ACTION_STATES } from './action.ts';
import { FINDING_STATES, type FindingState } from './finding.ts';
import { FINDING_TRANSITIONS, isCounted, isOpen, isPractice, movesByHand } from './lifecycle.ts';

function next(from: FindingState): string[] {
	return FINDING_TRANSITIONS.filter((way) => way.from === from)
		.map((way) => `${way.act}: ${way.to}`)
		.sort();
}

test('F1: a finding moves only by the acts of its life', () => {
	const side = ['decline: not accepted', 'merge: merged', 'supersede: superseded'];
	expect(next('draft')).toEqual(['confirm: awaiting allocation', 'discard: discarded']);
	expect(next('awaiting allocation')).toEqual(['allocate: in progress', ...side].sort());
	expect(next('in progress')).toEqual(
		['submit for review: in review', 'wait: waiting', ...side].sort(),
	);
	expect(next('waiting')).toEqual(['resume: in progress', ...side].sort());
	expect(next('in review')).toEqual(
		['return: in progress', 'sign off: signed off', ...side].sort(),
	);
	expect(next('signed off')).toEqual(['submit: submitted']);
	expect(next('submitted')).toEqual(['close: closed', 'reopen: in progress']);
	expect(next('closed')).toEqual(['reopen: in progress']);
});

test('F1: side ends lead nowhere, and every state but draft can be reached', () => {
	for (const end of ['superseded', 'merged', 'not accepted', 'discarded'] as const) {
		expect(next(end)).toEqual([]);
	}
	const reached = new Set<string>(FINDING_TRANSITIONS.map((way) => way.to));
	expect(FINDING_STATES.filter((state) => !reached.has(state))).toEqual(['draft']);
});

test('F1: no act stands twice for one state', () => {
	const ways = FINDING_TRANSITIONS.map((way) => `${way.from} ${way.act}`);
	expect(new Set(ways).size).toBe(ways.length);
});

test('F2: open is what the force still has to do something about', () => {
	expect(FINDING_STATES.filter(isOpen)).toEqual([
		'awaiting allocation',
		'in progress',
		'waiting',
		'in review',
	]);
});

test('F3: two kinds are practice', () => {
	expect(isPractice('innovative-practice')).toBe(true);
	expect(isPractice('promising-practice')).toBe(true);
	expect(isPractice('area-for-consideration')).toBe(false);
});

test('F4: a draft and what another finding says are not counted', () => {
	const uncounted = ['draft', 'superseded', 'merged', 'discarded'];
	expect(FINDING_STATES.filter((state) => !isCounted(state))).toEqual(uncounted);
});

test('F5: embedded is neither entered nor left by hand, everything else is free', () => {
	for (const from of ACTION_STATES) {
		for (const to of ACTION_STATES) {
			expect(movesByHand(from, to)).toBe(from !== 'embedded' && to !== 'embedded');
		}
	}
});
