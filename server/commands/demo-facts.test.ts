/** The files of `db/demo` against their README, the closed lists and the counts of the sources. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ANSWERS, REPORTED } from '#lib/domain/action.ts';
import { FINDING_KINDS, INLINE_STATUSES, type FindingKind } from '#lib/domain/finding.ts';
import { GRADE_SCALES, type Grade } from '#lib/domain/grades.ts';
import { isId } from '#lib/domain/ids.ts';
import { VALUE_ROLES } from '#lib/domain/measure.ts';
import { STATEMENTS } from '#lib/domain/pillar.ts';
import {
	FRAMEWORK_FACTS,
	INSPECTION_FACTS,
	PEER_FACTS,
	READINGS,
	type InspectionFacts,
} from './demo-facts.ts';
import { INVENTED } from './demo-invented.ts';

const folder = new URL('../../db/demo/', import.meta.url);
const readme = readFileSync(new URL('README.md', folder), 'utf8');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const facts = files.filter((name) => name !== 'invented.json');

/** Keys of the maps whose keys are ids or names, not fields. */
const MAPS = ['forces', 'heads', 'cards', 'departments'];

function keysOf(value: unknown, found = new Set<string>()): Set<string> {
	if (Array.isArray(value)) for (const item of value) keysOf(item, found);
	else if (typeof value === 'object' && value !== null) {
		for (const [key, inner] of Object.entries(value)) {
			found.add(key);
			const isMap = MAPS.includes(key) && !Array.isArray(inner);
			keysOf(isMap ? Object.values(inner as object) : inner, found);
		}
	}
	return found;
}

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));

const inspection = (id: string): InspectionFacts => {
	const found = INSPECTION_FACTS.find((facts_) => facts_.id === id);
	if (found === undefined) throw new Error(`no facts of ${id}`);
	return found;
};

test.each(files)('every field of %s is explained in the README', (file) => {
	const explained = new Set([...readme.matchAll(/`(\w+)`/g)].map(([, word]) => word));
	expect([...keysOf(read(file))].filter((key) => !explained.has(key))).toEqual([]);
});

test.each(facts)('%s holds nothing that is invented', (file) => {
	const keys = keysOf(read(file));
	const text = readFileSync(new URL(file, folder), 'utf8');
	for (const field of [
		'owner',
		'department',
		'departments',
		'due',
		'dueInDays',
		'released',
		'phase',
	]) {
		expect(keys).not.toContain(field);
	}
	for (const { id, name } of INVENTED.people) {
		expect(text).not.toContain(id);
		expect(text).not.toContain(name);
	}
});

test('invented.json holds no fact: it names boards, pillars and actions by id alone', () => {
	expect([...keysOf(read('invented.json'))].sort()).toEqual(
		[
			...['allocated', 'boards', 'cards', 'departments', 'dueInDays', 'email', 'heads', 'id'],
			...['name', 'owner', 'people', 'phase', 'released', 'role', 'signsIn'],
		].sort(),
	);
});

test('every id is one, and no two are the same', () => {
	const pillars = INSPECTION_FACTS.flatMap((facts_) => facts_.pillars);
	const records = pillars.flatMap((p) => [p, ...p.findings, ...p.actions, ...p.measures]);
	const ids = records.map(({ id }) => id);
	expect(ids.filter((id) => !isId(id))).toEqual([]);
	expect(new Set(ids).size).toBe(ids.length);
	for (const { id, pillars: own } of INSPECTION_FACTS) {
		for (const pillar of own) {
			expect(pillar.id.startsWith(`${id}-`)).toBe(true);
			expect(pillar.code).toMatch(/^q\d+$/);
			for (const record of [...pillar.findings, ...pillar.actions, ...pillar.measures]) {
				expect(record.id.startsWith(`${pillar.id}-`)).toBe(true);
			}
		}
	}
});

test('every word is one of its closed list', () => {
	const oneOf = (list: readonly string[], value: string | null) =>
		expect(value === null || list.includes(value), String(value)).toBe(true);
	for (const { pillars, cycle } of INSPECTION_FACTS) {
		const scale = FRAMEWORK_FACTS.find((framework) => framework.cycle === cycle)?.scale;
		const grades: readonly Grade[] = GRADE_SCALES[scale ?? 'hmic-4'];
		for (const pillar of pillars) {
			oneOf(grades, pillar.grade);
			expect(pillar.graded).toBe(pillar.grade !== null);
			oneOf(STATEMENTS, pillar.concernStatement);
			oneOf(STATEMENTS, pillar.improvementStatement);
			for (const finding of pillar.findings) {
				oneOf(FINDING_KINDS, finding.kind);
				oneOf(INLINE_STATUSES, finding.inlineStatus);
			}
			for (const action of pillar.actions) {
				oneOf(REPORTED, action.reported);
				oneOf(READINGS, action.readsAs);
				oneOf(ANSWERS, action.answers);
			}
			for (const measure of pillar.measures) {
				oneOf(['higher', 'lower'], measure.better);
				oneOf(['up', 'down', 'flat'], measure.direction);
				for (const { role, value } of measure.values) {
					oneOf(VALUE_ROLES, role);
					expect(value === null || Number.isFinite(value), measure.id).toBe(true);
				}
			}
		}
	}
});

