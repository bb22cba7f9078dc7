import { describe, expect, test } from 'vitest';
import { judge, type PlainRecord } from './policy.ts';
import type { Role } from './roles.ts';
import { sampleAction, sampleActor, sampleFinding, samplePillar } from './samples.ts';

function adding(role: Role, after: unknown, root = 'actions', before: PlainRecord | null = null) {
	const actor = sampleActor(role, ['contact-management']);
	const path = [root, 'action-1'];
	const verdict = judge({ actor, kind: 'create', path, key: null, before, after });
	return verdict.ok ? 'allowed' : verdict.rule;
}

describe('P10: a new action', () => {
	test('a coordinator adds one anywhere, a lead for a department of theirs', () => {
		expect(adding('coordinator', sampleAction())).toBe('allowed');
		expect(adding('coordinator', sampleAction({ department: null }))).toBe('allowed');
		expect(adding('coordinator', sampleAction({ department: 'safeguarding' }))).toBe('allowed');
		expect(adding('lead', sampleAction())).toBe('allowed');
		expect(adding('lead', sampleAction({ department: 'safeguarding' }))).toBe('P5');
		expect(adding('lead', sampleAction({ department: null }))).toBe('P5');
		expect(adding('contributor', sampleAction())).toBe('P6');
		for (const role of ['executive', 'observer', 'administrator'] as const) {
			expect(adding(role, sampleAction())).toBe('P2');
		}
	});
	test('its creator chooses where it stands, who owns it and when it is due', () => {
		const chosen = { finding: 'afi-1', due: '2026-06-30', owner: 'user-1', progress: 'begun' };
		expect(adding('lead', sampleAction({ ...chosen, answers: null }))).toBe('allowed');
	});
	test.each([
		{ state: 'done' },
		{ reported: 'done' },
		{ evidence: 'accepted' },
		{ released: true },
		{ brag: 'green' },
		{ bragReason: 'fine' },
		{ droppedBecause: 'no' },
		{ id: 'another' },
	] as const)('it does not begin with %o', (values) => {
		expect(adding('coordinator', sampleAction(values))).toBe('P10');
	});
	test('it has all its keys, no other, and values that fit', () => {
		const { due: _due, ...short } = sampleAction();
		expect(adding('coordinator', short)).toBe('P10');
		expect(adding('coordinator', { ...sampleAction(), colour: 'red' })).toBe('P10');
		expect(adding('coordinator', { ...sampleAction(), due: 'soon' })).toBe('P9');
		expect(adding('coordinator', { ...sampleAction(), title: 'x'.repeat(301) })).toBe('P9');
		expect(adding('coordinator', 'a card')).toBe('P9');
	});
	test('P12: it does not take the place of another', () => {
		expect(adding('coordinator', sampleAction(), 'actions', sampleAction())).toBe('P12');
	});
});

describe('P11: a new finding is a draft by a coordinator', () => {
	const draft = { ...sampleFinding({ state: 'draft', released: false }), id: 'action-1' };
	test('only a coordinator, only as a draft without the marks of acts', () => {
		expect(adding('coordinator', draft, 'findings')).toBe('allowed');
		expect(adding('lead', draft, 'findings')).toBe('P4');
		expect(adding('contributor', draft, 'findings')).toBe('P4');
		expect(adding('coordinator', { ...draft, state: 'in progress' }, 'findings')).toBe('P11');
		expect(adding('coordinator', { ...draft, signedOff: 'act-1' }, 'findings')).toBe('P11');
		expect(adding('coordinator', { ...draft, released: true }, 'findings')).toBe('P11');
	});
	test('P3: nobody adds a pillar', () => {
		expect(adding('coordinator', { ...samplePillar(), id: 'action-1' }, 'pillars')).toBe('P3');
	});
});

test('P12: nothing is deleted, neither a record nor a key', () => {
	for (const key of [null, 'owner']) {
		for (const root of ['pillars', 'findings', 'actions']) {
			const actor = sampleActor('coordinator');
			const before = sampleAction();
			const change = {
				actor,
				kind: 'delete',
				path: [root, 'x'],
				key,
				before,
				after: null,
			} as const;
			expect(judge(change)).toEqual({ ok: false, rule: 'P12' });
		}
	}
	expect(
		judge({
			actor: sampleActor('lead'),
			kind: 'delete',
			path: ['meta'],
			key: 'title',
			before: {},
			after: null,
		}),
	).toEqual({ ok: false, rule: 'P12' });
});
