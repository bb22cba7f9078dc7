/**
 * The build, made again when what it is made from changed. Compared by content: a fresh clone has
 * new times everywhere, and a change of the time alone is none.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runStep, tail } from './child.js';
import { inRoot, PINNED_NODE, ROOT } from './places.js';
import { SetupFailure } from './report.js';

const SOURCES = [
	...['src', 'server', 'db', 'static', 'package.json', 'package-lock.json'],
	...['svelte.config.js', 'vite.config.ts', 'tsconfig.json'],
];
/** In the build itself: who deletes the build or makes another one deletes the stamp with it. */
const STAMP = inRoot('build/.sources');

export async function build() {
	const digest = digestOfSources();
	if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest) return;
	const ended = await runStep(
		'Building',
		PINNED_NODE,
		[inRoot('node_modules/vite/bin/vite.js'), 'build'],
		{
			cwd: ROOT,
			env: { ...process.env, NODE_ENV: 'production' },
		},
	);
	if (ended.code !== 0) {
		const { output } = ended;
		throw new SetupFailure(`${tail(output, 40)}\n\nThe build failed. What Vite said stands above.`);
	}
	writeFileSync(STAMP, digest);
}

function digestOfSources() {
	const hash = createHash('sha256');
	for (const file of SOURCES.flatMap(filesOf).filter(isBuilt)) {
		const bytes = readFileSync(inRoot(file));
		hash.update(`${file}\0${bytes.length}\0`).update(bytes);
	}
	return hash.digest('hex');
}

/** @param {string} place  relative to the root @returns {string[]} in an order that is always the same */
function filesOf(place) {
	if (!existsSync(inRoot(place))) return [];
	if (statSync(inRoot(place)).isFile()) return [place];
	return readdirSync(inRoot(place))
		.sort()
		.flatMap((name) => filesOf(path.join(place, name)));
}

/** Tests, words and the set-up are not in the build. @param {string} file */
function isBuilt(file) {
	const isSetup = file.startsWith(path.join('server', 'setup'));
	return !isSetup && !/\.(test\.ts|contract\.ts|md)$/.test(file);
}
