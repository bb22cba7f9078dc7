/** Who comes in, who waits, and that nothing is shown before. */
import type { Page } from '@playwright/test';
import { BOARD, boardPath } from './support/board-page.ts';
import { expect, test } from './support/fixtures.ts';

const PASSWORD = 'peelboard-demo';
const WRONG = 'That email address and password do not match an account.';

async function tryToSignIn(page: Page, email: string, password: string): Promise<void> {
	await page.getByLabel('Work email').fill(email);
	await page.getByLabel('Password', { exact: true }).fill(password);
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('a wrong password is refused in words that do not tell whether the account exists', async ({
	visitor: page,
}) => {
	await page.goto('/login');
	for (const email of ['observer@durham.example', 'nobody@durham.example']) {
		await tryToSignIn(page, email, 'not the password');
		await expect(page.getByRole('alert').filter({ hasText: WRONG })).toBeFocused();
		await expect(page.getByLabel('Work email')).toHaveValue(email);
		await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
	}
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
	await expect(page.getByRole('alert').filter({ hasText: 'Enter your password.' })).toBeVisible();
	await tryToSignIn(page, 'observer@durham.example', PASSWORD);
	await expect(page).toHaveURL('/boards');
});

test('after ten wrong tries an account waits, and nobody else does', async ({ visitor: page }) => {
	await page.goto('/login');
	const wrong = () =>
		page.request.post('/login', {
			form: { email: 'somebody@durham.example', password: 'guess' },
			headers: { accept: 'text/html' },
		});
	for (let n = 1; n <= 10; n += 1) expect((await wrong()).status()).toBe(400);
	await tryToSignIn(page, 'somebody@durham.example', 'guess');
	await expect(
		page
			.getByRole('alert')
			.filter({ hasText: /Too many tries for this address\. Try again in 1[45] minutes\./ }),
	).toBeVisible();
	expect((await wrong()).status()).toBe(429);
	await tryToSignIn(page, 'executive@durham.example', PASSWORD);
	await expect(page).toHaveURL('/boards');
});

test('signing in leads to the page that was asked for', async ({ visitor: page }) => {
	const wanted = boardPath('q4', '?state=doing');
	await page.goto(wanted);
	await expect(page).toHaveURL(`/login?next=${encodeURIComponent(wanted)}`);
	await tryToSignIn(page, 'lead.contact@durham.example', PASSWORD);
	await expect(page).toHaveURL(wanted);
});

test('an account of the demonstration signs in by one press, to the page that was asked for', async ({
	visitor: page,
}) => {
	await page.goto(`/boards/${BOARD}/live`);
	await page.getByRole('button', { name: "Commissioner's Office" }).click();
	await expect(page).toHaveURL(`/boards/${BOARD}/live`);
});

test('it works without script, and the session cookie is out of reach of scripts', async ({
	browser,
	server,
}) => {
	const context = await browser.newContext({ baseURL: server.origin, javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto('/login');
	await tryToSignIn(page, 'coordinator@durham.example', PASSWORD);
	await expect(page.getByRole('heading', { name: 'Inspections' })).toBeVisible();
	const [cookie] = await context.cookies();
	expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
	await context.close();
});

test('signing out ends the session at the server too', async ({ signIn }) => {
	const page = await signIn('executive');
	await page.goto('/boards');
	const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`);
	await page.getByRole('button', { name: /^You:/ }).click();
	await page.getByRole('menuitem', { name: 'Sign out' }).click();
	await expect(page).toHaveURL('/login');
	await page.goto('/boards');
	await expect(page).toHaveURL('/login');
	const stolen = await page.request.get('/api/boards', { headers: { cookie: cookie.join('; ') } });
	expect(stolen.status()).toBe(401);
});

test('without a session every page leads to signing in, and every endpoint answers 401', async ({
	visitor: page,
}) => {
	const paths = [
		'/',
		'/boards',
		`/boards/${BOARD}`,
		boardPath('q4'),
		`/boards/${BOARD}/live`,
		`/boards/${BOARD}/narratives/${BOARD}-q4-responding-resp-1`,
		'/no/such/page',
	];
	for (const path of paths) {
		const answer = await page.request.get(path, {
			maxRedirects: 0,
			headers: { accept: 'text/html' },
		});
		expect(answer.status(), path).toBe(303);
		expect(answer.headers()['location'], path).toMatch(/^\/login/);
	}
	for (const path of ['/api/boards', `/api/boards/${BOARD}`]) {
		expect((await page.request.get(path)).status(), path).toBe(401);
	}
	const events = await page.request.get(`/boards/${BOARD}/live/events`, {
		headers: { accept: 'text/event-stream' },
	});
	expect(events.status()).toBe(401);
	for (const path of ['/healthz', '/readyz', '/login']) {
		expect((await page.request.get(path)).status(), path).toBe(200);
	}
});

test('a page asked for as localhost is sent to the one address', async ({
	visitor: page,
	server,
}) => {
	const answer = await page.request.get(`http://localhost:${server.port}/boards?a=1`, {
		maxRedirects: 0,
	});
	expect(answer.status()).toBe(307);
	expect(answer.headers()['location']).toBe(`${server.origin}/boards?a=1`);
});

test('a form sent from another site is refused', async ({ signIn }) => {
	const page = await signIn('coordinator');
	const answer = await page.request.post('/logout', {
		headers: { origin: 'https://elsewhere.example' },
	});
	expect(answer.status()).toBe(403);
	expect((await page.request.get('/api/boards')).status()).toBe(200);
});
