/** A browser for the tests: Playwright's own when it is really there, else the system's. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { run } from './child.js';
import { installDebian } from './debian.js';
import { PINNED_NODE, ROOT } from './places.js';

const ASK_PLAYWRIGHT =
	"import { chromium } from '@playwright/test'; process.stdout.write(chromium.executablePath());";

/** @returns {Promise<string | null>} the program, or null when there is none and none can be installed */
export async function findChromium() {
	const there = await firstThatRuns([process.env.TEST_CHROMIUM, await playwrights(), ...systems()]);
	if (there !== null) return there;
	return (await installDebian('chromium')) ? firstThatRuns(systems()) : null;
}

async function playwrights() {
	const asked = await run(PINNED_NODE, ['--input-type=module', '-e', ASK_PLAYWRIGHT], {
		cwd: ROOT,
	});
	return asked.code === 0 ? asked.output : undefined;
}

function systems() {
	const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(path.delimiter)];
	return folders
		.filter((folder) => folder !== '')
		.flatMap((folder) => ['chromium', 'chromium-browser'].map((name) => path.join(folder, name)));
}

/** A file of that name may be a stand-in that only says what to install. @param {readonly (string | undefined)[]} programs */
async function firstThatRuns(programs) {
	for (const program of programs) {
		if (program === undefined || !existsSync(program)) continue;
		if ((await run(program, ['--version'])).code === 0) return program;
	}
	return null;
}
