import { describe, expect, test } from 'vitest';
import { explainRefusal } from './explain.ts';
import { isRule, RULES, type Rule } from './rules.ts';
import { ROLES } from './roles.ts';

const card = { key: 'state', title: 'More people', department: 'Contact Management' } as const;

test('E1: a refusal says what did not happen, why, and who can', () => {
	expect(explainRefusal('P5', card)).toEqual({
		what: '“More people” was not moved.',
		why: 'Only Contact Management can move this card. Ask them or a coordinator.',
	});
	expect(explainRefusal('P5', { ...card, department: null }).why).toBe(
		'No department has this card yet. Only a coordinator can move this card.',
	);
	expect(explainRefusal('P4', { ...card, key: 'finding' }).why).toBe(
		'Only a coordinator can move a card to another finding.',
	);
	expect(explainRefusal('P6', { key: 'droppedBecause' })).toEqual({
		what: 'This was not dropped.',
		why: 'Contributors write progress and evidence. A department lead or a coordinator can drop this card.',
	});
	expect(explainRefusal('P2', { ...card, role: 'executive' }).why).toMatch(/^Executives read/);
});

describe('E1: whole sentences for every rule, without codes and without grovelling', () => {
	test.each(Object.keys(RULES).filter(isRule))('%s', (rule: Rule) => {
		for (const key of [null, 'state', 'finding', 'owner', 'progress', 'title', 'anything']) {
			for (const role of ROLES) {
				const { what, why } = explainRefusal(rule, { ...card, key, role });
				for (const sentence of [what, why]) {
					expect(sentence).toMatch(/^[“A-Z].*\.$/);
					expect(sentence).not.toMatch(/please|sorry|oops|error|undefined|null|\b[PC]\d/i);
				}
			}
		}
	});
});

test('a rule of another version is not taken for one of ours', () => {
	expect(isRule('P5')).toBe(true);
	expect(isRule('P99')).toBe(false);
	expect(isRule('toString')).toBe(false);
});
