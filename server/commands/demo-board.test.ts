/** The boards that the demonstration fills an empty database with, on one fixed day. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { FIELDS_OF, RECORD_ROOTS, type Board } from '#lib/domain/board-records.ts';
import { createBoard, readBoard } from '#lib/domain/board.ts';
import { isOverdue } from '#lib/domain/dates.ts';
import { fits } from '#lib/domain/fits.ts';
import { isOpen } from '#lib/domain/lifecycle.ts';
import type { Field } from '#lib/domain/schema.ts';
import { demonstrationBoard, stateOf } from './demo-board.ts';
import { INSPECTION_FACTS, READINGS } from './demo-facts.ts';
import { INVENTED } from './demo-invented.ts';

const TODAY = '2026-05-14';

const boards = INSPECTION_FACTS.map(
	(facts) => [facts.id, demonstrationBoard(facts, INVENTED, TODAY)] as const,
);

const board = (wanted: string): Board => {
	const found = boards.find(([id]) => id === wanted);
	if (found === undefined) throw new Error(`no board ${wanted}`);
	return found[1];
};
const newest = board('durham-2023-25');

test.each(boards)(
	'%s: every record has exactly its fields, and every value fits',
	(_id, records) => {
		for (const root of RECORD_ROOTS) {
			const fields: Readonly<Record<string, Field>> = FIELDS_OF[root];
			for (const { id, ...values } of records[root]) {
				expect(Object.keys(values).sort(), id).toEqual(Object.keys(fields).sort());
				for (const [key, value] of Object.entries(values)) {
					const field = fields[key];
					expect(field !== undefined && fits(field, value), `${id} ${key}`).toBe(true);
				}
			}
		}
	},
);

test.each(boards)('%s: comes back from the document as it was put in, in order', (_id, records) => {
	const doc = new Y.Doc();
	createBoard(doc, records);
	expect(readBoard(doc)).toEqual(records);
});

test.each(boards)('%s: pillars, departments and owners that are named exist', (_id, records) => {
	const pillars = new Map(records.pillars.map((pillar) => [pillar.id, pillar]));
	const departments = INVENTED.departments.map(({ id }) => id);
	for (const pillar of records.pillars) expect(departments).toContain(pillar.department);
	for (const record of [...records.findings, ...records.actions]) {
		expect(record.department).toBe(pillars.get(record.pillar)?.department);
		if (record.owner === null) continue;
		const owner = INVENTED.people.find(({ id }) => id === record.owner);
		expect(owner?.departments, `${record.id}: ${record.owner}`).toContain(record.department);
	}
});

test('what is invented is about actions that there are', () => {
	const actions = boards.flatMap(([, records]) => records.actions).map(({ id }) => id);
	expect(Object.keys(INVENTED.cards).sort()).toEqual([...actions].sort());
});

test('the state follows from the words, and a tick decides nothing', () => {
	expect(READINGS.map(stateOf)).toEqual(['done', 'doing', 'planned', 'doing', 'planned']);
	const actions = new Map(newest.actions.map((action) => [action.id, action]));
	for (const { id, readsAs, reported } of INSPECTION_FACTS[0]?.pillars.flatMap((p) => p.actions) ??
		[]) {
		expect(actions.get(id)).toMatchObject({ state: stateOf(readsAs), reported });
	}
	const ticked = newest.actions.filter(({ reported }) => reported === 'done');
	expect(ticked).toHaveLength(61);
	expect(ticked.filter(({ state }) => state === 'done')).toHaveLength(35);
});

test('nothing is claimed beyond the source: no evidence, no finding answered alone', () => {
	for (const action of newest.actions) {
		expect(action).toMatchObject({ evidence: 'none', finding: null, brag: null });
	}
});

test('findings of 2023/25 are in progress with an owner, older ones await allocation', () => {
	for (const [id, { findings }] of boards) {
		const isNewest = id === 'durham-2023-25';
		for (const { state, owner } of findings) {
			expect(state).toBe(isNewest ? 'in progress' : 'awaiting allocation');
			expect(isOpen(state)).toBe(true);
			expect(owner === null).toBe(!isNewest);
		}
	}
});

/** Open actions of a person on the newest board, and how many of them are overdue. */
function owned(owner: string) {
	const open = newest.actions.filter((a) => a.owner === owner && a.state !== 'done');
	const overdue = open.filter((a) => isOverdue(a.due, TODAY, a.state));
	return {
		pillars: [...new Set(open.map((a) => a.pillar))],
		open: open.length,
		overdue: overdue.length,
	};
}

test('the two leads who sign in have work of their own, some of it overdue', () => {
	const q4 = 'durham-2023-25-q4-responding';
	const q6 = 'durham-2023-25-q6-vulnerable';
	expect(owned('user-lead-contact')).toEqual({ pillars: [q4], open: 4, overdue: 1 });
	expect(owned('user-lead-vulnerability')).toEqual({ pillars: [q6], open: 3, overdue: 1 });
	const department = (id: string) => newest.pillars.find((p) => p.id === id)?.department;
	expect([department(q4), department(q6)]).toEqual(['contact-management', 'safeguarding']);
});

test('four actions are overdue, whatever the day of loading', () => {
	for (const today of ['2026-05-14', '2027-02-28', '2028-02-29']) {
		const [facts] = INSPECTION_FACTS;
		if (facts === undefined) throw new Error('no facts');
		const { actions } = demonstrationBoard(facts, INVENTED, today);
		const overdue = actions.filter((action) => isOverdue(action.due, today, action.state));
		const codes = overdue.map(({ pillar }) => /-(q\d+)-/.exec(pillar)?.[1]);
		expect(codes).toEqual(['q4', 'q4', 'q6', 'q9']);
	}
});

test('work that is done was due before, and some work has no owner yet', () => {
	for (const { state, due } of newest.actions) {
		if (state === 'done' && due !== null) expect(due < TODAY).toBe(true);
	}
	expect(newest.actions.some(({ owner, state }) => owner === null && state !== 'done')).toBe(true);
});
