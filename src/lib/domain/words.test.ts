import { describe, expect, test } from 'vitest';
import { ACTION_STATES } from './action.ts';
import { FINDING_KINDS, FINDING_STATES } from './finding.ts';
import {
	ACTION_STATE_WORDS,
	claimWords,
	FINDING_STATE_WORDS,
	KIND_WORDS,
	plural,
	STATEMENT_WORDS,
} from './words.ts';

test('W2: every value has words, and no two values of a list share them', () => {
	const lists = [
		ACTION_STATES.map((state) => ACTION_STATE_WORDS[state]),
		FINDING_STATES.map((state) => FINDING_STATE_WORDS[state]),
		FINDING_KINDS.map((kind) => KIND_WORDS[kind].long),
		Object.values(STATEMENT_WORDS),
	];
	for (const words of lists) expect(new Set(words).size).toBe(words.length);
	expect(FINDING_STATE_WORDS['awaiting allocation']).toBe('To allocate');
	expect(KIND_WORDS['area-for-improvement'].short).toBe('AFI');
});

describe('W1: a card says so where the printed tick and its state disagree', () => {
	test.each([
		['done', 'planned', 'Ticked, but not begun'],
		['done', 'doing', 'Ticked, but still going on'],
		['done', 'done', null],
		['done', 'embedded', null],
		['done', 'dropped', 'Ticked, but dropped'],
		['not done', 'doing', null],
		['not done', 'done', 'Not ticked, but finished'],
		[null, 'doing', null],
		[null, 'done', null],
	] as const)('%s and %s', (reported, state, words) => {
		expect(claimWords({ reported, state })).toBe(words);
	});
});

test('figures stand as figures', () => {
	expect(plural(1, 'action')).toBe('1 action');
	expect(plural(0, 'action')).toBe('0 actions');
	expect(plural(2, 'cause of concern', 'causes of concern')).toBe('2 causes of concern');
});
