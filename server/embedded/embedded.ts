/**
 * The database that needs no installation: PGlite in a worker thread behind a private Unix socket,
 * so that the application talks to it exactly as to a Postgres server. Order: data folder, lock,
 * socket folder, worker; and back at the end.
 *
 * Layout of the data folder: `embedded/lock` (who uses it and where the socket lies),
 * `embedded/pgdata` (the database), `embedded/complete` (the database was made to its end; without
 * it, what lies in `pgdata` is the torso of a first start that was killed, and is made anew).
 *
 * Connections: any number up to 100 is served, one transaction at a time (`wire.ts`). A pool of 1, 2, 4
 * and 10 connections did the same work in the same time (400 transactions of two statements in
 * 350-410 ms prepared, 520-670 ms unprepared; single queries 0.15-0.4 ms), so the pool may keep the size that
 * suits Postgres. What no size changes: while one transaction is open every other query waits, so one that
 * needs the outer handle inside a transaction waits for itself, and is ended after `idleInTransactionMs`.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { takeLock } from './lock.ts';
import type { FromWorker, WorkerInput } from './worker.ts';

export interface EmbeddedOptions {
	/** Made if it is not there; not touched with `memory` */
	readonly dataDir: string;
	/** A database that is gone when it is closed, for tests */
	readonly memory?: boolean;
	/** Told once if the database stops by itself; the process is of no use after that */
	readonly onBroken?: (reason: string) => void;
	/** How long a transaction may keep all others waiting without a word */
	readonly idleInTransactionMs?: number;
}

export type Embedded =
	| { readonly ok: true; readonly socketPath: string; readonly close: () => Promise<void> }
	| {
			readonly ok: false;
			readonly code: 'in-use' | 'not-writable' | 'not-opened';
			/** A sentence for the person who starts the server */
			readonly message: string;
	  };

/** The name that PostgreSQL's own tools expect of a socket for port 5432. */
const SOCKET_NAME = '.s.PGSQL.5432';
const FOLDER_PREFIX = 'peelboard-';
/** A socket's path may have 107 bytes on Linux and 103 on macOS. */
const LONGEST_SOCKET_PATH = 103;
const STOP_GRACE_MS = 4_000;

export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
	const socketFolder = makeSocketFolder();
	const tidy = (): void => rmSync(socketFolder, { recursive: true, force: true });
	const socketPath = path.join(socketFolder, SOCKET_NAME);
	if (options.memory === true) return run(options, { folder: null, socketPath }, tidy);

	const folder = path.resolve(options.dataDir, 'embedded');
	try {
		makeFolder(folder);
		const lock = takeLock(path.join(folder, 'lock'), socketFolder);
		if (!lock.ok) {
			tidy();
			return {
				ok: false,
				code: 'in-use',
				message:
					`The data folder ${options.dataDir} is in use by process ${lock.pid}. ` +
					'Stop that one first, or choose another folder with DATA_DIR.',
			};
		}
		removeAbandoned(lock.abandoned);
		const release = (): void => {
			tidy();
			lock.release();
		};
		return await openFolder(options, folder, socketPath, release);
	} catch (error) {
		tidy();
		return { ok: false, code: 'not-writable', message: notWritable(options.dataDir, error) };
	}
}

async function openFolder(
	options: EmbeddedOptions,
	folder: string,
	socketPath: string,
	release: () => void,
): Promise<Embedded> {
	const database = path.join(folder, 'pgdata');
	const complete = path.join(folder, 'complete');
	try {
		if (!existsSync(complete)) rmSync(database, { recursive: true, force: true });
		const embedded = await run(options, { folder: database, socketPath }, release);
		if (embedded.ok) writeFileSync(complete, '');
		return embedded;
	} catch (error) {
		release();
		throw error;
	}
}

/** Starts the worker and waits until it serves. */
function run(
	options: EmbeddedOptions,
	place: Pick<WorkerInput, 'folder' | 'socketPath'>,
	release: () => void,
): Promise<Embedded> {
	const workerData: WorkerInput = {
		...place,
		idleInTransactionMs: options.idleInTransactionMs ?? 30_000,
	};
	const worker = new Worker(new URL('./worker.ts', import.meta.url), {
		workerData,
		// Options of the process, such as those of a test runner, are not for this thread.
		execArgv: [],
	});
	return new Promise((resolve) => {
		let state: 'starting' | 'serving' | 'stopping' | 'stopped' = 'starting';
		let stopped: () => void = () => {};
		const hasStopped = new Promise<void>((done) => {
			stopped = done;
		});

		const close = async (): Promise<void> => {
			if (state === 'serving') {
				state = 'stopping';
				worker.postMessage('stop');
			}
			const timer = setTimeout(stopped, STOP_GRACE_MS);
			await hasStopped;
			clearTimeout(timer);
			await worker.terminate();
			release();
		};
		const broken = (reason: string): void => {
			const before = state;
			state = 'stopped';
			stopped();
			if (before === 'starting') {
				void close().then(() => resolve(notOpened(options.dataDir, reason)));
			}
			if (before === 'serving') options.onBroken?.(reason);
		};

		worker.on('message', (message: FromWorker) => {
			switch (message.kind) {
				case 'ready':
					state = 'serving';
					resolve({ ok: true, socketPath: place.socketPath, close });
					return;
				case 'failed':
					broken(message.reason);
					return;
				case 'closed':
					state = 'stopped';
					stopped();
					return;
			}
		});
		worker.on('error', (error: Error) => broken(error.message));
		worker.on('exit', () => broken('its thread ended'));
	});
}

/**
 * Sessions and passwords, even as digests, are for no other user of the machine. Parent by parent:
 * asked to make all of them, Node never comes back from a place like `/proc`.
 */
function makeFolder(folder: string): void {
	if (existsSync(folder)) return;
	makeFolder(path.dirname(folder));
	try {
		mkdirSync(folder, { mode: 0o700 });
	} catch (error) {
		// Another process may have made it meanwhile.
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	}
}

/** Only the user who runs the server can enter a folder made by mkdtemp. */
function makeSocketFolder(): string {
	const fits = path.join(tmpdir(), `${FOLDER_PREFIX}XXXXXX`, SOCKET_NAME);
	const parent = Buffer.byteLength(fits) <= LONGEST_SOCKET_PATH ? tmpdir() : '/tmp';
	return mkdtempSync(path.join(parent, FOLDER_PREFIX));
}

/** The lock is a file that anybody with the folder can edit, so only a folder of ours goes. */
function removeAbandoned(folder: string | null): void {
	if (folder !== null && path.basename(folder).startsWith(FOLDER_PREFIX)) {
		rmSync(path.join(folder, SOCKET_NAME), { force: true });
		rmSync(folder, { recursive: true, force: true });
	}
}

function notWritable(dataDir: string, error: unknown): string {
	const reason = error instanceof Error ? error.message : String(error);
	return (
		`The data folder ${dataDir} cannot be used (${reason}). ` +
		'Give this user the right to write there, or choose another folder with DATA_DIR.'
	);
}

function notOpened(dataDir: string, reason: string): Embedded {
	return {
		ok: false,
		code: 'not-opened',
		message: `The embedded database in ${dataDir} could not be opened (${reason}).`,
	};
}
