/**
 * Every page by axe, in light and dark, on a desk and on a phone: no violation. And nothing is wider
 * than the narrowest phone.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { BOARD, boardPath, BoardPage } from './support/board-page.ts';
import { expect, test, type Account } from './support/fixtures.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What can differ from one theme to the other: nothing but colours does. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * A phone is as tall as its page here: what lies under the bar at its foot is reached by scrolling,
 * which axe does not do.
 */
const SCREENS = [
	[
		{ width: 1440, height: 900, colorScheme: 'light', all: true },
		{ width: 1440, height: 900, colorScheme: 'dark', all: false },
	],
	[
		{ width: 320, height: 6_000, colorScheme: 'dark', all: true },
		{ width: 390, height: 6_000, colorScheme: 'light', all: false },
	],
] as const;

type Look = (typeof SCREENS)[number][number];

interface Seen {
	readonly name: string;
	readonly account: Account | null;
	readonly path: string;
	/** brings the page into the state that is looked at */
	readonly arrange: (page: Page) => Promise<void>;
}

const heading = (name: string | RegExp) => async (page: Page) => {
	await expect(page.getByRole('heading', { name }).first()).toBeVisible();
};
const live = (page: Page) => new BoardPage(page).isLive();
const card = `${BOARD}-q4-responding-resp-1`;

const PAGES: readonly Seen[] = [
	{ name: 'signing in', account: null, path: '/login', arrange: heading('Sign in') },
	{
		name: 'signing in that failed',
		account: null,
		path: '/login',
		async arrange(page) {
			await page.getByRole('button', { name: 'Sign in', exact: true }).click();
			await expect(page.getByRole('heading', { name: 'You are not signed in' })).toBeVisible();
		},
	},
	{
		name: 'the inspections',
		account: 'coordinator',
		path: '/boards',
		arrange: heading('Inspections'),
	},
	{
		name: 'an overview',
		account: 'lead.contact',
		path: `/boards/${BOARD}`,
		async arrange(page) {
			await expect(page.getByText(/^You own \d/)).toBeVisible();
			await page.getByText('Other forces in this cycle').click();
			await expect(page.getByRole('table').last()).toBeVisible();
		},
	},
	{
		name: 'an overview without responses',
		account: 'executive',
		path: '/boards/durham-2016-effectiveness',
		arrange: heading(/^Overview|2016/),
	},
	{ name: "a pillar's board", account: 'coordinator', path: boardPath('q4'), arrange: live },
	{ name: "a reader's board", account: 'executive', path: boardPath('q6'), arrange: live },
	{
		name: 'a board with everything unfolded',
		account: 'coordinator',
		path: boardPath('q9'),
		async arrange(page) {
			await live(page);
			const folded = page.locator('.head button[aria-expanded="false"]:visible');
			while ((await folded.count()) > 0) await folded.first().click();
		},
	},
	{
		name: 'an open card, as its writer',
		account: 'lead.contact',
		path: boardPath('q4', `?card=${card}`),
		async arrange(page) {
			await live(page);
			await expect(page.getByRole('textbox', { name: 'Progress' })).toBeVisible();
			await page.getByRole('button', { name: /^Write (it|in it)$/ }).click();
			await expect(page.getByRole('toolbar', { name: 'Formatting' })).toBeVisible();
		},
	},
	{
		name: 'an open card, as a reader',
		account: 'executive',
		path: boardPath('q4', `?card=${card}`),
		arrange: live,
	},
	{
		name: 'an open Move menu',
		account: 'coordinator',
		path: boardPath('q4'),
		async arrange(page) {
			await live(page);
			await new BoardPage(page).moveMenu('Investment in control room and telephone systems');
		},
	},
	{
		name: 'the question for a new action',
		account: 'coordinator',
		path: boardPath('q4'),
		async arrange(page) {
			await live(page);
			const planned = page.locator('.head button[aria-expanded="false"]:visible').filter({
				hasText: 'Planned',
			});
			if ((await planned.count()) > 0) await planned.click();
			await page.getByRole('button', { name: /, AFI 1$/ }).click();
			const dialog = page.getByRole('dialog', { name: 'Add an action' });
			await dialog.getByRole('button', { name: 'Add action' }).click();
			await expect(dialog.getByRole('alert')).toBeVisible();
		},
	},
	{
		name: 'the live view',
		account: 'observer',
		path: `/boards/${BOARD}/live`,
		arrange: heading(/is not finished work|are not finished work|off track/),
	},
	{
		name: 'the live view without responses',
		account: 'executive',
		path: '/boards/durham-2014-crime/live',
		arrange: heading(/no responses recorded/),
	},
	{
		name: 'a page that is not there',
		account: 'coordinator',
		path: '/boards/nothing',
		arrange: heading('There is no such page'),
	},
	{
		name: 'a page that is not open',
		account: 'observer',
		path: boardPath('q4'),
		arrange: heading('This is not open to you'),
	},
];

test.describe.configure({ mode: 'parallel' });

for (const { name, account, path, arrange } of PAGES) {
	test(`${name}: no violation, and nothing to scroll sideways`, async ({ signIn, visitor }) => {
		const page = account === null ? visitor : await signIn(account);
		for (const looks of SCREENS) {
			await show(page, looks[0]);
			await page.goto(path);
			await arrange(page);
			for (const look of looks) {
				await test.step(`${look.colorScheme}, ${look.width} px`, async () => {
					await show(page, look);
					expect.soft(await violations(page, look)).toEqual([]);
					expect.soft(await widerThanScreen(page)).toBe(0);
				});
			}
		}
	});
}

async function show(page: Page, { width, height, colorScheme }: Look): Promise<void> {
	await page.setViewportSize({ width, height });
	await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
	// Colours that are on their way from one theme to the other are nobody's colours.
	await page.evaluate(async () => {
		const ending = document
			.getAnimations()
			.filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
		await Promise.allSettled(ending.map(({ finished }) => finished));
	});
}

async function violations(page: Page, { all }: Look): Promise<readonly unknown[]> {
	// In the page itself: a page of its own for the result is for pages with frames, and ours have none.
	const axe = new AxeBuilder({ page }).setLegacyMode();
	const found = await (all ? axe.withTags(RULES) : axe.withRules(COLOURS)).analyze();
	return found.violations.map(({ id, help, nodes }) => ({
		id,
		help,
		where: nodes.slice(0, 3).map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`),
	}));
}

/** @returns by how many CSS pixels */
const widerThanScreen = (page: Page): Promise<number> =>
	page.evaluate(() => {
		const { scrollWidth, clientWidth } = document.documentElement;
		return Math.max(0, scrollWidth - clientWidth);
	});

test('a chosen theme is in the first answer of the server and outlives the page', async ({
	signIn,
}) => {
	const page = await signIn('coordinator');
	await page.emulateMedia({ colorScheme: 'light' });
	await page.goto('/boards');
	const html = page.locator('html');
	const ink = () => page.evaluate(() => getComputedStyle(document.body).color);
	const light = await ink();
	await page.getByRole('button', { name: /^You:/ }).click();
	await page.getByRole('menuitem', { name: 'Switch between light and dark' }).click();
	await expect(html).toHaveAttribute('data-theme', 'dark');
	await expect.poll(ink).not.toBe(light);
	await page.reload();
	await expect(html).toHaveAttribute('data-theme', 'dark');
	expect(await (await page.request.get('/boards')).text()).toContain('data-theme="dark"');
});
