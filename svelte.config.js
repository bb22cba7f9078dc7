/**
 * SvelteKit's options. The build goes to `build/`, which `server/main.ts` serves; the browser is
 * allowed to talk to the product's own address and to nothing else.
 */
import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
const config = {
	preprocess: vitePreprocess(),
	compilerOptions: { runes: true },
	kit: {
		adapter: adapter({ out: 'build' }),

		// The subpath imports of package.json once more: only so does svelte-check see the props of a
		// component that is imported by one.
		alias: { '#lib/*': './src/lib/*', '#server/*': './server/*', '#db/*': './db/*' },

		// `src/hooks.server.ts` compares Origin with the configured ORIGIN on every request that
		// writes, sockets and JSON included, in development too. The built-in check covers form
		// posts only and answers in its own words before our hook runs.
		csrf: { trustedOrigins: ['*'] },

		csp: {
			mode: 'auto',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				// Style attributes carry positions and colours (charts, carets), and the editor puts
				// its few rules into a style element of its own; neither takes a nonce.
				'style-src': ['self', 'unsafe-inline'],
				'img-src': ['self', 'data:'],
				'font-src': ['self'],
				// 'self' covers the socket: the same host over ws: or wss:
				'connect-src': ['self'],
				'object-src': ['none'],
				'frame-ancestors': ['none'],
				'base-uri': ['self'],
				'form-action': ['self'],
			},
		},

		typescript: {
			/** @param {Record<string, unknown>} tsconfig generated: it knows `src` and `tests` only */
			config(tsconfig) {
				const include = /** @type {string[]} */ (tsconfig.include);
				include.push(
					'../server/**/*.ts',
					'../server/**/*.js',
					'../db/**/*.ts',
					'../*.config.ts',
					'../*.config.js',
				);
			},
		},
	},
};

export default config;