/** Pillars, graded; findings by kind as listed below; measures. */
test.each([
	['durham-2023-25', [10, 10, 20, 23, 0, 6, 0, 9]],
	['durham-2021-22', [12, 10, 3, 0, 18, 12, 0, 22]],
	['durham-2016-effectiveness', [5, 4, 1, 0, 8, 0, 1, 28]],
	['durham-2014-crime', [3, 3, 0, 0, 2, 0, 0, 15]],
])('%s has the pillars, findings and measures of its source', (id, expected) => {
	const { pillars } = inspection(id);
	const findings = pillars.flatMap((pillar) => pillar.findings);
	const of = (kind: FindingKind, labelled: boolean) =>
		findings.filter((finding) => finding.kind === kind && finding.labelled === labelled).length;
	const kinds = [
		of('area-for-improvement', true),
		of('area-for-consideration', true),
		of('area-for-consideration', false),
		of('innovative-practice', true),
		of('promising-practice', false),
	];
	const graded = pillars.filter((pillar) => pillar.graded).length;
	const measures = pillars.flatMap((pillar) => pillar.measures).length;
	expect([pillars.length, graded, ...kinds, measures]).toEqual(expected);
	const sum = kinds.reduce((all, count) => all + count, 0);
	expect(sum, 'there is no finding of another kind').toBe(findings.length);
});

test('2023/25: 69 responses as printed, 35 of the 61 ticked read as finished', () => {
	const actions = inspection('durham-2023-25').pillars.flatMap((pillar) => pillar.actions);
	const ticked = (reported: string | null) => actions.filter((a) => a.reported === reported);
	expect(actions).toHaveLength(69);
	expect(ticked('done')).toHaveLength(61);
	expect(ticked('not done')).toHaveLength(4);
	expect(ticked(null)).toHaveLength(4);
	expect(ticked('done').filter((a) => a.readsAs === 'completed')).toHaveLength(35);
});

test('2023/25: no cause of concern is stated six times and not stated four times', () => {
	const { pillars } = inspection('durham-2023-25');
	const stated = pillars.filter((pillar) => pillar.concernStatement === 'stated none');
	expect(stated.map(({ code }) => code)).toEqual(['q2', 'q4', 'q5', 'q7', 'q8', 'q9']);
	expect(pillars.filter((p) => p.concernStatement === 'not stated')).toHaveLength(4);
});

test('the grade before belongs to the same question, and Q1 and Q10 were not asked before', () => {
	const before = new Map(inspection('durham-2021-22').pillars.map((p) => [p.id, p.grade]));
	for (const { code, previousGrade, previousPillar } of inspection('durham-2023-25').pillars) {
		expect(previousPillar === null, code).toBe(code === 'q1' || code === 'q10');
		if (previousPillar !== null) expect(before.get(previousPillar)).toBe(previousGrade);
	}
});

test('the report of 2017 is a second document of the inspection of 2016 and doubles nothing', () => {
	const { documents, pillars } = inspection('durham-2016-effectiveness');
	expect(documents.map(({ kind }) => kind)).toEqual(['inspection report', 'commissioner report']);
	const labelled = pillars.flatMap((p) => p.findings).filter(({ labelled: is }) => is);
	expect(labelled.map(({ sameAs }) => sameAs?.map(({ document }) => document))).toEqual([
		['durham-2017-03-panel-report'],
	]);
});

test('the peer table has nine forces, each with a cell for each of the ten pillars', () => {
	const [table] = PEER_FACTS;
	const codes = inspection('durham-2023-25').pillars.map(({ code }) => code);
	expect(table?.rows).toHaveLength(9);
	for (const { force, grades } of table?.rows ?? []) {
		expect(grades.map(({ pillarCode }) => pillarCode).sort(), force).toEqual([...codes].sort());
		for (const { grade, reason } of grades) expect(grade === null).toBe(reason !== undefined);
	}
});
