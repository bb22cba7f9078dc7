/**
 * The build, the development server and the unit tests. Two plugins are ours: a guard that keeps
 * server code out of pages, and, in development only, what `server/main.ts` does in production
 * (the embedded database and the `/sync/` upgrades).
 */
import { sveltekit } from '@sveltejs/kit/vite';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import path from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { devServer } from './server/embedded/dev-plugin.ts';

const root = import.meta.dirname;

/** Kit 2 watches only `*.server.ts`; without this a page that imports `#db/…` builds and ships it. */
function guardServerCode(): Plugin {
	return {
		name: 'peelboard:guard-server-code',
		enforce: 'pre',
		applyToEnvironment: (environment) => environment.name === 'client',
		load(id) {
			const file = path.relative(root, id.split('?')[0] ?? id).replaceAll('\\', '/');
			if (file.startsWith('server/') || file.startsWith('db/')) {
				this.error(`${file} is server code, but a file that browsers load imports it.`);
			}
			return null;
		},
	};
}

const svelteInBrowser = path.join(root, 'node_modules/svelte/src/index-client.js');

/** Runes outside components need Svelte's browser build, which server code must not be given. */
const runesTests = ['src/**/*.svelte.test.ts'];

export default defineConfig({
	// Unit tests import modules, never pages, and start sooner without Kit's scan of the routes.
	plugins: process.env.VITEST === undefined ? [guardServerCode(), sveltekit(), devServer()] : [],
	server: { host: '127.0.0.1', port: 3000, strictPort: true },
	// What knows light-dark(): for older browsers the minifier would write each colour out twice.
	build: { cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'] },
	test: {
		// The machine that runs the tests may be small and busy; a real database takes seconds to start.
		testTimeout: 30_000,
		hookTimeout: 120_000,
		projects: [
			{
				extends: true,
				plugins: [svelte()],
				test: {
					name: 'node',
					environment: 'node',
					include: ['{src,server,db,tests}/**/*.test.ts'],
					exclude: [...runesTests, 'tests/e2e/**', 'tests/bench/**'],
				},
			},
			{
				extends: true,
				// Vitest's Node environment is a server to the compiler and to Vite, where effects never run.
				plugins: [svelte({ dynamicCompileOptions: () => ({ generate: 'client' }) })],
				resolve: { alias: [{ find: /^svelte$/, replacement: svelteInBrowser }] },
				test: { name: 'runes', environment: 'node', include: runesTests },
			},
		],
	},
});
