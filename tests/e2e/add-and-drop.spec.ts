/** Actions come with a few words and go with a reason; nothing is deleted. */
import { BoardPage } from './support/board-page.ts';
import { expect, test } from './support/fixtures.ts';

test('an action is added to a finding, and others see it at once', async ({ signIn }) => {
	const title = 'Quarterly review of the risk register';
	const [coordinator, executive] = await Promise.all([
		signIn('coordinator').then((page) => BoardPage.open(page, 'q10')),
		signIn('executive').then((page) => BoardPage.open(page, 'q10')),
	]);
	await coordinator.page
		.getByRole('button', { name: /^(No action yet. Add one|Add an action)\s*, AFI 1$/ })
		.click();
	const dialog = coordinator.page.getByRole('dialog', { name: 'Add an action' });
	await expect(dialog.getByLabel('What will be done')).toBeFocused();
	await dialog.getByRole('button', { name: 'Add action' }).click();
	await expect(dialog.getByRole('alert')).toHaveText('Say in a few words what will be done.');
	await dialog.getByLabel('What will be done').fill(title);
	await dialog.getByLabel('Owner').selectOption({ label: 'Head of Strategy and Performance' });
	await dialog.getByLabel('Due').fill('2031-03-31');
	await dialog.getByRole('button', { name: 'Add action' }).click();
	await expect(dialog).toBeHidden();

	for (const board of [coordinator, executive]) {
		await expect(board.titles(board.cell('Planned', 'AFI 1'))).toHaveText([title]);
		await expect(board.card(title)).toContainText('Head of Strategy and Performance');
	}
	await expect(coordinator.said).toHaveText(`“${title}” is added to Planned, AFI 1.`);
	await expect(coordinator.saveMark).toHaveText(/^Saved/);
	await executive.page.reload();
	await expect(executive.cell('Planned', 'AFI 1')).toContainText(title);
});

test('a lead adds to the lanes of their own department', async ({ signIn }) => {
	const title = 'Night cover for the safeguarding hub';
	const board = await BoardPage.open(await signIn('lead.vulnerability'), 'q6');
	await board.page.getByRole('button', { name: /, AFI 1$/ }).click();
	const dialog = board.page.getByRole('dialog', { name: 'Add an action' });
	await expect(dialog.getByLabel('Department')).toHaveCount(0);
	await dialog.getByLabel('What will be done').fill(title);
	await dialog.getByLabel('What will be done').press('Enter');
	await expect(board.cell('Planned', 'AFI 1')).toContainText(title);
	await expect(board.card(title)).toContainText('Safeguarding');
	await expect(board.saveMark).toHaveText(/^Saved/);
});

test('an action is dropped only with a reason, which stays, and is restored', async ({
	signIn,
}) => {
	const title = 'Strategic risk board';
	const reason = 'It is part of the executive board now';
	const [coordinator, executive] = await Promise.all([
		signIn('coordinator').then((page) => BoardPage.open(page, 'q10')),
		signIn('executive').then((page) => BoardPage.open(page, 'q10')),
	]);
	await coordinator.moveByMenu(title, 'Drop this action');
	const dialog = coordinator.page.getByRole('dialog', { name: `Drop “${title}”` });
	await dialog.getByRole('button', { name: 'Drop it' }).click();
	await expect(dialog.getByRole('alert')).toHaveText(
		'Give the reason: it stays visible with the card.',
	);
	await dialog.getByLabel('Why it is not needed').fill(reason);
	await dialog.getByRole('button', { name: 'Drop it' }).click();
	await expect(dialog).toBeHidden();

	for (const board of [coordinator, executive]) {
		await expect(board.card(title)).toHaveCount(0);
		const dropped = board.page.getByRole('region', { name: 'Dropped' });
		await expect(dropped).toContainText(title);
		await expect(dropped).toContainText(reason);
	}

	await coordinator.link(title).click();
	await coordinator.drawer(title).getByRole('button', { name: 'Restore it' }).click();
	for (const board of [coordinator, executive]) {
		await expect(board.cell('Planned', 'Improvements together')).toContainText(title);
		await expect(board.page.getByRole('region', { name: 'Dropped' })).toHaveCount(0);
	}
});

test('a drop is undone by the press of one button', async ({ signIn }) => {
	const title = 'Training and development strategy';
	const board = await BoardPage.open(await signIn('coordinator'), 'q10');
	await board.moveByMenu(title, 'Drop this action');
	await board.page.getByLabel('Why it is not needed').fill('By mistake');
	await board.page.getByRole('button', { name: 'Drop it' }).click();
	await expect(board.card(title)).toHaveCount(0);
	await board.messages.getByRole('button', { name: 'Undo' }).click();
	await expect(board.card(title)).toHaveCount(1);
	await expect(board.page.getByRole('region', { name: 'Dropped' })).toHaveCount(0);
});
