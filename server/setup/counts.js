/** What the two runners found, read from what they wrote for machines. */
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: readonly string[] }} Counts */

/**
 * @typedef {object} VitestReport
 * @property {{ name: string, status: string, assertionResults: VitestTest[] }[]} testResults  a file each
 */
/** @typedef {{ status: string, title: string, ancestorTitles: string[] }} VitestTest */

/**
 * @param {string} file
 * @param {number} exitCode  of the runner: a fault outside of any test is seen only there
 * @returns {Counts}
 */
export function countVitest(file, exitCode) {
	const report = /** @type {VitestReport | null} */ (read(file));
	if (report === null) return crashed(exitCode);
	const files = report.testResults;
	const tests = files.flatMap((result) => result.assertionResults);
	const failedTests = tests.filter(({ status }) => status === 'failed').length;
	// A file that cannot even be loaded has no tests to fail.
	const brokenFiles = files.filter(
		({ status, assertionResults }) =>
			status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
	).length;
	return {
		passed: tests.filter(({ status }) => status === 'passed').length,
		failed: atLeastOne(failedTests + brokenFiles, exitCode),
		skipped: tests
			.filter(({ status }) => !['passed', 'failed'].includes(status))
			.map(({ ancestorTitles, title }) => ancestorTitles.find((name) => name !== '') ?? title),
	};
}

/** @typedef {{ title: string, suites?: PlaywrightSuite[], specs?: PlaywrightSpec[] }} PlaywrightSuite */
/** @typedef {{ title: string, tests: { status?: string }[] }} PlaywrightSpec */
/** @typedef {{ suites: PlaywrightSuite[], errors?: unknown[] }} PlaywrightReport */

/**
 * @param {string} file
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countPlaywright(file, exitCode) {
	const report = /** @type {PlaywrightReport | null} */ (read(file));
	if (report === null) return crashed(exitCode);
	const tests = report.suites.flatMap((suite) =>
		specsOf(suite).flatMap((spec) =>
			spec.tests.map(({ status }) => ({ status, group: suite.title })),
		),
	);
	const isPassed = (/** @type {string | undefined} */ status) => status === 'expected';
	const failed = tests.filter(({ status }) => status === 'unexpected' || status === 'flaky').length;
	return {
		passed: tests.filter(({ status }) => isPassed(status)).length,
		failed: atLeastOne(failed, exitCode),
		skipped: tests.filter(({ status }) => status === 'skipped').map(({ group }) => group),
	};
}

/** All tests of a listing, by file, when there is no browser to run them in. @param {string} file @returns {string[]} */
export function namesOfPlaywright(file) {
	const report = /** @type {PlaywrightReport | null} */ (read(file));
	return (report?.suites ?? []).flatMap((suite) =>
		specsOf(suite).flatMap((spec) => spec.tests.map(() => suite.title)),
	);
}

/** @param {readonly Counts[]} all @returns {Counts} */
export function addUp(all) {
	return {
		passed: all.reduce((sum, { passed }) => sum + passed, 0),
		failed: all.reduce((sum, { failed }) => sum + failed, 0),
		skipped: all.flatMap(({ skipped }) => skipped),
	};
}

/** The one line that everything ends with. @param {Counts} counts */
export function closingLine({ passed, failed, skipped }) {
	const line = `${passed} passed, ${failed} failed`;
	return skipped.length === 0 ? line : `${line}, ${skipped.length} skipped`;
}

/** @param {PlaywrightSuite} suite @returns {PlaywrightSpec[]} */
function specsOf(suite) {
	return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

/** @param {number} failed @param {number} exitCode */
function atLeastOne(failed, exitCode) {
	return failed === 0 && exitCode !== 0 ? 1 : failed;
}

/** A runner that left nothing to read. @param {number} exitCode @returns {Counts} */
function crashed(exitCode) {
	return { passed: 0, failed: atLeastOne(0, exitCode === 0 ? 1 : exitCode), skipped: [] };
}

/** @param {string} file @returns {unknown} null when the runner did not come to its end */
function read(file) {
	if (!existsSync(file)) return null;
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		// Cut off in the middle: the same as nothing.
		return null;
	}
}
