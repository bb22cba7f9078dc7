/** What is shown stands in the address: a link shows what its sender saw. */
import { boardPath, BoardPage } from './support/board-page.ts';
import { expect, test } from './support/fixtures.ts';

test('filters live in the address: a reload and a copied link show the same', async ({
	signIn,
}) => {
	const board = await BoardPage.open(await signIn('coordinator'), 'q2');
	const { page } = board;
	const result = (on = page) => on.getByRole('search').getByRole('status');
	await expect(result()).toHaveText('13 of 13 actions');

	await page.getByRole('button', { name: 'Ticked, not finished' }).click();
	await expect(result()).toHaveText('4 of 13 actions');
	await page.getByRole('combobox', { name: 'State' }).selectOption('Doing');
	await expect(result()).toHaveText('3 of 13 actions');
	await page.getByRole('searchbox', { name: 'Find in Q2' }).fill('juveniles');
	await expect(result()).toHaveText('1 of 13 actions');
	const address = boardPath('q2', '?state=doing&unfinished=1&find=juveniles');
	await expect.poll(() => sorted(page.url())).toEqual(sorted(new URL(address, page.url()).href));
	await expect(page.getByRole('searchbox', { name: 'Find in Q2' })).toBeFocused();

	await page.reload();
	await board.isLive();
	await expect(result()).toHaveText('1 of 13 actions');
	await expect(board.card('Work on searches of juveniles')).toBeVisible();

	const other = await signIn('executive');
	await other.goto(page.url());
	await expect(result(other)).toHaveText('1 of 13 actions');
	await expect(other.getByRole('button', { name: 'Ticked, not finished' })).toHaveAttribute(
		'aria-pressed',
		'true',
	);
	await expect(other.getByRole('combobox', { name: 'State' })).toHaveValue('doing');

	await page.getByRole('button', { name: 'Clear filters' }).click();
	await expect(result()).toHaveText('13 of 13 actions');
	await expect(page).toHaveURL(boardPath('q2'));
});

test('filters are in the first answer of the server, before any script', async ({ signIn }) => {
	const page = await signIn('coordinator', { javaScriptEnabled: false });
	await page.goto(boardPath('q2', '?state=planned'));
	await expect(page.locator('[data-card]')).toHaveCount(1);
	await expect(page.getByText('Peer review by Cumbria, still to come')).toBeVisible();
});

test('the back button comes back to the filtered board', async ({ signIn }) => {
	const board = await BoardPage.open(await signIn('coordinator'), 'q2');
	const { page } = board;
	await page.getByRole('combobox', { name: 'State' }).selectOption('Doing');
	await expect(page).toHaveURL(boardPath('q2', '?state=doing'));
	await page.getByRole('link', { name: /^Q8/ }).click();
	await expect(page).toHaveURL(boardPath('q8', '?state=doing'));
	await page.goBack();
	await expect(page).toHaveURL(boardPath('q2', '?state=doing'));
	await expect(page.locator('[data-card]')).toHaveCount(3);
});

test('"mine" shows a lead what they own, as the overview counts it', async ({ signIn }) => {
	const page = await signIn('lead.vulnerability');
	await page.goto('/boards/durham-2023-25');
	const link = page.getByRole('link', { name: /^Show my \d/ });
	const count = Number(/\d+/.exec((await link.textContent()) ?? '')?.[0]);
	expect(count).toBeGreaterThan(0);
	await link.click();
	await expect(page).toHaveURL(boardPath('q6', '?mine=1'));
	await expect(page.locator('[data-card]')).toHaveCount(count);
});

/** An address with its parameters in the order of their names. */
function sorted(address: string): string {
	const url = new URL(address);
	url.searchParams.sort();
	return url.href;
}
