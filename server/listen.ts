/**
 * The port of the server: opening it, with a sentence for each way in which that fails, and counting
 * what is under way, so that a stop can let it end.
 */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Config } from './config.ts';

export type Listening =
	| { readonly ok: true; readonly server: Server }
	| { readonly ok: false; readonly message: string };

/**
 * A request that comes in slowly is not waited for. Answers may take as long as they like: live
 * views never end by themselves.
 */
const TIMEOUTS = { headersTimeout: 20_000, requestTimeout: 60_000, keepAliveTimeout: 15_000 };

/** Opens the port. @param listener  SvelteKit as a listener of Node's own server */
export function listen(
	{ host, port }: Pick<Config, 'host' | 'port'>,
	listener?: RequestListener,
): Promise<Listening> {
	const server = createServer(TIMEOUTS, listener);
	return new Promise((resolve, reject) => {
		const failed = (error: NodeJS.ErrnoException): void => {
			const message = explain(error.code, host, port);
			if (message === null) reject(error);
			else resolve({ ok: false, message });
		};
		server.once('error', failed);
		server.listen(port, host, () => {
			server.off('error', failed);
			resolve({ ok: true, server });
		});
	});
}

/** @returns why the port cannot be had, or null when it can: asked before long work is begun */
export async function portFault(place: Pick<Config, 'host' | 'port'>): Promise<string | null> {
	const probe = await listen(place);
	if (!probe.ok) return probe.message;
	await new Promise((resolve) => probe.server.close(resolve));
	return null;
}

/** @returns null for a failure that nobody could have expected */
function explain(code: string | undefined, host: string, port: number): string | null {
	if (code === 'EADDRINUSE') {
		return `Port ${port} is taken. Set PORT to another one, or stop the program that has it.`;
	}
	if (code === 'EACCES') {
		return `This user may not open port ${port}. Set PORT to another one, such as 3000.`;
	}
	if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
		return `This machine has no address ${host}. Set HOST to 127.0.0.1, or to one that it has.`;
	}
	return null;
}

/** An upgrade that is not ours; the other side may be gone already, which changes nothing. */
export function turnAway(socket: Duplex): void {
	socket.on('error', () => undefined);
	socket.destroy();
}

/**
 * Stops accepting, and lets what is under way end; what has not ended after the grace is cut off.
 * Sockets that were upgraded are the application's, and are not waited for.
 */
export async function closeRequests(server: Server, graceMs: number): Promise<void> {
	let cut: NodeJS.Timeout | undefined;
	const ended = new Promise((resolve) => server.close(resolve));
	const over = new Promise((resolve) => (cut = setTimeout(resolve, graceMs)));
	await Promise.race([ended, over]);
	clearTimeout(cut);
	server.closeAllConnections();
}
