/** Carrying a card with a mouse and with a finger. */
import type { CDPSession, Locator } from '@playwright/test';
import { BoardPage } from './support/board-page.ts';
import { expect, test } from './support/fixtures.ts';

async function middleOf(element: Locator): Promise<{ x: number; y: number }> {
	const box = await element.boundingBox();
	if (box === null) throw new Error('It is not on the screen');
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('a card is carried by mouse to another column, and the carried copy goes away', async ({
	signIn,
}) => {
	const title = 'More supervisory oversight';
	const board = await BoardPage.open(await signIn('coordinator'), 'q7');
	const { mouse } = board.page;
	const card = board.card(title);
	await card.scrollIntoViewIfNeeded();
	const from = await middleOf(card.getByRole('heading'));
	const done = board.cell('Done', 'Improvements together');
	const last = await done.getByRole('listitem').last().boundingBox();
	if (last === null) throw new Error('The column is not on the screen');
	const to = { x: last.x + last.width / 2, y: last.y + last.height - 4 };

	await mouse.move(from.x, from.y);
	await mouse.down();
	await mouse.move(from.x + 20, from.y, { steps: 3 });
	await expect(board.page.locator('[data-ghost]')).toBeVisible();
	await mouse.move(to.x, to.y, { steps: 8 });
	await expect(done.getByText('Drop to mark as done')).toBeVisible();
	await mouse.up();

	await expect(board.titles(done)).toHaveText([
		'Guidance and training revised for indecent image cases',
		'Guidance on double crewing refreshed',
		title,
	]);
	await expect(board.page.locator('[data-ghost]')).toHaveCount(0);
	await expect(board.page).not.toHaveURL(/card=/);
	await expect(board.said).toHaveText(`“${title}” is in Done, Improvements together, place 3.`);
	await expect(board.saveMark).toHaveText(/^Saved/);
});

test('Escape during a carry by mouse puts the card back', async ({ signIn }) => {
	const title = 'Policy going through ratification';
	const board = await BoardPage.open(await signIn('coordinator'), 'q7');
	const { mouse } = board.page;
	await board.card(title).scrollIntoViewIfNeeded();
	const from = await middleOf(board.card(title).getByRole('heading'));
	await mouse.move(from.x, from.y);
	await mouse.down();
	await mouse.move(from.x + 300, from.y, { steps: 6 });
	await expect(board.page.locator('[data-ghost]')).toBeVisible();
	await board.page.keyboard.press('Escape');
	await expect(board.page.locator('[data-ghost]')).toHaveCount(0);
	await mouse.up();
	await expect(board.cell('Planned', 'Considerations together')).toContainText(title);
	await expect(board.said).toHaveText(`“${title}” is back where it was.`);
	await expect(board.page).not.toHaveURL(/card=/);
});

test('a column that is not open to a card says so while the card hangs over it', async ({
	signIn,
}) => {
	const title = 'Revisit found hardly any backlog';
	const board = await BoardPage.open(await signIn('coordinator'), 'q7');
	const { mouse } = board.page;
	await board.card(title).scrollIntoViewIfNeeded();
	const from = await middleOf(board.card(title).getByRole('heading'));
	const done = board.page.locator('[data-cell="together-considerations/embedded"]');
	const to = await middleOf(done);
	await mouse.move(from.x, from.y);
	await mouse.down();
	await mouse.move(to.x, to.y, { steps: 8 });
	await expect(done).toContainText('Embedded opens and closes when a reviewer decides');
	await mouse.up();
	await expect(board.messages).toContainText(`“${title}” was not moved.`);
	await expect(board.cell('Done', 'Considerations together')).toContainText(title);
});

test.describe('with a finger', () => {
	const touch = (session: CDPSession) => ({
		start: (x: number, y: number) =>
			session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] }),
		move: (x: number, y: number) =>
			session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y }] }),
		end: () => session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] }),
	});

	test('a card that is held lifts and is carried to another column', async ({ signIn }) => {
		const title = 'Ranked first for offences brought to justice';
		const board = await BoardPage.open(await signIn('coordinator', { hasTouch: true }), 'q5');
		const finger = touch(await board.page.context().newCDPSession(board.page));
		await board.card(title).scrollIntoViewIfNeeded();
		const from = await middleOf(board.card(title).getByRole('heading'));
		const to = await middleOf(board.page.locator('[data-cell="together-improvements/doing"]'));

		await finger.start(from.x, from.y);
		await expect(board.page.locator('[data-ghost]')).toBeVisible();
		for (const share of [0.25, 0.5, 0.75, 1]) {
			await finger.move(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
		}
		await expect(board.page.getByText('Drop to begin it')).toBeVisible();
		await finger.end();

		await expect(board.cell('Doing', 'Improvements together')).toContainText(title);
		await expect(board.page.locator('[data-ghost]')).toHaveCount(0);
		await expect(board.page).not.toHaveURL(/card=/);
	});

	test('a tap opens the card, and a swipe lifts nothing', async ({ signIn }) => {
		const title = 'Outcomes team monitors and feeds back';
		const board = await BoardPage.open(
			await signIn('coordinator', { hasTouch: true, viewport: { width: 900, height: 600 } }),
			'q5',
		);
		const finger = touch(await board.page.context().newCDPSession(board.page));
		await board.card(title).scrollIntoViewIfNeeded();
		const at = await middleOf(board.card(title).getByRole('heading'));
		await finger.start(at.x, at.y);
		for (const step of [30, 60, 90]) await finger.move(at.x, at.y - step);
		await finger.end();
		await expect(board.page.locator('[data-ghost]')).toHaveCount(0);
		await expect(board.cell('Done', 'Improvements together')).toContainText(title);

		await board.link(title).tap();
		await expect(board.drawer(title)).toBeVisible();
	});
});
