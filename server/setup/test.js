/**
 * `npm test`: the whole set-up, then every test. What cannot be run on this machine is named and
 * counted as skipped; what comes after `--` picks tests by name of file.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from './build.js';
import { isStopped, run } from './child.js';
import { findChromium } from './chromium.js';
import { addUp, closingLine, countPlaywright, countVitest, namesOfPlaywright } from './counts.js';
import { install } from './install.js';
import { main } from './main.js';
import { inRoot, PINNED_NODE, ROOT } from './places.js';
import { startPostgres } from './postgres.js';
import { say } from './report.js';

const VITEST = inRoot('node_modules/vitest/vitest.mjs');
const PLAYWRIGHT = inRoot('node_modules/@playwright/test/cli.js');
/** Longer than all tests together may take: a runner that hangs is a failure, not a wait. */
const LIMIT_MS = 20 * 60_000;

/** What a person's shell may hold for their own server must not change a test. */
const SETTINGS = [
	...['DATABASE_URL', 'DATABASE_MIGRATE_URL', 'DATA_DIR', 'HOST', 'PORT', 'ORIGIN'],
	...['DEMO_PASSWORD', 'METRICS_TOKEN'],
];

await main(async () => {
	const filters = process.argv.slice(2);
	await install();
	await build();
	const chromium = await findChromium();
	if (chromium === null) say('There is no Chromium: the tests in a browser are skipped.');
	const postgres = await startPostgres();
	if (postgres === null) say('There is no PostgreSQL: its half of the storage tests is skipped.');
	const folder = mkdtempSync(path.join(tmpdir(), 'peelboard-results-'));
	try {
		const env = environment({
			...(chromium === null ? {} : { TEST_CHROMIUM: chromium }),
			...(postgres === null ? {} : { TEST_POSTGRES_URL: postgres.url }),
		});
		const units = await runVitest(filters, env, path.join(folder, 'vitest.json'));
		const file = path.join(folder, 'playwright.json');
		const browser = await runPlaywright(filters, env, file, chromium !== null);
		if (isStopped()) return 1;
		const counts = addUp([units, browser]);
		nameSkipped(counts.skipped);
		say(closingLine(counts));
		return counts.failed === 0 ? 0 : 1;
	} finally {
		await postgres?.stop();
		rmSync(folder, { recursive: true, force: true });
	}
});

/**
 * @param {readonly string[]} filters
 * @param {NodeJS.ProcessEnv} env
 * @param {string} file  where the results go
 */
async function runVitest(filters, env, file) {
	const { code } = await runNode(
		[
			...[VITEST, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
			...['--passWithNoTests', ...filters],
		],
		{ ...env, NODE_ENV: 'test' },
	);
	return countVitest(file, code);
}

/**
 * @param {readonly string[]} filters
 * @param {NodeJS.ProcessEnv} env
 * @param {string} file
 * @param {boolean} isBrowserThere
 */
async function runPlaywright(filters, env, file, isBrowserThere) {
	if (!existsSync(inRoot('tests/e2e'))) return addUp([]);
	const reporting = { ...env, NODE_ENV: 'test', PLAYWRIGHT_JSON_OUTPUT_FILE: file };
	const args = [PLAYWRIGHT, 'test', '--pass-with-no-tests', ...filters];
	if (isBrowserThere) {
		const { code } = await runNode([...args, '--reporter=list,json'], reporting);
		return countPlaywright(file, code);
	}
	await runNode([...args, '--list', '--reporter=json'], reporting);
	return { passed: 0, failed: 0, skipped: namesOfPlaywright(file) };
}

/** @param {readonly string[]} args @param {NodeJS.ProcessEnv} env */
function runNode(args, env) {
	return run(PINNED_NODE, args, {
		cwd: ROOT,
		env,
		stdio: ['ignore', 'inherit', 'inherit'],
		timeout: LIMIT_MS,
	});
}

/** @param {NodeJS.ProcessEnv} more @returns {NodeJS.ProcessEnv} */
function environment(more) {
	const kept = Object.entries(process.env).filter(([name]) => !SETTINGS.includes(name));
	return { ...Object.fromEntries(kept), ...more };
}

/** @param {readonly string[]} skipped  the group of each skipped test */
function nameSkipped(skipped) {
	/** @type {Map<string, number>} */
	const counts = new Map();
	for (const group of skipped) counts.set(group, (counts.get(group) ?? 0) + 1);
	for (const [group, count] of counts) say(`Skipped: ${group} (${count})`);
}
