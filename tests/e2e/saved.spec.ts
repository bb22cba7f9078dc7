/** "Saved" is said only of what the database has; what is not saved is kept and said to be. */
import type { Page } from '@playwright/test';
import { BoardPage } from './support/board-page.ts';
import { expect, test, type SignIn } from './support/fixtures.ts';
import type { RunningServer } from './support/running-server.ts';

const TITLE = 'Investment in control room and telephone systems';

async function writer(signIn: SignIn, server: RunningServer) {
	const board = await BoardPage.open(await signIn('lead.contact', { server }), 'q4');
	const drawer = await board.openCard(TITLE);
	const field = drawer.getByRole('textbox', { name: 'Progress' });
	await field.fill('Begun.');
	await expect(board.saveMark).toHaveText(/^Saved/);
	return { board, field };
}

/** Every word that the save state shows from now on. */
async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
	const heard = await page.evaluateHandle(() => {
		const words: string[] = [];
		const note = () => {
			for (const mark of document.querySelectorAll('.save')) {
				const text = mark.textContent.trim();
				if (words.at(-1) !== text) words.push(text);
			}
		};
		new MutationObserver(note).observe(document.body, {
			childList: true,
			characterData: true,
			subtree: true,
		});
		return words;
	});
	return () => heard.jsonValue();
}

test('while the server commits nothing the word is "Saving", and "Saved" comes with the commit', async ({
	signIn,
	ownServer: server,
}) => {
	const { board, field } = await writer(signIn, server);
	const witness = await BoardPage.open(await signIn('executive', { server }), 'q4');
	const reading = await witness.openCard(TITLE);
	await expect(reading).toContainText('Begun.');
	const heard = await listen(board.page);

	server.freeze();
	await field.press('End');
	await field.pressSequentially(' Two of three lines are in.');
	await expect(board.saveMark).toHaveText('Saving');
	await field.pressSequentially(' The third waits for parts.');
	await expect(field).toHaveValue('Begun. Two of three lines are in. The third waits for parts.');
	await expect(reading).not.toContainText('Two of three');
	expect(await heard()).toEqual(['Saving']);

	server.thaw();
	await expect(board.saveMark).toHaveText(/^Saved \d\d:\d\d$/);
	await expect(reading).toContainText('Two of three lines are in. The third waits for parts.');
});

test('without the server the words are "Not saved", and all is there when it comes back', async ({
	signIn,
	ownServer: server,
}) => {
	const { board, field } = await writer(signIn, server);
	await server.kill();
	await field.press('End');
	await field.pressSequentially(' Written in the dark.');
	await expect(board.saveMark).toHaveText('Not saved, kept on this device');
	const banner = board.page
		.getByRole('alert')
		.filter({ hasText: 'Not saved. Kept on this device' });
	await expect(banner).toContainText('It is sent as soon as it can; keep this page open.');
	await board.moveByMenu(TITLE, 'Planned');
	await expect(board.cell('Planned', 'Improvements together')).toContainText(TITLE);

	await server.start();
	await expect(board.saveMark).toHaveText(/^Saved \d\d:\d\d$/);
	await expect(banner).toHaveCount(0);
	await expect(field).toHaveValue('Begun. Written in the dark.');

	const other = await BoardPage.open(await signIn('executive', { server }), 'q4');
	await expect(other.cell('Planned', 'Improvements together')).toContainText(TITLE);
	await expect(await other.openCard(TITLE)).toContainText('Begun. Written in the dark.');
});

test('a kill loses nothing that was shown as saved', async ({ signIn, ownServer: server }) => {
	const { board, field } = await writer(signIn, server);
	await field.press('End');
	await field.pressSequentially(' The last words before the power went.');
	await expect(board.saveMark).toHaveText(/^Saved/);
	await server.kill();
	await board.page.close();
	await server.start();
	const other = await BoardPage.open(await signIn('executive', { server }), 'q4');
	await expect(await other.openCard(TITLE)).toContainText(
		'Begun. The last words before the power went.',
	);
});

test('leaving a page with something unsaved is asked about first', async ({
	signIn,
	ownServer: server,
}) => {
	const { board, field } = await writer(signIn, server);
	await server.kill();
	await field.pressSequentially(' More.');
	await expect(board.saveMark).toHaveText('Not saved, kept on this device');
	const asked = board.page.waitForEvent('dialog');
	await board.page.close({ runBeforeUnload: true });
	const dialog = await asked;
	expect(dialog.type()).toBe('beforeunload');
	await dialog.dismiss();
	await expect(field).toHaveValue(/More\./);
});

test('signing out in one tab ends the other, with its words kept', async ({ signIn, server }) => {
	const title = "Research on the disclosure scheme by the commissioner's office";
	const board = await BoardPage.open(await signIn('lead.vulnerability'), 'q6');
	const field = (await board.openCard(title)).getByRole('textbox', { name: 'Progress' });
	const second = await board.page.context().newPage();
	await second.goto('/boards');
	await second.getByRole('button', { name: /^You:/ }).click();
	await second.getByRole('menuitem', { name: 'Sign out' }).click();
	await expect(second).toHaveURL(`${server.origin}/login`);
	await expect(board.saveMark).toHaveText(/^Signed out/);
	await expect(
		board.page.getByRole('alert').filter({ hasText: 'You are signed out.' }),
	).toBeVisible();
	await expect(field).toBeVisible();
});
