/** The server decides who may write; a page offers nothing that would be refused, and says why not. */
import type { Page } from '@playwright/test';
import { records } from '#lib/domain/board.ts';
import { changed, joined } from '../support/sockets.ts';
import { BOARD, boardPath, BoardPage } from './support/board-page.ts';
import { expect, test } from './support/fixtures.ts';

const cookieOf = async (page: Page): Promise<string> =>
	(await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');

/** Opens a socket from the page, with the page's own cookie. @returns the code it was closed with */
const closeCodeOf = (page: Page, document: string): Promise<number> =>
	page.evaluate(
		(name) =>
			new Promise<number>((resolve) => {
				const socket = new WebSocket(`ws://${location.host}/sync/${name}?v=1`);
				socket.addEventListener('close', ({ code }) => resolve(code));
			}),
		document,
	);

test('an executive is offered no control that writes', async ({ signIn }) => {
	const title = 'Too few people to ring callers back';
	const board = await BoardPage.open(await signIn('executive'), 'q4');
	await expect(board.page.getByRole('button', { name: /^Move|Add|Drop/ })).toHaveCount(0);
	const drawer = await board.openCard(title);
	await expect(drawer.getByRole('heading', { name: 'Progress' })).toBeVisible();
	await expect(drawer.getByRole('textbox')).toHaveCount(0);
	await expect(drawer.getByRole('combobox')).toHaveCount(0);
	const buttons = await drawer.getByRole('button').allTextContents();
	expect(buttons.map((words) => words.trim())).toEqual(['']);
	await expect(drawer.getByRole('button', { name: 'Close, nothing is lost' })).toBeVisible();
	await expect(board.saveMark).toHaveText('Read only');
	await drawer.press('Escape');
	await board.link(title).press(' ');
	await board.link(title).press('ArrowRight');
	await expect(board.said).toHaveText('');
});

test('an executive who sends a change by hand is refused, told so, and changes nothing', async ({
	signIn,
	server,
}) => {
	const id = `${BOARD}-q4-responding-resp-7`;
	const title = 'Too few people to ring callers back';
	const witness = await BoardPage.open(await signIn('coordinator'), 'q4');
	const executive = await signIn('executive');
	const { client, doc } = await joined(server.sync, `board:${BOARD}`, {
		cookie: await cookieOf(executive),
		origin: server.origin,
	});
	const action = records(doc, 'actions').get(id);
	expect(action?.get('state')).toBe('planned');

	const update = changed(doc, () => action?.set('state', 'done'));
	client.update(update);
	const byUpdate = await client.control('refused');
	expect(byUpdate).toMatchObject({ rule: 'P2' });
	client.step2(update);
	await client.control('refused', ({ n }) => n > byUpdate.n);
	client.close();

	const answer = await witness.page.request.get(`/api/boards/${BOARD}`);
	const { actions } = (await answer.json()) as { actions: { id: string; state: string }[] };
	expect(actions.find((each) => each.id === id)?.state).toBe('planned');
	await expect(witness.cell('Planned', 'Considerations together')).toContainText(title);
});

test('an observer is shown no board, and their socket is closed with 4403', async ({ signIn }) => {
	const page = await signIn('observer');
	for (const path of [boardPath('q4'), `/boards/${BOARD}`]) {
		const answer = await page.goto(path);
		expect(answer?.status()).toBe(403);
		await expect(page.getByRole('heading', { name: 'This is not open to you' })).toBeVisible();
		await expect(page.getByRole('link', { name: 'Open the live view' })).toBeVisible();
	}
	expect(await closeCodeOf(page, `board:${BOARD}`)).toBe(4403);
	expect(await closeCodeOf(page, `narrative:${BOARD}:${BOARD}-q4-responding-resp-1`)).toBe(4403);
	await page.getByRole('link', { name: 'Open the live view' }).click();
	await expect(page).toHaveURL(`/boards/${BOARD}/live`);
});

test('an administrator opens no inspection and no board', async ({ signIn }) => {
	const page = await signIn('admin');
	for (const path of ['/boards', `/boards/${BOARD}`, boardPath('q4'), `/boards/${BOARD}/live`]) {
		const answer = await page.goto(path);
		expect(answer?.status()).toBe(403);
		await expect(page.getByText('An administrator looks after accounts')).toBeVisible();
	}
	expect(await closeCodeOf(page, `board:${BOARD}`)).toBe(4403);
});

test('a board of nobody is 404, and its socket is closed with 4404', async ({ signIn }) => {
	const page = await signIn('coordinator');
	expect((await page.goto('/boards/nothing/q1'))?.status()).toBe(404);
	expect((await page.goto(boardPath('q99')))?.status()).toBe(404);
	expect(await closeCodeOf(page, 'board:nothing')).toBe(4404);
});

test('a lead who tries a card of another department is told whose it is, and it stays', async ({
	signIn,
}) => {
	const title = 'Practitioner improvement group';
	const board = await BoardPage.open(await signIn('lead.contact'), 'q6');
	const why = 'Only Safeguarding can move this card. Ask them or a coordinator.';

	await board.link(title).focus();
	await board.page.keyboard.press(' ');
	await expect(board.interrupted).toHaveText(`“${title}” stays. ${why}`);
	await expect(board.messages).toContainText(why);

	const menu = await board.moveMenu(title);
	const entry = menu.getByRole('menuitem', { name: 'Done' });
	await expect(entry).toHaveAttribute('aria-disabled', 'true');
	await expect(entry).toContainText(why);
	await entry.click({ force: true });
	await expect(board.cell('Doing', 'Improvements together')).toContainText(title);
});

test("a lead's own card goes to no other finding, and the menu says who can do that", async ({
	signIn,
}) => {
	const board = await BoardPage.open(await signIn('lead.contact'), 'q4');
	const menu = await board.moveMenu('Response caseloads and neighbourhood vacancies');
	const entry = menu.getByRole('menuitem', { name: 'To another finding' });
	await expect(entry).toHaveAttribute('aria-disabled', 'true');
	await expect(entry).toContainText('Only a coordinator can move a card to another finding.');
	await expect(menu.getByRole('menuitem', { name: 'Embedded' })).toContainText(
		'Embedded opens and closes when a reviewer decides on the evidence, not by a move.',
	);
});

test('a contributor writes progress and moves nothing', async ({ signIn }) => {
	const title = 'Response caseloads and neighbourhood vacancies';
	const board = await BoardPage.open(await signIn('contributor'), 'q4');
	const drawer = await board.openCard(title);
	await expect(drawer.getByRole('textbox', { name: 'Progress' })).toBeEditable();
	await expect(drawer.getByRole('textbox', { name: 'Title of the action' })).toHaveCount(0);
	await expect(drawer.getByRole('combobox')).toHaveCount(0);
	await expect(drawer.getByRole('button', { name: /Begin|Drop this/ })).toHaveCount(0);
	await drawer.press('Escape');
	const menu = await board.moveMenu(title);
	await expect(menu.getByRole('menuitem', { name: 'Doing' })).toContainText(
		'Contributors write progress and evidence.',
	);
});
