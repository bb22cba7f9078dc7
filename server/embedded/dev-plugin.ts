/**
 * Development only: does inside Vite's server what `server/main.ts` does in production. It reads
 * the environment, starts the embedded database, leaves both where the application looks for
 * them, and hands `/sync/` upgrades to the application. Vite's own socket is left alone.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Plugin, ViteDevServer } from 'vite';
import { publishStart, publishedApp, readConfig } from '../config.ts';
import { startEmbedded } from './embedded.ts';

export function devServer(): Plugin {
	return {
		name: 'peelboard:dev-server',
		apply: (_config, { command, isPreview }) => command === 'serve' && isPreview !== true,
		async configureServer(server) {
			await prepare(server);
			server.httpServer?.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
				if (request.url?.startsWith('/sync/') !== true) return;
				void upgrade(server, request, socket, head);
			});
		},
	};
}

/** The port of Vite is the product's port, so that ORIGIN is true in development too. */
async function prepare(server: ViteDevServer): Promise<void> {
	const read = readConfig(process.env);
	if (!read.ok) throw new Error(read.faults.join('\n'));
	const { config } = read;
	if (config.databaseUrl !== null) {
		publishStart({ config, database: { kind: 'url', url: config.databaseUrl } });
		return;
	}
	const embedded = await startEmbedded({ dataDir: config.dataDir });
	if (!embedded.ok) throw new Error(embedded.message);
	publishStart({ config, database: { kind: 'socket', path: embedded.socketPath } });
	const close = server.close.bind(server);
	server.close = async () => {
		await close();
		await publishedApp()?.close();
		await embedded.close();
	};
}

/** SvelteKit starts the application at the first page; a socket may come before it. */
async function upgrade(
	server: ViteDevServer,
	request: IncomingMessage,
	socket: Duplex,
	head: Buffer,
): Promise<void> {
	try {
		if (publishedApp() === null) {
			const app = await server.ssrLoadModule('/server/app.ts');
			await (app as { startApp: () => Promise<unknown> }).startApp();
		}
		publishedApp()?.upgrade(request, socket, head);
	} catch (error) {
		server.config.logger.error(`A socket could not be taken over: ${String(error)}`);
		socket.destroy();
	}
}
