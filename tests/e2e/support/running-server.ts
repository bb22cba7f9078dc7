/**
 * The product as a user runs it: the built application behind `server/main.ts`, a process of its
 * own on a port of its own, with its data in a folder under the system's temporary folder. A test
 * may stop it, freeze it or kill it, and start it again on the same folder and port.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const ROOT = path.resolve(import.meta.dirname, '../../..');
/** An empty database is filled before the port opens, which a busy machine takes its time for. */
const START_MS = 90_000;
const STOP_MS = 15_000;
const LOOK_EVERY_MS = 50;

interface Process {
	readonly child: ChildProcess;
	/** resolves when it is gone */
	readonly gone: Promise<unknown>;
	/** what it said, for the message when it does not start */
	said: string;
}

export class RunningServer {
	readonly folder: string;
	readonly port: number;
	#process: Process | null = null;

	private constructor(folder: string, port: number) {
		this.folder = folder;
		this.port = port;
	}

	/** @param folder  the data folder; an empty one is filled with the demonstration */
	static async start(folder: string): Promise<RunningServer> {
		const server = new RunningServer(folder, await freePort());
		await server.start();
		return server;
	}

	get origin(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** `ws://…/sync`, without the document's name */
	get sync(): string {
		return `ws://127.0.0.1:${this.port}/sync`;
	}

	/** @throws Error with what the server said, when it does not come up */
	async start(): Promise<void> {
		if (!existsSync(path.join(ROOT, 'build/handler.js'))) {
			throw new Error('There is no build to test. Run "npm run build" first.');
		}
		const child = spawn(path.join(ROOT, 'node_modules/.bin/node'), ['server/main.ts'], {
			cwd: ROOT,
			env: this.#environment(),
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const running: Process = { child, gone: once(child, 'exit'), said: '' };
		for (const stream of [child.stdout, child.stderr]) {
			stream.setEncoding('utf8').on('data', (words: string) => {
				running.said += words;
			});
		}
		this.#process = running;
		const deadline = Date.now() + START_MS;
		while (!(await this.#answers())) {
			if (child.exitCode !== null) throw new Error(`The server ended at once:\n${running.said}`);
			if (Date.now() > deadline) {
				await this.kill();
				throw new Error(`The server did not open its port:\n${running.said}`);
			}
			await pause(LOOK_EVERY_MS);
		}
	}

	/** As a service manager does it: a signal, and time to finish. */
	async stop(): Promise<void> {
		const running = this.#process;
		if (running === null) return;
		running.child.kill('SIGCONT');
		running.child.kill('SIGTERM');
		const late = setTimeout(() => running.child.kill('SIGKILL'), STOP_MS);
		await this.#ended(running);
		clearTimeout(late);
	}

	/** As a power cut does it to a process: nothing is finished. */
	async kill(): Promise<void> {
		const running = this.#process;
		if (running === null) return;
		running.child.kill('SIGKILL');
		await this.#ended(running);
	}

	/** Its sockets stay open, but nothing is read, written or committed until `thaw`. */
	freeze(): void {
		this.#process?.child.kill('SIGSTOP');
	}

	thaw(): void {
		this.#process?.child.kill('SIGCONT');
	}

	async #ended(running: Process): Promise<void> {
		if (running.child.exitCode === null && running.child.signalCode === null) await running.gone;
		this.#process = null;
	}

	async #answers(): Promise<boolean> {
		try {
			return (await fetch(`${this.origin}/readyz`)).ok;
		} catch {
			// Not listening yet.
			return false;
		}
	}

	/** Only what a process needs to run: what the tester's shell holds must not change the result. */
	#environment(): Record<string, string> {
		const kept = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG'].flatMap((name) => {
			const value = process.env[name];
			return value === undefined ? [] : [[name, value] as const];
		});
		return {
			...Object.fromEntries(kept),
			HOST: '127.0.0.1',
			PORT: String(this.port),
			DATA_DIR: this.folder,
		};
	}
}

/** Whatever the system has free: several servers run side by side. */
async function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as AddressInfo;
	probe.close();
	await once(probe, 'close');
	return port;
}
