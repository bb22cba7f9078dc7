/** What a figure was measured on and with, as far as it says something about the figure. */
import type { Browser } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { openBrowser } from './browser.ts';
import { ROOT } from './product.ts';

/** One line each; no name of a machine or a person, and no path. */
export async function machine(postgres: string | null): Promise<string[]> {
	const all = cpus();
	const model = all[0]?.model.replace(/\s+/g, ' ').trim();
	const gibibytes = Math.round(totalmem() / 2 ** 30);
	return [
		`Machine: ${all.length} cores (${model}), ${gibibytes} GiB of memory, ${process.platform}`,
		`Versions: Node ${process.versions.node}, PGlite ${packageVersion('@electric-sql/pglite')}, ` +
			`${postgres ?? 'no Postgres'}, Chromium ${await chromiumVersion()}`,
	];
}

function packageVersion(name: string): string {
	const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
		dependencies: Readonly<Record<string, string>>;
	};
	return dependencies[name] ?? 'unknown';
}

async function chromiumVersion(): Promise<string> {
	const browser: Browser = await openBrowser();
	const version = browser.version();
	await browser.close();
	return version;
}
