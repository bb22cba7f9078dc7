/** A browser for the pages: Debian's Chromium unless told otherwise, else the one Playwright brings. */
import { chromium, type Browser, type BrowserContext } from '@playwright/test';
import { existsSync } from 'node:fs';
import { signIn, type Product } from './product.ts';

export function openBrowser(): Promise<Browser> {
	const found = [process.env['TEST_CHROMIUM'], '/usr/bin/chromium'].find(
		(file) => file !== undefined && existsSync(file),
	);
	return chromium.launch({
		...(found === undefined ? {} : { executablePath: found }),
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
}

/** Somebody of the demonstration with a browser of their own: nothing cached, nothing kept. */
export async function signedIn(
	browser: Browser,
	{ origin }: Product,
	person: string,
): Promise<BrowserContext> {
	const context = await browser.newContext({
		baseURL: origin,
		viewport: { width: 1440, height: 900 },
	});
	const [name = '', value = ''] = (await signIn(origin, `${person}@durham.example`)).split('=', 2);
	await context.addCookies([{ name, value, url: origin }]);
	return context;
}
