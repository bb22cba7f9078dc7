import { describe, expect, test } from 'vitest';
import { ACTION_STATES } from './action.ts';
import { judge, type PlainRecord } from './policy.ts';
import { sampleAction, sampleActor, sampleFinding } from './samples.ts';

const lead = sampleActor('lead', ['contact-management']);

function byLead(
	key: string,
	after: unknown,
	before: PlainRecord = sampleAction(),
	along: PlainRecord = {},
) {
	const kind = key === 'title' || key === 'progress' ? 'text' : 'set';
	const verdict = judge({ actor: lead, kind, path: ['actions', 'x'], key, before, after, along });
	return verdict.ok ? 'allowed' : verdict.rule;
}

test('P5: the department before the change decides', () => {
	expect(byLead('state', 'doing', sampleAction({ department: 'safeguarding' }))).toBe('P5');
	expect(byLead('state', 'doing', sampleAction({ department: null }))).toBe('P5');
});

test('P7: embedded is neither entered nor left over the wire, by nobody', () => {
	for (const from of ACTION_STATES) {
		for (const to of ACTION_STATES) {
			const before = sampleAction({ state: from, droppedBecause: 'a reason' });
			const allowed = from !== 'embedded' && to !== 'embedded';
			expect(byLead('state', to, before)).toBe(allowed ? 'allowed' : 'P7');
		}
	}
});

describe('P8: a dropped card has a reason', () => {
	const dropped = sampleAction({ state: 'dropped', droppedBecause: 'covered elsewhere' });
	test('dropping needs one, there before or in the same change', () => {
		expect(byLead('state', 'dropped')).toBe('P8');
		expect(byLead('state', 'dropped', sampleAction(), { droppedBecause: '  ' })).toBe('P8');
		expect(byLead('state', 'dropped', sampleAction(), { droppedBecause: 'x'.repeat(501) })).toBe(
			'P8',
		);
		expect(byLead('state', 'dropped', sampleAction(), { droppedBecause: 'covered' })).toBe(
			'allowed',
		);
	});
	test('it goes only together with the state', () => {
		expect(byLead('droppedBecause', null, dropped)).toBe('P8');
		expect(byLead('droppedBecause', '', dropped)).toBe('P8');
		expect(byLead('droppedBecause', null, dropped, { state: 'embedded' })).toBe('P8');
		expect(byLead('droppedBecause', null, dropped, { state: 'planned' })).toBe('allowed');
		expect(byLead('droppedBecause', null, sampleAction(), { state: 'dropped' })).toBe('P8');
		expect(byLead('droppedBecause', 'covered by the panel', dropped)).toBe('allowed');
	});
});

describe('P9: a value fits its field', () => {
	test.each<[string, unknown]>([
		['state', 'finished'],
		['position', 'x'.repeat(65)],
		['position', '0001'],
		['owner', 'a name'],
		['owner', ''],
		['owner', 7],
		['owner', undefined],
		['droppedBecause', 'x'.repeat(501)],
		['title', 301],
		['title', 'x'.repeat(301)],
		['title', -1],
		['title', null],
		['progress', 20_001],
	])('%s does not take %s', (key, after) => {
		expect(byLead(key, after)).toBe('P9');
	});
	test.each<[string, unknown]>([
		['title', 300],
		['title', ''],
		['progress', 20_000],
		['owner', null],
		['owner', 'user-1'],
		['position', 'a0V'],
	])('%s takes %s', (key, after) => {
		expect(byLead(key, after)).toBe('allowed');
	});
	test('a text is typed in and never set, and a value is set and never typed in', () => {
		const on = { actor: lead, path: ['actions', 'x'], before: sampleAction(), after: 'words' };
		expect(judge({ ...on, key: 'title', kind: 'set' })).toEqual({ ok: false, rule: 'P9' });
		expect(judge({ ...on, key: 'owner', kind: 'text' })).toEqual({ ok: false, rule: 'P9' });
	});
	test('dates and points of a draft', () => {
		const draft = sampleFinding({ state: 'draft', released: false });
		const on = (key: string, after: unknown) =>
			judge({
				actor: sampleActor('coordinator'),
				kind: key === 'points' ? 'text' : 'set',
				path: ['findings', 'x'],
				key,
				before: draft,
				after,
			}).ok;
		expect(on('due', '2026-02-30')).toBe(false);
		expect(on('points', ['one', 2])).toBe(false);
		expect(on('points', ['x'.repeat(501)])).toBe(false);
		expect(
			on(
				'points',
				Array.from({ length: 51 }, () => 'one'),
			),
		).toBe(false);
	});
});
