/** The live view: what executives and observers watch, with no document and no editor behind it. */
import type { Page } from '@playwright/test';
import { BOARD, BoardPage } from './support/board-page.ts';
import { expect, test } from './support/fixtures.ts';

const LIVE = `/boards/${BOARD}/live`;
/** A string of Yjs that no build removes: it warns with it when it is loaded twice. */
const YJS = '__ $YJS$ __';

const stair = (page: Page, label: string) =>
	page
		.getByRole('region', { name: 'From claim to closed' })
		.getByRole('listitem')
		.filter({ hasText: label });

test('an observer sees 61 ticked and 35 finished; a change arrives by itself, and waits while paused', async ({
	signIn,
	ownServer: server,
}) => {
	const title = 'More people';
	const observer = await signIn('observer', { server });
	await observer.goto('/boards');
	await observer.locator(`h2 a[href="${LIVE}"]`).click();
	await expect(observer).toHaveURL(LIVE);
	let loads = 0;
	observer.on('load', () => (loads += 1));
	await expect(stair(observer, 'Ticked as done')).toContainText('61');
	await expect(stair(observer, 'Read as finished')).toContainText('35');
	await expect(observer.getByText(/^Updated \d\d:\d\d$/)).toBeVisible();

	const lead = await BoardPage.open(await signIn('lead.contact', { server }), 'q4');
	await lead.moveByMenu(title, 'Doing');
	await expect(stair(observer, 'Read as finished')).toContainText('34');
	await expect(stair(observer, 'Ticked as done')).toContainText('61');

	await observer.getByRole('button', { name: 'Pause updates' }).click();
	await lead.moveByMenu(title, 'Done');
	await expect(observer.getByText('newer figures wait')).toBeVisible();
	await expect(stair(observer, 'Read as finished')).toContainText('34');
	await observer.getByRole('button', { name: 'Resume updates' }).click();
	await expect(stair(observer, 'Read as finished')).toContainText('35');
	expect(loads).toBe(0);
});

test('the live view loads neither Yjs nor the editor', async ({ signIn }) => {
	const page = await signIn('executive');
	const scripts: Promise<string>[] = [];
	page.on('response', (response) => {
		if (response.request().resourceType() === 'script') scripts.push(response.text());
	});
	const loaded = async () => (await Promise.all(scripts)).join('\n');

	await page.goto(LIVE);
	await expect(page.getByRole('button', { name: 'Pause updates' })).toBeVisible();
	await page.waitForLoadState('load');
	expect(scripts.length).toBeGreaterThan(0);
	expect(await loaded()).not.toContain(YJS);

	// The same look at a page that does load it, so that this test can fail.
	await BoardPage.open(page, 'q4');
	expect(await loaded()).toContain(YJS);
});

test('an observer is offered no way into a board from the live view', async ({ signIn }) => {
	const page = await signIn('observer');
	await page.goto(LIVE);
	await expect(page.getByText('Read only')).toBeVisible();
	await expect(page.getByRole('main').getByRole('link')).toHaveCount(0);
});

test('without the server the live view says of when it is, and goes on when it is back', async ({
	signIn,
	ownServer: server,
}) => {
	const page = await signIn('observer', { server });
	await page.goto(LIVE);
	await expect(page.getByText(/^Updated \d\d:\d\d$/)).toBeVisible();
	await server.kill();
	const words = /^The server cannot be reached\. This is as of \d\d:\d\d/;
	await expect(page.getByRole('main').getByText(words)).toBeVisible();
	await expect(
		page.getByRole('status').filter({ hasText: /^The server cannot be reached\./ }),
	).toBeAttached();
	await expect(stair(page, 'Read as finished')).toContainText('35');
	await server.start();
	await expect(page.getByText(/^Updated \d\d:\d\d$/)).toBeVisible({ timeout: 30_000 });
});
