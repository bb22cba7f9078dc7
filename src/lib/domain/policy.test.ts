import { describe, expect, test } from 'vitest';
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

const TYPED = [
	'title of actions',
	'progress of actions',
	'whatIsDifferent of findings',
	'points of findings',
];

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
		value,
	})),
);

describe('P1 to P6: every role on every field is allowed exactly what the table says', () => {
	test('the table has every field of the records', () => {
		for (const root of ['pillars', 'findings', 'actions'] as const) {
			const keys = Object.keys(BEFORE[root]).filter((key) => key !== 'id');
			expect(
				rows
					.filter((row) => row.root === root)
					.map((row) => row.key)
					.sort(),
			).toEqual(keys.sort());
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
			const byCoordinator =
				role === 'coordinator' && (writers.includes('D') || writers.includes('C'));
			const allowed = byCoordinator || (role === 'lead' && writers.includes('L'));
			test(`${role}: ${key} ${allowed ? 'yes' : 'no'}`, () => {
				const draft = { ...BEFORE.findings, state: 'draft', released: false };
				const change = write(role, ['contact-management'], 'findings', key, value, draft);
				expect(judge(change).ok).toBe(allowed);
			});
		}
	}
});

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
		const before = Object.entries(BEFORE).find(([name]) => name === root)?.[1] ?? {};
		const verdict = judge(write(role, ['contact-management'], root, key, after, before));
		expect(verdict).toEqual({ ok: false, rule });
	});
	test('P1: a record that is not there, and a path that leads nowhere', () => {
		const change = write('coordinator', [], 'actions', 'state', 'doing', null);
		expect(judge(change)).toEqual({ ok: false, rule: 'P1' });
		for (const path of [
			[],
			['actions'],
			['actions', 'a b'],
			['actions', 'x', 'y'],
			['meta', 'x'],
		]) {
			const elsewhere = { ...change, path, before: sampleAction() };
			expect(judge(elsewhere)).toEqual({ ok: false, rule: 'P1' });
		}
	});
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
	] as const)(
		'%s: board %s, own %s, other %s, nobody’s %s',
		(role, onBoard, own, other, nobody) => {
			const actor = sampleActor(role, ['contact-management', 'custody']);
			expect(mayOpen(actor, board)).toBe(onBoard);
			expect(mayOpen(actor, narrative, theirs)).toBe(own);
			expect(mayOpen(actor, narrative, others)).toBe(other);
			expect(mayOpen(actor, narrative, { department: null })).toBe(nobody);
		},
	);
});
