import { describe, expect, test } from 'vitest';
import { ACTION_STATES } from './action.ts';
import { parseDocumentName, type DocumentRef } from './ids.ts';
import { judge, mayOpen, type Change, type PlainRecord } from './policy.ts';
import type { Rule } from './rules.ts';
import { ROLES, type Role } from './roles.ts';
import { sampleAction, sampleActor, sampleFinding, samplePillar } from './samples.ts';

/**
 * The table of design section 4, written out by hand and on purpose not taken from the code:
 * field, who may write it, a value it can take. D stands for a coordinator while it is a draft.
 */
const TABLE = {
	meta: [['title', 'C', 'PEEL 2023/25']],
	pillars: [
		['code', 'S', 'q5'],
		['name', 'S', 'Investigating crime'],
		['shortName', 'S', 'Investigating'],
		['position', 'S', 'a1'],
		['department', 'S', 'safeguarding'],
		['graded', 'S', false],
		['grade', 'S', 'good'],
		['previousGrade', 'S', null],
		['concernStatement', 'S', 'listed'],
		['improvementStatement', 'S', 'not stated'],
	],
	findings: [
		['pillar', 'S D', 'pillar-5'],
		['parent', 'S D', 'cause-1'],
		['kind', 'S D', 'recommendation'],
		['reference', 'S D', 'AFI 2'],
		['title', 'S D', 'Attend in time'],
		['points', 'S D', ['one', 'two']],
		['inlineStatus', 'S D', 'addressed'],
		['labelled', 'S D', false],
		['department', 'S D', 'safeguarding'],
		['owner', 'S D', 'user-lead'],
		['state', 'S', 'closed'],
		['due', 'S D', '2026-06-30'],
		['printedDue', 'S D', 'immediately'],
		['waitingFor', 'S D', 'a supplier'],
		['waitingSince', 'S D', '2026-05-01'],
		['submittedBy', 'S', 'user-lead'],
		['signedOff', 'S', 'act-1'],
		['measure', 'S D', 'measure-1'],
		['brag', 'S D', 'green'],
		['bragReason', 'S D', 'on course'],
		['released', 'S', true],
		['position', 'C', 'a1'],
		['whatIsDifferent', 'C L', 'calls are answered'],
	],
	actions: [
		['title', 'C L', 'Even more people'],
		['progress', 'C L P', 'Twelve have started'],
		['state', 'C L', 'doing'],
		['position', 'C L', 'a1'],
		['owner', 'C L', 'user-lead'],
		['droppedBecause', 'C L', 'covered elsewhere'],
		['finding', 'C', 'afi-2'],
		['pillar', 'C', 'pillar-5'],
		['department', 'S', 'safeguarding'],
		['due', 'S', '2026-06-30'],
		['answers', 'S', 'considerations'],
		['reported', 'S', 'done'],
		['evidence', 'S', 'accepted'],
		['brag', 'S', 'red'],
		['bragReason', 'S', 'late'],
		['released', 'S', true],
	],
} as const;

const TYPED = ['title of actions', 'progress of actions', 'whatIsDifferent of findings', 'points of findings'];

const BEFORE: Record<keyof typeof TABLE, PlainRecord> = {
	meta: { title: 'PEEL' },
	pillars: samplePillar(),
	findings: sampleFinding(),
	actions: sampleAction(),
};

function write(
	role: Role,
	departments: readonly string[],
	root: string,
	key: string,
	after: unknown,
	before: PlainRecord | null,
): Change {
	return {
		actor: sampleActor(role, departments),
		kind: TYPED.includes(`${key} of ${root}`) ? 'text' : 'set',
		path: root === 'meta' ? ['meta'] : [root, 'record-1'],
		key,
		before,
		after,
	};
}

const rows = Object.entries(TABLE).flatMap(([root, fields]) =>
	fields.map(([key, writers, value]) => ({
		root: root as keyof typeof TABLE,
		key,
		writers: writers.split(' '),
		value: value as unknown,
	})),
);

describe('P1 to P6: every role on every field is allowed exactly what the table says', () => {
	test('the table has every field of the records', () => {
		for (const root of ['pillars', 'findings', 'actions'] as const) {
			const keys = Object.keys(BEFORE[root]).filter((key) => key !== 'id');
			expect(rows.filter((row) => row.root === root).map((row) => row.key).sort()).toEqual(keys.sort());
		}
	});
	for (const { root, key, writers, value } of rows) {
		for (const role of ROLES) {
			for (const own of [true, false]) {
				const letter = { coordinator: 'C', lead: 'L', contributor: 'P' }[role as string];
				const allowed =
					letter !== undefined &&
					writers.includes(letter) &&
					(role === 'coordinator' || (own && root !== 'meta'));
				test(`${role}, ${own ? 'own' : 'other'} department: ${root}.${key} ${allowed ? 'yes' : 'no'}`, () => {
					const departments = [own ? 'contact-management' : 'safeguarding'];
					const change = write(role, departments, root, key, value, BEFORE[root]);
					expect(judge(change).ok).toBe(allowed);
				});
			}
		}
	}
});

