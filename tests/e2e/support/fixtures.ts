/**
 * What every browser test starts from: a running server with the demonstration, and pages that are
 * signed in. Tests of one worker share its server, so each test works on cards that no other test
 * touches; a test that counts the whole board, or that stops the server, asks for `ownServer`.
 */
import {
	test as base,
	expect,
	type Browser,
	type BrowserContext,
	type BrowserContextOptions,
	type Page,
} from '@playwright/test';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RunningServer } from './running-server.ts';

/** The accounts of the demonstration, by the part before the @ of their address. */
const USERS = {
	coordinator: 'user-coordinator',
	'lead.contact': 'user-lead-contact',
	'lead.vulnerability': 'user-lead-vulnerability',
	contributor: 'user-contributor',
	executive: 'user-executive',
	observer: 'user-observer',
	admin: 'user-admin',
} as const;

export type Account = keyof typeof USERS;

/** A page of somebody's own browser, signed in. */
export type SignIn = (
	account: Account,
	options?: BrowserContextOptions & { readonly server?: RunningServer },
) => Promise<Page>;

export interface Options {
	/** a data folder with the demonstration, to be copied and not to be used */
	readonly prepared: string;
}

interface Tests {
	readonly signIn: SignIn;
	/** a page that nobody has signed in on */
	readonly visitor: Page;
	/** a server that no other test uses */
	readonly ownServer: RunningServer;
}

interface Workers {
	readonly server: RunningServer;
	readonly startServer: () => Promise<RunningServer>;
}

export const test = base.extend<Tests, Workers & Options>({
	prepared: ['', { scope: 'worker', option: true }],

	startServer: [
		async ({ prepared }, use) => {
			const started: { server: RunningServer; folder: string }[] = [];
			await use(async () => {
				const folder = await mkdtemp(path.join(tmpdir(), 'peelboard-e2e-'));
				await cp(prepared, path.join(folder, 'data'), { recursive: true });
				const server = await RunningServer.start(path.join(folder, 'data'));
				started.push({ server, folder });
				return server;
			});
			for (const { server, folder } of started) {
				await server.stop();
				await rm(folder, { recursive: true, force: true });
			}
		},
		{ scope: 'worker' },
	],

	server: [
		async ({ startServer }, use) => use(await startServer()),
		{ scope: 'worker', timeout: 120_000 },
	],

	ownServer: [
		async ({ startServer }, use) => {
			const server = await startServer();
			await use(server);
			await server.stop();
		},
		{ timeout: 120_000 },
	],

	baseURL: async ({ server }, use) => use(server.origin),

	signIn: async ({ browser, server: shared }, use) => {
		const opened = new Contexts(browser);
		await use(async (account, { server = shared, ...options } = {}) => {
			const context = await opened.open({ ...options, baseURL: server.origin });
			const answer = await context.request.post('/login/demo', {
				form: { user: USERS[account] },
				maxRedirects: 0,
			});
			expect(answer.status(), `signing in as ${account}`).toBe(303);
			return context.newPage();
		});
		await opened.close();
	},

	visitor: async ({ browser, server }, use) => {
		const opened = new Contexts(browser);
		const context = await opened.open({ baseURL: server.origin });
		await use(await context.newPage());
		await opened.close();
	},
});

export { expect };

/**
 * Browsers of one test. Whatever else a test looks at: no script fails, and no page asks another
 * address than the product's own.
 */
class Contexts {
	readonly #browser: Browser;
	readonly #open: BrowserContext[] = [];
	readonly #faults: string[] = [];

	constructor(browser: Browser) {
		this.#browser = browser;
	}

	async open(
		options: BrowserContextOptions & { readonly baseURL: string },
	): Promise<BrowserContext> {
		const context = await this.#browser.newContext({ locale: 'en-GB', ...options });
		this.#open.push(context);
		context.on('weberror', (fault) => this.#faults.push(String(fault.error())));
		context.on('console', (message) => {
			if (/content security policy|hydration_/i.test(message.text())) {
				this.#faults.push(message.text());
			}
		});
		context.on('request', (request) => {
			const { origin, protocol } = new URL(request.url());
			const own = origin === options.baseURL || protocol === 'data:' || protocol === 'blob:';
			if (!own) this.#faults.push(`asked another address: ${request.url()}`);
		});
		return context;
	}

	async close(): Promise<void> {
		for (const context of this.#open) await context.close();
		expect(this.#faults).toEqual([]);
	}
}
