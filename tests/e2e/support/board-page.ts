/** A pillar's board as a person sees and uses it: found by the words and roles on the page. */
import { expect, type Locator, type Page } from '@playwright/test';

export const BOARD = 'durham-2023-25';

/** A card that the demonstration brings, by the number of its response: `response('q4', 2)`. */
export function boardPath(pillar: string, query = ''): string {
	return `/boards/${BOARD}/${pillar}${query}`;
}

export class BoardPage {
	readonly page: Page;

	constructor(page: Page) {
		this.page = page;
	}

	/** Opens a pillar and waits until it is live: before that a page only shows. */
	static async open(page: Page, pillar: string, query = ''): Promise<BoardPage> {
		await page.goto(boardPath(pillar, query));
		const board = new BoardPage(page);
		await board.isLive();
		return board;
	}

	/** A writer's first word is "Saved": the server has what the page has. */
	async isLive(): Promise<void> {
		await expect(this.saveMark).toHaveText(/^(Saved \d\d:\d\d|Read only)$/);
	}

	/** The save state in words, of the board or of the open drawer. */
	get saveMark(): Locator {
		return this.page
			.getByRole('status')
			.filter({ hasText: /^(Connecting|Read only|Saving|Saved \d|Not saved|Signed out)/ })
			.first();
	}

	card(title: string): Locator {
		return this.page.locator('[data-card]').filter({ has: this.link(title) });
	}

	link(title: string): Locator {
		return this.page.getByRole('link', { name: title, exact: true });
	}

	/** The cards of a lane in a column: `cell('Doing', 'Improvements together')`. */
	cell(column: string, lane: string): Locator {
		return this.page.getByRole('list', { name: `${column}, ${lane}`, exact: true });
	}

	/** Titles in their order. */
	titles(cell: Locator): Locator {
		return cell.getByRole('heading', { level: 4 });
	}

	/** What a screen reader was told last, politely. */
	get said(): Locator {
		return this.page.locator('[role="status"][aria-atomic="true"]');
	}

	/** What interrupted a screen reader last. */
	get interrupted(): Locator {
		return this.page.locator('[role="alert"][aria-atomic="true"]');
	}

	get messages(): Locator {
		return this.page.getByRole('region', { name: 'Messages' });
	}

	moveButton(title: string): Locator {
		return this.page.getByRole('button', { name: `Move “${title}”`, exact: true });
	}

	/** Opens the Move menu of a card. */
	async moveMenu(title: string): Promise<Locator> {
		await this.moveButton(title).click();
		const menu = this.page.getByRole('menu', { name: `Move “${title}”` });
		await expect(menu).toBeVisible();
		return menu;
	}

	async moveByMenu(title: string, to: string): Promise<void> {
		const menu = await this.moveMenu(title);
		await menu.getByRole('menuitem', { name: to }).first().click();
		await expect(menu).toBeHidden();
	}

	/** The open card. */
	drawer(title: string): Locator {
		return this.page.getByRole('region', { name: title, exact: true });
	}

	async openCard(title: string): Promise<Locator> {
		await this.link(title).click();
		const drawer = this.drawer(title);
		await expect(drawer).toBeVisible();
		return drawer;
	}
}

/** Presses Tab until something has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, goal: Locator, most = 80): Promise<void> {
	for (let presses = 0; presses < most; presses += 1) {
		await page.keyboard.press('Tab');
		if (await goal.evaluate((element) => element === document.activeElement)) return;
	}
	throw new Error(`${most} presses of Tab did not reach ${goal.toString()}`);
}
