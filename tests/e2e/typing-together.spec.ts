/** Two people in one text: every letter of both is there, in the order in which each typed it. */
import type { Locator } from '@playwright/test';
import { BoardPage } from './support/board-page.ts';
import { expect, test } from './support/fixtures.ts';

/** Letters are the one's, digits the other's, so that nothing can be taken for somebody else's. */
const LETTERS = 'thelinesareansweredwithintensecondsnow';
const DIGITS = '31415926535897932384626433832795028841';

const only = (text: string, kept: RegExp): string => text.match(kept)?.join('') ?? '';

async function expectWhole(read: () => Promise<string>): Promise<void> {
	await expect.poll(async () => only(await read(), /[a-z]/g)).toBe(LETTERS);
	await expect.poll(async () => only(await read(), /[0-9]/g)).toBe(DIGITS);
}

test('a narrative that two people write at once ends the same for both, with every character', async ({
	signIn,
}) => {
	const title = 'Six-step escalation process';
	const open = async (account: 'coordinator' | 'lead.contact') => {
		const board = await BoardPage.open(await signIn(account), 'q4');
		const drawer = await board.openCard(title);
		await drawer.getByRole('button', { name: /^Write (it|in it)$/ }).click();
		const text = drawer.getByRole('textbox', { name: 'Evidence narrative' });
		await expect(text).toBeFocused();
		return { board, drawer, text };
	};
	const [coordinator, lead] = await Promise.all([open('coordinator'), open('lead.contact')]);

	await Promise.all([
		coordinator.text.pressSequentially(LETTERS),
		lead.text.pressSequentially(DIGITS),
	]);

	// Paragraph by paragraph, without the invisible letter that an editor keeps beside a caret.
	const textOf = async (text: Locator) =>
		(await text.locator('p').allTextContents()).join('\n').replaceAll('\u2060', '');
	await expectWhole(() => textOf(coordinator.text));
	await expectWhole(() => textOf(lead.text));
	expect(await textOf(coordinator.text)).toBe(await textOf(lead.text));

	await expect(
		coordinator.text.locator('.caret[data-who="Head of Contact Management"]'),
	).toBeVisible();
	await expect(lead.text.locator('.caret[data-who="Inspection Coordinator"]')).toBeVisible();

	const written = await textOf(lead.text);
	await expect(lead.drawer.getByRole('status').filter({ hasText: /^Saved/ })).toHaveCount(2);
	const reader = await BoardPage.open(await signIn('executive'), 'q4');
	const read = await reader.openCard(title);
	for (const paragraph of written.split('\n')) await expect(read).toContainText(paragraph);
});

test('headings, lists and tables that a writer makes are there for a reader', async ({
	signIn,
}) => {
	const title = 'New incident codes and training for missing from home';
	const lead = await BoardPage.open(await signIn('lead.contact'), 'q4');
	const drawer = await lead.openCard(title);
	await drawer.getByRole('button', { name: 'Write it' }).click();
	const text = drawer.getByRole('textbox', { name: 'Evidence narrative' });
	await expect(text).toBeFocused();
	const tools = drawer.getByRole('toolbar', { name: 'Formatting' });
	await tools.getByRole('button', { name: 'Heading' }).click();
	await text.pressSequentially('What was sampled');
	await text.press('Enter');
	await tools.getByRole('button', { name: 'Bullets' }).click();
	await text.pressSequentially('forty calls');
	await text.press('Enter');
	await text.press('Enter');
	await tools.getByRole('button', { name: 'Table', exact: true }).click();
	await text.pressSequentially('Month');
	await expect(text.getByRole('columnheader').first()).toHaveText('Month');
	await expect(drawer.getByRole('status').filter({ hasText: /^Saved/ })).toHaveCount(2);
	await drawer.getByRole('button', { name: 'Done writing' }).click();

	const reader = await BoardPage.open(await signIn('executive'), 'q4');
	for (const shown of [drawer, await reader.openCard(title)]) {
		await expect(shown.getByRole('heading', { name: 'What was sampled' })).toBeVisible();
		await expect(shown.getByRole('listitem').filter({ hasText: 'forty calls' })).toBeVisible();
		await expect(shown.getByRole('columnheader', { name: 'Month' })).toBeVisible();
	}
});

test('a progress field that two people type in ends the same for both, with every character', async ({
	signIn,
}) => {
	const title = 'Investment in control room and telephone systems';
	const open = async (account: 'contributor' | 'lead.contact') => {
		const board = await BoardPage.open(await signIn(account), 'q4');
		const drawer = await board.openCard(title);
		return { drawer, field: drawer.getByRole('textbox', { name: 'Progress' }) };
	};
	const [contributor, lead] = await Promise.all([open('contributor'), open('lead.contact')]);
	await lead.field.fill('');
	await expect(contributor.field).toHaveValue('');

	await Promise.all([
		contributor.field.pressSequentially(LETTERS),
		lead.field.pressSequentially(DIGITS),
	]);

	await expectWhole(() => contributor.field.inputValue());
	await expectWhole(() => lead.field.inputValue());
	expect(await contributor.field.inputValue()).toBe(await lead.field.inputValue());

	await expect(
		contributor.drawer.locator('.caret[data-who="Head of Contact Management"]'),
	).toBeVisible();
	await expect(lead.drawer.locator('.caret[data-who="Contact Management Analyst"]')).toBeVisible();
	await expect(lead.drawer).toContainText('Contact Management Analyst is writing here too.');
});

test('undo takes back what I typed and leaves what somebody else typed', async ({ signIn }) => {
	const title = 'Online home page and live chat';
	const [lead, coordinator] = await Promise.all(
		(['lead.contact', 'coordinator'] as const).map(async (account) => {
			const board = await BoardPage.open(await signIn(account), 'q4');
			return (await board.openCard(title)).getByRole('textbox', { name: 'Progress' });
		}),
	);
	if (!lead || !coordinator) throw new Error('two people were asked for');
	await lead.fill('mine ');
	await expect(coordinator).toHaveValue('mine ');
	await coordinator.press('End');
	await coordinator.pressSequentially('theirs');
	await expect(lead).toHaveValue('mine theirs');
	await lead.press('Control+z');
	await expect(lead).toHaveValue('theirs');
	await expect(coordinator).toHaveValue('theirs');
});
