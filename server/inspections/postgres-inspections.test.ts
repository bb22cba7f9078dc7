/** Inspections as rows: what is written is what is read, and only within its force. */
import { expect, test } from 'vitest';
import { forces } from '#db/schema/auth.ts';
import type { Measure } from '#lib/domain/measure.ts';
import { onBothDatabases, type OpenDatabase } from '../../tests/support/databases.ts';
import type { InspectionDocument, PeerGrade } from './inspections.ts';
import { insertFrameworks, insertInspection, type NewInspection } from './load.ts';
import { postgresInspections } from './postgres-inspections.ts';

const report: InspectionDocument = {
	id: 'north-report',
	kind: 'inspection report',
	title: 'The report',
	publisher: 'HMICFRS',
	date: '2021-10',
	dateNote: 'Imprint at the end.',
};

const second: InspectionDocument = {
	...report,
	id: 'a-second-document',
	kind: 'commissioner report',
	date: null,
	dateNote: null,
};

/** Its values are not in the order of time, and one is not printed: both are kept. */
const measure: Measure = {
	id: 'north-2021-q1-met-1',
	pillar: 'north-2021-q1',
	name: 'Calls answered',
	unit: 'percent',
	better: 'higher',
	direction: 'flat',
	values: [
		{ role: 'after', who: 'inspectorate', period: '2021', value: 96.2, note: null },
		{ role: 'before', who: 'North', period: null, value: null, note: 'printed as n/a' },
	],
	note: null,
};

const bare: Measure = { ...measure, id: 'a-measure-without-values', better: null, values: [] };

const peers: readonly PeerGrade[] = [
	{ force: 'West', pillarCode: 'q2', grade: 'good', raw: 'Good', reason: null, percent: 94.5 },
	{
		...{ force: 'East', pillarCode: 'q1', grade: null, raw: '_' },
		...{ reason: 'blank or illegible', percent: null },
	},
];

const older: NewInspection = {
	id: 'north-2021',
	force: 'north',
	cycle: '2021-22',
	ordinal: 1,
	title: 'PEEL 2021/22',
	publisher: 'HMICFRS',
	date: '2021-10',
	dateNote: null,
	fieldwork: 'May 2021',
	overall: { grade: 'good', previousGrade: 'requires improvement' },
	phase: 'Scan',
	demonstration: false,
	documents: [report, second],
	measures: [measure, bare],
	peers,
};

const newer: NewInspection = {
	...older,
	id: 'a-newer-one',
	ordinal: 2,
	date: null,
	overall: null,
	phase: 'Engage',
	documents: [],
	measures: [],
	peers: [],
};

async function filled(open: OpenDatabase) {
	const { db } = await open();
	await db.insert(forces).values([
		{ id: 'north', name: 'Northern Police', shortName: 'North' },
		{ id: 'south', name: 'Southern Police', shortName: 'South' },
	]);
	await db.transaction(async (tx) => {
		await insertFrameworks(tx, [{ cycle: '2021-22', words: '2021/22', scale: 'hmicfrs-5' }]);
		await insertInspection(tx, older);
		await insertInspection(tx, newer);
	});
	return { db, inspections: postgresInspections(db) };
}

onBothDatabases('inspections', (open) => {
	test('are listed newest first, a missing date notwithstanding', async () => {
		const { inspections } = await filled(open);
		const listed = await inspections.ofForce('north');
		expect(listed.map(({ id }) => id)).toEqual(['a-newer-one', 'north-2021']);
		expect(listed[0]).toMatchObject({ date: null, overall: null, phase: 'Engage', documents: [] });
	});

	test('come back as they were written, with the words and the scale of their framework', async () => {
		const { inspections } = await filled(open);
		const { ordinal: _o, measures: _m, peers: _p, ...written } = older;
		expect(await inspections.find('north', 'north-2021')).toEqual({
			...written,
			force: { id: 'north', name: 'Northern Police' },
			cycleWords: '2021/22',
			scale: 'hmicfrs-5',
		});
		expect(await inspections.measures('north-2021')).toEqual([measure, bare]);
		expect(await inspections.peers('north-2021')).toEqual(peers);
	});

	test('of another force are not there', async () => {
		const { inspections } = await filled(open);
		expect(await inspections.ofForce('south')).toEqual([]);
		expect(await inspections.find('south', 'north-2021')).toBeNull();
		expect(await inspections.find('north', 'never-made')).toBeNull();
		expect(await inspections.forceOf('north-2021')).toBe('north');
		expect(await inspections.forceOf('never-made')).toBeNull();
		expect(await inspections.measures('never-made')).toEqual([]);
		expect(await inspections.peers('never-made')).toEqual([]);
	});

	test('a framework that is there stays as it is; an inspection is not written twice', async () => {
		const { db, inspections } = await filled(open);
		await db.transaction((tx) =>
			insertFrameworks(tx, [{ cycle: '2021-22', words: 'changed', scale: 'hmic-4' }]),
		);
		expect(await inspections.find('north', 'north-2021')).toMatchObject({ cycleWords: '2021/22' });
		await expect(db.transaction((tx) => insertInspection(tx, older))).rejects.toThrow();
		expect(await inspections.ofForce('north')).toHaveLength(2);
	});
});
