import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { addUp, closingLine, countPlaywright, countVitest, namesOfPlaywright } from './counts.js';

/** What a runner left behind, as a file. */
function left(report: unknown): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'peelboard-counts-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	const file = path.join(folder, 'report.json');
	writeFileSync(file, typeof report === 'string' ? report : JSON.stringify(report));
	return file;
}

const vitestTest = (status: string) => ({ status, title: 'a rule', ancestorTitles: ['', 'log'] });
const vitestFile = (status: string, ...tests: string[]) => ({
	name: 'log.test.ts',
	status,
	assertionResults: tests.map(vitestTest),
});

test('every test counts once, and a skipped one is named by its group', () => {
	const file = left({
		testResults: [vitestFile('failed', 'passed', 'failed', 'skipped', 'pending', 'todo')],
	});
	expect(countVitest(file, 1)).toEqual({ passed: 1, failed: 1, skipped: ['log', 'log', 'log'] });
});

test('a file that cannot be loaded is a failure, though none of its tests failed', () => {
	const file = left({ testResults: [vitestFile('failed'), vitestFile('passed', 'passed')] });
	expect(countVitest(file, 1)).toMatchObject({ passed: 1, failed: 1 });
});

test('a fault outside of any test is a failure', () => {
	const file = left({ testResults: [vitestFile('passed', 'passed')] });
	expect(countVitest(file, 1)).toMatchObject({ passed: 1, failed: 1 });
	expect(countVitest(file, 0)).toMatchObject({ passed: 1, failed: 0 });
});

test('a runner that left nothing, or half of it, is a failure', () => {
	const nothing = path.join(tmpdir(), 'peelboard-no-such-report.json');
	for (const file of [nothing, left('{"testResults": [')]) {
		expect(countVitest(file, 0).failed).toBe(1);
		expect(countPlaywright(file, 137).failed).toBe(1);
	}
});

test('a browser test that passed at the second try only is a failure', () => {
	const spec = (status: string) => ({ title: 'a rule', tests: [{ status }] });
	const file = left({
		suites: [
			{
				title: 'saved.spec.ts',
				specs: [spec('expected'), spec('flaky'), spec('unexpected')],
				suites: [{ title: 'inner', specs: [spec('expected'), spec('skipped')] }],
			},
		],
	});
	expect(countPlaywright(file, 1)).toEqual({ passed: 2, failed: 2, skipped: ['saved.spec.ts'] });
	expect(namesOfPlaywright(file)).toHaveLength(5);
});

test('the closing line names skipped tests only when there are some', () => {
	const units = { passed: 3, failed: 0, skipped: [] };
	expect(closingLine(addUp([units, units]))).toBe('6 passed, 0 failed');
	expect(closingLine(addUp([units, { passed: 0, failed: 1, skipped: ['a', 'b'] }]))).toBe(
		'3 passed, 1 failed, 2 skipped',
	);
});
