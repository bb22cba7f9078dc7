/** The Move menu: every move without carrying anything, and undone by one press. */
import { BoardPage } from './support/board-page.ts';
import { expect, test } from './support/fixtures.ts';

test('the menu moves a card to a column, to a place and to a finding', async ({ signIn }) => {
	const title = 'Visibility of the senior team';
	const board = await BoardPage.open(await signIn('coordinator'), 'q3');
	const together = 'Considerations together';
	const doing = board.titles(board.cell('Doing', together));
	const others = ['Formal briefings and informal talks', 'Community support officer recruitment'];
	await expect(doing).toHaveText([...others, title]);

	await board.moveByMenu(title, 'Up in Doing');
	await expect(doing).toHaveText([others[0] ?? '', title, others[1] ?? '']);
	await expect(board.said).toHaveText(`“${title}” is in Doing, ${together}, place 2.`);
	await expect(board.link(title)).toBeFocused();

	await board.moveByMenu(title, 'Down in Doing');
	await expect(doing).toHaveText([...others, title]);
	const menu = await board.moveMenu(title);
	await expect(menu.getByRole('menuitem', { name: 'Down in Doing' })).toContainText(
		'It is the last one',
	);
	await board.page.keyboard.press('Escape');
	await expect(board.moveButton(title)).toBeFocused();

	await board.moveByMenu(title, 'Planned');
	await expect(board.titles(board.cell('Planned', together))).toHaveText([
		'Constable vacancy rate',
		title,
	]);

	await board.moveButton(title).click();
	await board.page.getByRole('menuitem', { name: 'To another finding' }).click();
	const findings = board.page.getByRole('menu', { name: 'Move to another finding' });
	await findings.getByRole('menuitem', { name: /^Consideration 2:/ }).click();
	await expect(board.titles(board.cell('Planned', 'Consideration 2'))).toHaveText([title]);
	await expect(board.link(title)).toBeFocused();
});

test('a move is undone by the press of one button, at the place it came from', async ({
	signIn,
}) => {
	const title = 'Superintendents posted after boards';
	const board = await BoardPage.open(await signIn('coordinator'), 'q3');
	const done = board.titles(board.cell('Done', 'Considerations together'));
	const before = await done.allTextContents();
	await board.moveByMenu(title, 'Planned');
	await expect(done).toHaveCount(before.length - 1);
	await board.messages.getByRole('button', { name: 'Undo' }).click();
	await expect(done).toHaveText(before);
	await expect(board.said).toHaveText(`“${title}” is back in Done.`);
	await expect(board.link(title)).toBeFocused();
});

test('on a phone the menu is a sheet and moves a card into a column that was folded', async ({
	signIn,
}) => {
	const title = 'Formal briefings and informal talks';
	const page = await signIn('coordinator', {
		viewport: { width: 390, height: 844 },
		hasTouch: true,
		isMobile: true,
	});
	const board = await BoardPage.open(page, 'q3');
	await expect(board.page.getByRole('button', { name: /^Done/ })).toHaveAttribute(
		'aria-expanded',
		'false',
	);
	await board.moveByMenu(title, 'Done');
	await expect(board.page.getByRole('button', { name: /^Done/ })).toHaveAttribute(
		'aria-expanded',
		'true',
	);
	await expect(board.cell('Done', 'Considerations together')).toContainText(title);
	await expect(board.link(title)).toBeInViewport();
});