describe('P3: while a finding is a draft, the coordinator writes what was read', () => {
	for (const { key, writers, value } of rows.filter((row) => row.root === 'findings')) {
		for (const role of ROLES) {
			const byCoordinator = role === 'coordinator' && (writers.includes('D') || writers.includes('C'));
			const allowed = byCoordinator || (role === 'lead' && writers.includes('L'));
			test(`${role}: ${key} ${allowed ? 'yes' : 'no'}`, () => {
				const draft = { ...BEFORE.findings, state: 'draft', released: false };
				const change = write(role, ['contact-management'], 'findings', key, value, draft);
				expect(judge(change).ok).toBe(allowed);
			});
		}
	}
});

const lead = sampleActor('lead', ['contact-management']);

function byLead(key: string, after: unknown, before: PlainRecord = sampleAction(), along?: PlainRecord) {
	const change = write('lead', ['contact-management'], 'actions', key, after, before);
	const verdict = judge(along === undefined ? change : { ...change, along });
	return verdict.ok ? 'allowed' : verdict.rule;
}

describe('the rule of a refusal is the one a person can do something about', () => {
	test.each<[Role, string, string, unknown, Rule]>([
		['executive', 'actions', 'state', 'doing', 'P2'],
		['observer', 'actions', 'progress', 'words', 'P2'],
		['administrator', 'meta', 'title', 'words', 'P2'],
		['lead', 'actions', 'due', '2026-06-30', 'P3'],
		['coordinator', 'findings', 'title', 'words', 'P3'],
		['lead', 'actions', 'finding', 'afi-2', 'P4'],
		['lead', 'meta', 'title', 'words', 'P4'],
		['contributor', 'actions', 'state', 'doing', 'P6'],
		['coordinator', 'actions', 'colour', 'red', 'P1'],
		['coordinator', 'actions', 'constructor', 'red', 'P1'],
		['coordinator', 'measures', 'unit', 'percent', 'P1'],
	])('%s on %s.%s', (role, root, key, after, rule) => {
		const before = BEFORE[root as keyof typeof BEFORE] ?? {};
		const verdict = judge(write(role, ['contact-management'], root, key, after, before));
		expect(verdict).toEqual({ ok: false, rule });
	});
	test('P5: the department before the change decides', () => {
		expect(byLead('state', 'doing', sampleAction({ department: 'safeguarding' }))).toBe('P5');
		expect(byLead('state', 'doing', sampleAction({ department: null }))).toBe('P5');
	});
	test('P1: a record that is not there, and a path that leads nowhere', () => {
		const change = write('coordinator', [], 'actions', 'state', 'doing', null);
		expect(judge(change)).toEqual({ ok: false, rule: 'P1' });
		for (const path of [[], ['actions'], ['actions', 'a b'], ['actions', 'x', 'y'], ['meta', 'x']]) {
			const elsewhere = { ...change, path, before: sampleAction() };
			expect(judge(elsewhere)).toEqual({ ok: false, rule: 'P1' });
		}
	});
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
		expect(byLead('state', 'dropped', sampleAction(), { droppedBecause: 'x'.repeat(501) })).toBe('P8');
		expect(byLead('state', 'dropped', sampleAction(), { droppedBecause: 'covered' })).toBe('allowed');
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
		const change = write('lead', ['contact-management'], 'actions', 'title', 'words', sampleAction());
		expect(judge({ ...change, kind: 'set' })).toEqual({ ok: false, rule: 'P9' });
		expect(judge({ ...change, key: 'owner', kind: 'text' })).toEqual({ ok: false, rule: 'P9' });
	});
	test('dates and points of a draft', () => {
		const draft = sampleFinding({ state: 'draft', released: false });
		const on = (key: string, after: unknown) =>
			judge(write('coordinator', [], 'findings', key, after, draft)).ok;
		expect(on('due', '2026-02-30')).toBe(false);
		expect(on('points', ['one', 2])).toBe(false);
		expect(on('points', ['x'.repeat(501)])).toBe(false);
		expect(on('points', Array.from({ length: 51 }, () => 'one'))).toBe(false);
	});
});

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
			const change = { actor, kind: 'delete', path: [root, 'x'], key, before, after: null } as const;
			expect(judge(change)).toEqual({ ok: false, rule: 'P12' });
		}
	}
	expect(judge({ actor: lead, kind: 'delete', path: ['meta'], key: 'title', before: {}, after: null })).toEqual(
		{ ok: false, rule: 'P12' },
	);
});

describe('P13: who opens which document', () => {
	const board: DocumentRef = { kind: 'board', board: 'durham-2023-25' };
	const narrative = parseDocumentName('narrative:durham-2023-25:action-1') ?? board;
	const theirs = { department: 'contact-management' };
	const others = { department: 'safeguarding' };
	test.each([
		['coordinator', 'write', 'write', 'write', 'write'],
		['lead', 'write', 'write', 'read', 'read'],
		['contributor', 'write', 'write', 'read', 'read'],
		['executive', 'read', 'read', 'read', 'read'],
		['observer', 'none', 'none', 'none', 'none'],
		['administrator', 'none', 'none', 'none', 'none'],
	] as const)('%s: board %s, own %s, other %s, nobody’s %s', (role, onBoard, own, other, nobody) => {
		const actor = sampleActor(role, ['contact-management', 'custody']);
		expect(mayOpen(actor, board)).toBe(onBoard);
		expect(mayOpen(actor, narrative, theirs)).toBe(own);
		expect(mayOpen(actor, narrative, others)).toBe(other);
		expect(mayOpen(actor, narrative, { department: null })).toBe(nobody);
	});
});
