/**
 * How long a person waits for a board and for a move on it: the board of a real pillar, and one
 * with 500 cards, each opened again and again by a browser that has nothing cached, then cards
 * carried to and fro by the keyboard.
 */
import type { Browser, Page } from '@playwright/test';
import { openBrowser, signedIn } from './support/browser.ts';
import { LARGE } from './support/large-board.ts';
import { addPageClock, loadingOf, type Loading } from './support/page-clock.ts';
import type { Product } from './support/product.ts';
import { median, quantile } from './support/quantiles.ts';

export interface PageTimes {
	readonly page: string;
	readonly cards: number;
	/** medians, in ms since the navigation began */
	readonly loading: Loading;
	readonly slowestLiveMs: number;
	/** from a key press until its effect is painted: lifting, carrying one column on, putting down */
	readonly liftMs: number;
	readonly carryMs: number;
	readonly dropMs: number;
	readonly slowestDropMs: number;
}

export const PAGES = { loads: 9, moves: 20 } as const;

const BOARDS = [
	{ page: '2023/25, Q4', path: '/boards/durham-2023-25/q4' },
	{ page: '500 cards', path: `/boards/${LARGE.board}/${LARGE.pillar}` },
] as const;

export async function measurePages(
	product: Product,
	say: (line: string) => void,
): Promise<PageTimes[]> {
	const browser = await openBrowser();
	try {
		const results: PageTimes[] = [];
		for (const { page, path } of BOARDS) {
			say(`Pages: ${page}`);
			results.push(await measure(browser, product, page, path));
		}
		return results;
	} finally {
		await browser.close();
	}
}

async function measure(
	browser: Browser,
	product: Product,
	name: string,
	path: string,
): Promise<PageTimes> {
	const loads: Loading[] = [];
	// The first one is for the server's and the browser's own caches, and is not counted.
	for (let n = 0; n <= PAGES.loads; n += 1) {
		const load = await open(browser, product, path, async (page) => loadingOf(page));
		if (n > 0) loads.push(load);
	}
	const of = (part: keyof Loading): number => median(loads.map((load) => load[part]));
	const moved = await open(browser, product, path, movesOn);
	return {
		page: name,
		cards: moved.cards,
		loading: {
			shown: of('shown'),
			live: of('live'),
			firstByte: of('firstByte'),
			htmlComplete: of('htmlComplete'),
		},
		slowestLiveMs: Math.max(...loads.map(({ live }) => live)),
		liftMs: median(moved.lift),
		carryMs: median(moved.carry),
		dropMs: median(moved.drop),
		slowestDropMs: quantile(moved.drop, 1),
	};
}

async function open<T>(
	browser: Browser,
	product: Product,
	path: string,
	look: (page: Page) => Promise<T>,
): Promise<T> {
	const context = await signedIn(browser, product, 'coordinator');
	try {
		const page = await context.newPage();
		await addPageClock(page);
		await page.goto(path, { waitUntil: 'commit' });
		return await look(page);
	} finally {
		await context.close();
	}
}

interface Moves {
	readonly cards: number;
	readonly lift: number[];
	readonly carry: number[];
	readonly drop: number[];
}

/** One card from Planned to Doing and back: both are columns that a coordinator may use. */
async function movesOn(page: Page): Promise<Moves> {
	await loadingOf(page);
	const moves: Moves = {
		cards: await page.locator('[data-card]').count(),
		lift: [],
		carry: [],
		drop: [],
	};
	const first = page.locator('[data-cell$="/planned"] [data-card]').first();
	const card = (await first.getAttribute('data-card')) ?? '';
	const title = page.locator(`[data-card="${card}"] a`);
	for (let n = 0; n < PAGES.moves; n += 1) {
		await title.focus();
		moves.lift.push(await press(page, card, 'Space', 'lifted'));
		moves.carry.push(await press(page, card, n % 2 === 0 ? 'ArrowRight' : 'ArrowLeft', 'mark'));
		moves.drop.push(await press(page, card, 'Space', 'moved'));
		await page
			.getByRole('status')
			.filter({ hasText: /^\s*Saved \d/ })
			.first()
			.waitFor();
	}
	return moves;
}

async function press(
	page: Page,
	card: string,
	key: string,
	effect: 'lifted' | 'mark' | 'moved',
): Promise<number> {
	// Kept on the page: what listens has to be there before the key goes down.
	const painted = await page.evaluateHandle(
		([id, what]) => ({ painted: window.benchmarkClock.untilPainted(id, what) }),
		[card, effect] as const,
	);
	await page.keyboard.press(key);
	return painted.evaluate((kept) => kept.painted);
}
