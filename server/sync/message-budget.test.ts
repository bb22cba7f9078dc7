import { expect, test } from 'vitest';
import { MESSAGES_BURST, MESSAGES_PER_SECOND, TOO_MUCH_MS } from '#lib/protocol/limits.ts';
import { MessageBudget } from './message-budget.ts';

const burst = (budget: MessageBudget, now: number) =>
	Array.from({ length: MESSAGES_BURST }, () => budget.spend(now).kind);

test('L4: a burst passes, the next message pauses until one is earned', () => {
	const budget = new MessageBudget(0);
	expect(new Set(burst(budget, 0))).toEqual(new Set(['fine']));
	expect(budget.spend(0)).toEqual({ kind: 'pause', ms: 2 });
	expect(budget.spend(10).kind).toBe('fine');
});

test('L4: a steady stream at the rate is never stopped', () => {
	const budget = new MessageBudget(0);
	const kinds = new Set<string>();
	for (let now = 0; now < 60_000; now += 1000 / MESSAGES_PER_SECOND) {
		kinds.add(budget.spend(now).kind);
	}
	expect(kinds).toEqual(new Set(['fine']));
});

test('L4: who goes on above the rate for ten seconds is closed', () => {
	const budget = new MessageBudget(0);
	burst(budget, 0);
	const kinds = new Set<string>();
	for (let now = 0; now < TOO_MUCH_MS; now += 0.5) kinds.add(budget.spend(now).kind);
	expect(kinds).toEqual(new Set(['pause']));
	expect(budget.spend(TOO_MUCH_MS).kind).toBe('too much');
});

test('L4: a pause forgives: ten seconds later another burst passes', () => {
	const budget = new MessageBudget(0);
	burst(budget, 0);
	expect(budget.spend(0).kind).toBe('pause');
	expect(new Set(burst(budget, TOO_MUCH_MS))).toEqual(new Set(['fine']));
});
