/**
 * How much JavaScript a page brings: every script that a browser fetches for it, compressed one by
 * one by gzip at its best, as a proxy in front of the server would do it.
 */
import type { Browser, Page } from '@playwright/test';
import { gzipSync } from 'node:zlib';
import { openBrowser, signedIn } from './support/browser.ts';
import type { Product } from './support/product.ts';

export interface ScriptSize {
	readonly page: string;
	readonly files: number;
	readonly gzipBytes: number;
	readonly hasYjs: boolean;
}

/** Yjs says this when it is loaded twice: wherever Yjs is, these words are. */
const YJS = 'Yjs was already imported';
const BOARD = '/boards/durham-2023-25';

export async function measureScripts(
	product: Product,
	say: (line: string) => void,
): Promise<ScriptSize[]> {
	say('Scripts of the pages');
	const browser = await openBrowser();
	try {
		const live = await scriptsOf(browser, product, 'observer', async (page) => {
			await page.goto(`${BOARD}/live`, { waitUntil: 'networkidle' }).catch(() => undefined);
		});
		const board = await scriptsOf(browser, product, 'coordinator', openBoard);
		const editor = await scriptsOf(browser, product, 'coordinator', async (page) => {
			await openBoard(page);
			await page.locator('[data-card] a').first().click();
			await page.getByRole('button', { name: /^Write i(t|n it)$/ }).click();
			await page.locator('[contenteditable="true"]').waitFor();
		});
		const added = new Map([...editor].filter(([url]) => !board.has(url)));
		if (!hasYjs(board)) throw new Error('Yjs is not known by its words any more');
		return [
			sizeOf('live view', live),
			sizeOf('pillar board', board),
			sizeOf("the drawer's editor, added when it is opened", added),
		];
	} finally {
		await browser.close();
	}
}

async function openBoard(page: Page): Promise<void> {
	await page.goto(`${BOARD}/q4`);
	await page
		.getByRole('status')
		.filter({ hasText: /^\s*Saved \d/ })
		.first()
		.waitFor();
}

/** @returns the scripts by their addresses */
async function scriptsOf(
	browser: Browser,
	product: Product,
	person: string,
	visit: (page: Page) => Promise<unknown>,
): Promise<Map<string, Buffer>> {
	const context = await signedIn(browser, product, person);
	const page = await context.newPage();
	const bodies = new Map<string, Promise<Buffer>>();
	page.on('response', (response) => {
		const type = response.headers()['content-type'] ?? '';
		if (type.includes('javascript')) bodies.set(response.url(), response.body());
	});
	await visit(page);
	const scripts = new Map<string, Buffer>();
	for (const [url, body] of bodies) scripts.set(url, await body);
	await context.close();
	return scripts;
}

function sizeOf(page: string, scripts: ReadonlyMap<string, Buffer>): ScriptSize {
	let gzipBytes = 0;
	for (const body of scripts.values()) gzipBytes += gzipSync(body, { level: 9 }).length;
	return { page, files: scripts.size, gzipBytes, hasYjs: hasYjs(scripts) };
}

function hasYjs(scripts: ReadonlyMap<string, Buffer>): boolean {
	return [...scripts.values()].some((body) => body.includes(YJS));
}
