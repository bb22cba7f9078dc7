/** The open card: beside the board, reached and left by keyboard, with an address of its own. */
import { BOARD, boardPath, BoardPage } from './support/board-page.ts';
import { expect, test } from './support/fixtures.ts';

test('a card opens by Enter with the focus in it; Escape closes it and the focus returns', async ({
	signIn,
}) => {
	const title = 'Process work on skeleton crime records';
	const board = await BoardPage.open(await signIn('coordinator'), 'q1');
	await board.link(title).focus();
	await board.page.keyboard.press('Enter');
	const drawer = board.drawer(title);
	await expect(drawer).toBeVisible();
	await expect(drawer.locator(':focus')).toHaveCount(1);
	await expect(board.page).toHaveURL(boardPath('q1', `?card=${BOARD}-q1-crime-data-resp-2`));
	await expect(board.card(title)).toHaveAttribute('aria-current', 'true');
	await board.page.keyboard.press('Escape');
	await expect(drawer).toHaveCount(0);
	await expect(board.link(title)).toBeFocused();
	await expect(board.page).toHaveURL(boardPath('q1'));
});

test('the close button keeps what was typed and gives the focus back', async ({ signIn }) => {
	const title = 'Compliance steady at 97 percent';
	const board = await BoardPage.open(await signIn('coordinator'), 'q1');
	const drawer = await board.openCard(title);
	await drawer.getByRole('textbox', { name: 'Progress' }).fill('Checked again in spring.');
	await drawer.getByRole('button', { name: 'Close, nothing is lost' }).click();
	await expect(board.link(title)).toBeFocused();
	await expect(board.saveMark).toHaveText(/^Saved/);
	await board.page.reload();
	await board.isLive();
	await expect(
		(await board.openCard(title)).getByRole('textbox', { name: 'Progress' }),
	).toHaveValue('Checked again in spring.');
});

test('Back closes a card, and after it was closed it does not open it again', async ({
	signIn,
}) => {
	const first = 'Compliance steady at 97 percent';
	const second = 'Process work on skeleton crime records';
	const page = await signIn('coordinator');
	await page.goto('/boards');
	const board = await BoardPage.open(page, 'q1');
	await board.openCard(first);
	await page.goBack();
	await expect(board.drawer(first)).toHaveCount(0);
	await expect(board.link(first)).toBeFocused();

	await board.openCard(first);
	await board.openCard(second);
	await board.drawer(second).press('Escape');
	await expect(board.drawer(second)).toHaveCount(0);
	await expect(page).toHaveURL(boardPath('q1'));
	await page.goBack();
	await expect(page).toHaveURL('/boards');
});

test('a link to a card opens it, also before any script', async ({ signIn }) => {
	const path = boardPath('q4', `?card=${BOARD}-q4-responding-resp-9`);
	const title = 'No predictive capability; data mined by hand';
	const live = await signIn('lead.contact');
	await live.goto(path);
	await expect(new BoardPage(live).drawer(title)).toBeVisible();
	await expect(live).toHaveTitle(new RegExp(`^${title}: Q4`));

	const still = await signIn('executive', { javaScriptEnabled: false });
	await still.goto(path);
	await expect(new BoardPage(still).drawer(title)).toBeVisible();
	await expect(still.getByText('No mark in the document')).toBeVisible();
});

test('progress that the lead types appears for others and survives a reload', async ({
	signIn,
}) => {
	const title = 'Action plan of the VGG';
	const words = 'The group met in April and agreed the plan.';
	const [lead, executive] = await Promise.all([
		signIn('lead.vulnerability').then((page) => BoardPage.open(page, 'q6')),
		signIn('executive').then((page) => BoardPage.open(page, 'q6')),
	]);
	const reading = await executive.openCard(title);
	const writing = await lead.openCard(title);
	await writing.getByRole('textbox', { name: 'Progress' }).fill('');
	await writing.getByRole('textbox', { name: 'Progress' }).pressSequentially(words);
	await expect(reading).toContainText(words);
	await expect(lead.saveMark).toHaveText(/^Saved/);
	for (const board of [lead, executive]) {
		await board.page.reload();
		await board.isLive();
	}
	await expect(writing.getByRole('textbox', { name: 'Progress' })).toHaveValue(words);
	await expect(reading).toContainText(words);
});

test('the title is written together and the card carries it', async ({ signIn }) => {
	const title = 'Numbers are low; dip sampling goes on';
	const better = 'Numbers are low; dip sampling goes on each month';
	const [coordinator, executive] = await Promise.all([
		signIn('coordinator').then((page) => BoardPage.open(page, 'q1')),
		signIn('executive').then((page) => BoardPage.open(page, 'q1')),
	]);
	const drawer = await coordinator.openCard(title);
	await drawer.getByRole('textbox', { name: 'Title of the action' }).press('End');
	await drawer
		.getByRole('textbox', { name: 'Title of the action' })
		.pressSequentially(' each month');
	await expect(executive.link(better)).toBeVisible();
});

test('the next step and the owner are changed in the drawer', async ({ signIn }) => {
	const title = 'Wait for national advice';
	const board = await BoardPage.open(await signIn('coordinator'), 'q1');
	const drawer = await board.openCard(title);
	await drawer.getByLabel('Owner').selectOption({ label: 'Head of Crime Data and Standards' });
	await drawer.getByRole('button', { name: 'Mark as done' }).click();
	await expect(drawer.getByRole('region', { name: 'State and next step' })).toContainText('Done');
	await drawer.press('Escape');
	await expect(board.cell('Done', 'Improvements together')).toContainText(title);
	await expect(board.card(title)).toContainText('Head of Crime Data and Standards');
});

test('the editor is loaded only when a writer opens it', async ({ signIn }) => {
	const page = await signIn('lead.contact');
	const scripts: string[] = [];
	page.on('response', (response) => {
		if (response.url().endsWith('.js')) scripts.push(response.url());
	});
	const board = await BoardPage.open(page, 'q4');
	const drawer = await board.openCard('No predictive capability; data mined by hand');
	await expect(drawer.getByRole('button', { name: 'Write it' })).toBeEnabled();
	const before = scripts.length;
	await drawer.getByRole('button', { name: 'Write it' }).click();
	await expect(drawer.getByRole('toolbar', { name: 'Formatting' })).toBeVisible();
	expect(scripts.length).toBeGreaterThan(before);
});

test('what is measured in the pillar is shown with its table', async ({ signIn }) => {
	const board = await BoardPage.open(await signIn('executive'), 'q1');
	const drawer = await board.openCard('Process work on skeleton crime records');
	await expect(drawer.getByRole('heading', { name: 'Measures of Q1' })).toBeVisible();
	await expect(drawer).toContainText('96.2');
});
