/** Several people on one board: what one does, the others see, without loading anything again. */
import { BoardPage } from './support/board-page.ts';
import { expect, test } from './support/fixtures.ts';

test('a card that the lead moves with the menu stands moved on the two other screens', async ({
	signIn,
}) => {
	const title = 'More people';
	const [coordinator, lead, executive] = await Promise.all([
		signIn('coordinator').then((page) => BoardPage.open(page, 'q4')),
		signIn('lead.contact').then((page) => BoardPage.open(page, 'q4')),
		signIn('executive').then((page) => BoardPage.open(page, 'q4')),
	]);
	for (const board of [coordinator, lead, executive]) {
		await expect(board.cell('Done', 'Improvements together')).toContainText(title);
	}

	await lead.moveByMenu(title, 'Doing');

	for (const board of [coordinator, lead, executive]) {
		await expect(board.cell('Doing', 'Improvements together')).toContainText(title);
		await expect(board.cell('Done', 'Improvements together')).not.toContainText(title);
	}
	await expect(lead.saveMark).toHaveText(/^Saved \d\d:\d\d$/);
	for (const board of [coordinator, executive]) {
		await expect(board.card(title)).toContainText(
			/Moved here \d\d:\d\d by Head of Contact Management/,
		);
		await expect(board.said).toHaveText('1 change on this board, by Head of Contact Management.');
	}
});

test('everybody on the board is named to everybody else', async ({ signIn }) => {
	const coordinator = await BoardPage.open(await signIn('coordinator'), 'q8');
	const executive = await BoardPage.open(await signIn('executive'), 'q8');
	for (const board of [coordinator, executive]) {
		const people = board.page.getByRole('list', { name: 'On this board' });
		await expect(people).toContainText('Inspection Coordinator');
		await expect(people).toContainText('Deputy Chief Constable');
	}
	await executive.page.close();
	await expect(coordinator.page.getByRole('list', { name: 'On this board' })).not.toContainText(
		'Deputy Chief Constable',
	);
});

test('two people who move two cards at once both see both moves, in one order', async ({
	signIn,
}) => {
	const titles = [
		'Improvement scrutiny panel and learning',
		'Dedicated diary team with supervision',
	];
	const [coordinator, lead] = await Promise.all([
		signIn('coordinator').then((page) => BoardPage.open(page, 'q4')),
		signIn('lead.contact').then((page) => BoardPage.open(page, 'q4')),
	]);
	await Promise.all([
		coordinator.moveByMenu(titles[0] ?? '', 'Planned'),
		lead.moveByMenu(titles[1] ?? '', 'Planned'),
	]);
	const orders = [];
	for (const board of [coordinator, lead]) {
		const planned = board.cell('Planned', 'Considerations together');
		for (const title of titles) await expect(planned).toContainText(title);
		orders.push(await board.titles(planned).allTextContents());
	}
	expect(orders[0]).toEqual(orders[1]);
});
