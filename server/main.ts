/**
 * The entry of the built product, run by Node as it is and outside the bundle: it imports only what
 * needs no packages and meets the application at the globals of `config.ts`. Order at the start:
 * settings, port free, database, application (which migrates and loads before it is ready), then the
 * port opens. At the end the same way back: port, requests, application, database.
 */
import type { RequestListener, Server } from 'node:http';
import {
	publishedApp,
	publishStart,
	readConfig,
	tellAdapter,
	type Config,
	type Database,
} from './config.ts';
import { startEmbedded } from './embedded/embedded.ts';
import { closeRequests, listen, portFault, turnAway } from './listen.ts';

const HANDLER = new URL('../build/handler.js', import.meta.url);
/** How long requests under way may go on after a signal; live views never end by themselves. */
const REQUESTS_GRACE_MS = 500;
/** Making a database for the first time takes longer than anybody waits for an end. */
const OPENING_GRACE_MS = 2_000;
/** Who asked for the end waits five seconds and then ends us in the middle of something. */
const STOP_LIMIT_MS = 4_800;

/** What has been opened so far, for the way back; the database from the moment it is being opened. */
let server: Server | null = null;
let embedded: ReturnType<typeof startEmbedded> | null = null;
let stopping: Promise<void> | null = null;
/** Asked again after each wait: a signal may have come meanwhile. */
const isStopping = (): boolean => stopping !== null;

async function start(): Promise<void> {
	const read = readConfig(process.env);
	if (!read.ok) return stop(1, ...read.faults);
	const { config } = read;
	const fault = await portFault(config);
	if (fault !== null) return stop(1, fault);

	const database = await openDatabase(config);
	if (typeof database === 'string') return stop(1, database);
	if (isStopping()) return;
	tellAdapter(config, process.env);
	publishStart({ config, database });
	const { handler } = (await import(HANDLER.href)) as { handler: RequestListener };
	if (isStopping()) return;

	const listening = await listen(config, handler);
	if (!listening.ok) return stop(1, listening.message);
	server = listening.server;
	server.on('upgrade', (request, socket, head) => {
		const app = stopping === null ? publishedApp() : null;
		if (app !== null && request.url?.startsWith('/sync/') === true) {
			app.upgrade(request, socket, head);
		} else {
			turnAway(socket);
		}
	});
	console.log(`Peelboard is ready: ${config.origin}`);
}

/** @returns a sentence when the database is not to be had */
async function openDatabase(config: Config): Promise<Database | string> {
	if (config.databaseUrl !== null) return { kind: 'url', url: config.databaseUrl };
	embedded = startEmbedded({
		dataDir: config.dataDir,
		onBroken: (reason) => void stop(1, `The embedded database stopped by itself (${reason}).`),
	});
	const opened = await embedded;
	return opened.ok ? { kind: 'socket', path: opened.socketPath } : opened.message;
}

/** Ends the process; what comes after the first call changes nothing. */
function stop(code: 0 | 1, ...sentences: readonly string[]): Promise<void> {
	if (stopping === null) {
		for (const sentence of sentences) console.error(sentence);
		stopping = close().then(
			() => process.exit(code),
			(error: unknown) => {
				console.error('Peelboard did not stop cleanly:', error);
				process.exit(1);
			},
		);
	}
	return stopping;
}

async function close(): Promise<void> {
	setTimeout(() => {
		console.error('Peelboard did not stop in time. What was shown as saved is in the database.');
		process.exit(1);
	}, STOP_LIMIT_MS).unref();
	if (server !== null) await closeRequests(server, REQUESTS_GRACE_MS);
	await publishedApp()?.close();
	// A database that is still being made is no loss: the next start makes it anew.
	const opened = await Promise.race([embedded, after(OPENING_GRACE_MS)]);
	if (opened?.ok === true) await opened.close();
}

function after(ms: number): Promise<null> {
	return new Promise((resolve) => setTimeout(resolve, ms, null));
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
	process.on(signal, () => {
		console.log(stopping === null ? 'Peelboard is stopping.' : 'Peelboard is stopping already.');
		void stop(0);
	});
}

/** What the person can mend comes as a sentence; anything else is a fault, shown in full. */
function fail(error: unknown): void {
	const isSentence = error instanceof Error && error.name === 'StartFailure';
	const words = isSentence ? error.message : String(error instanceof Error ? error.stack : error);
	if (stopping === null) void stop(1, words);
	// A start that is interrupted finds its database closed, which is no fault.
	else if (server !== null) console.error(words);
}

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
start().catch(fail);
