/** The whole way without a mouse: from signing in to a card that was moved, each step announced. */
import { BOARD, BoardPage, tabTo } from './support/board-page.ts';
import { expect, test } from './support/fixtures.ts';

test('from signing in on, a card is lifted, moved and dropped by keyboard alone', async ({
	visitor: page,
}) => {
	const { keyboard } = page;
	await page.goto('/login');
	await tabTo(page, page.getByRole('button', { name: 'Inspection Coordinator' }));
	await keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: 'Inspections' })).toBeVisible();
	await tabTo(page, page.locator(`h2 a[href="/boards/${BOARD}"]`));
	await keyboard.press('Enter');
	await expect(page).toHaveTitle(/^Overview/);
	await tabTo(page, page.locator(`main a[href="/boards/${BOARD}/q9"]`).first());
	await keyboard.press('Enter');
	await expect(page).toHaveURL(`/boards/${BOARD}/q9`);
	const board = new BoardPage(page);
	await board.isLive();

	const title = 'Equality team and staff associations to be involved';
	const card = board.link(title);
	await tabTo(page, card);
	await keyboard.press(' ');
	await expect(board.said).toHaveText(
		`“${title}” lifted. Planned, Improvements together, place 1 of 1. ` +
			'Arrows move it, Space drops it, Escape puts it back.',
	);
	await keyboard.press('ArrowRight');
	await expect(board.said).toHaveText('Doing, Improvements together, place 1 of 2.');
	await keyboard.press('ArrowDown');
	await expect(board.said).toHaveText('Doing, Improvements together, place 2 of 2.');
	await expect(card).toBeFocused();
	await keyboard.press(' ');
	await expect(board.said).toHaveText(`“${title}” is in Doing, Improvements together, place 2.`);
	await expect(board.titles(board.cell('Doing', 'Improvements together'))).toHaveText([
		'Development review working group; two-tier trial',
		title,
	]);
	await expect(card).toBeFocused();
	await expect(board.saveMark).toHaveText(/^Saved/);

	await keyboard.press(' ');
	await keyboard.press('ArrowRight');
	await expect(board.said).toHaveText(/^Done, Improvements together, place 2 of 5\.$/);
	await keyboard.press('Escape');
	await expect(board.said).toHaveText(`“${title}” is back where it was.`);
	await expect(card).toBeFocused();
	await expect(board.cell('Doing', 'Improvements together')).toContainText(title);

	await keyboard.press('ArrowUp');
	await expect(board.link('Development review working group; two-tier trial')).toBeFocused();
	await keyboard.press('Enter');
	await expect(page.getByRole('region', { name: 'Development review' })).toBeVisible();
	await keyboard.press('Escape');
	await expect(board.link('Development review working group; two-tier trial')).toBeFocused();
});

test('arrows walk from card to card, and Tab needs one stop for each column', async ({
	signIn,
}) => {
	const board = await BoardPage.open(await signIn('coordinator'), 'q9');
	const { keyboard } = board.page;
	const first = board.link('Development review completion up');
	await first.focus();
	await keyboard.press('ArrowDown');
	await expect(board.link('More women officers through the uplift')).toBeFocused();
	await keyboard.press('End');
	await expect(board.link('Enhanced support reviewed')).toBeFocused();
	await keyboard.press('Home');
	await expect(first).toBeFocused();
	const done = board.page.locator('[data-cell$="/done"] [data-card] a[tabindex="0"]');
	await expect(done).toHaveCount(1);
});

test('M opens the Move menu of the card that has the focus, and Escape goes back to it', async ({
	signIn,
}) => {
	const title = 'List of high-risk roles made';
	const board = await BoardPage.open(await signIn('coordinator'), 'q9');
	await board.link(title).focus();
	await board.page.keyboard.press('m');
	const menu = board.page.getByRole('menu', { name: `Move “${title}”` });
	await expect(menu).toBeVisible();
	await board.page.keyboard.press('ArrowDown');
	await expect(menu.getByRole('menuitem', { name: 'Doing' })).toBeFocused();
	await board.page.keyboard.press('Escape');
	await expect(menu).toBeHidden();
	await expect(board.card(title).locator(':focus')).toHaveCount(1);
});

test('a place that refuses a lifted card is announced with its reason', async ({ signIn }) => {
	const title = 'Enhanced support reviewed';
	const board = await BoardPage.open(await signIn('coordinator'), 'q9');
	const { keyboard } = board.page;
	await board.link(title).focus();
	await keyboard.press(' ');
	await keyboard.press('ArrowRight');
	const why = 'Embedded opens and closes when a reviewer decides on the evidence, not by a move.';
	await expect(board.said).toHaveText(`Embedded, Considerations together, place 1 of 1. ${why}`);
	await keyboard.press(' ');
	await expect(board.interrupted).toHaveText(`“${title}” was not moved. ${why}`);
	await expect(board.cell('Done', 'Considerations together')).toContainText(title);
	await expect(board.link(title)).toBeFocused();
});
