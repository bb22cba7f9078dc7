/**
 * The product as it is served: the built application behind `server/main.ts`, a process of its own.
 * The time of a start is from the spawn until `/readyz` answers, which is when a person can sign in.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './free-port.ts';

export const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Where a server keeps what it stores. */
export interface Place {
	/** empty: the embedded database in the data folder */
	readonly databaseUrl: string | null;
	readonly dataDir: string;
}

export interface Product {
	readonly origin: string;
	readonly pid: number;
	readonly startMs: number;
	stop(): Promise<void>;
}

/** A busy machine takes its time to fill an empty database. */
const START_MS = 120_000;
const LOOK_EVERY_MS = 10;
const DEMO_PASSWORD = 'the password of the benchmark';

/** @throws Error with what the server said, when it does not come up */
export async function startProduct(place: Place): Promise<Product> {
	if (!existsSync(path.join(ROOT, 'build/handler.js'))) {
		throw new Error('There is no build to measure. Run "npm run build" first.');
	}
	const port = await freePort();
	const origin = `http://127.0.0.1:${port}`;
	const began = performance.now();
	const { child, said } = run(place, ['server/main.ts'], { PORT: String(port) });
	const gone = once(child, 'exit');
	while (!(await answers(origin))) {
		if (child.exitCode !== null) throw new Error(`The server ended at once:\n${said()}`);
		if (performance.now() - began > START_MS) {
			child.kill('SIGKILL');
			throw new Error(`The server did not open its port:\n${said()}`);
		}
		await pause(LOOK_EVERY_MS);
	}
	const startMs = performance.now() - began;
	return {
		origin,
		pid: child.pid ?? 0,
		startMs,
		async stop() {
			child.kill('SIGTERM');
			await gone;
		},
	};
}

/** A command of the product, in place of serving. */
export async function runCommand(place: Place, command: string): Promise<void> {
	const { child, said } = run(place, ['server/commands/cli.ts', command]);
	const [code] = (await once(child, 'exit')) as [number | null];
	if (code !== 0) throw new Error(`"${command}" failed:\n${said()}`);
}

/** @returns the Cookie header of somebody of the demonstration */
export async function signIn(origin: string, email: string): Promise<string> {
	const answer = await fetch(`${origin}/login`, {
		method: 'POST',
		redirect: 'manual',
		headers: { accept: 'text/html', origin },
		body: new URLSearchParams({ email, password: DEMO_PASSWORD }),
	});
	const [cookie] = answer.headers.getSetCookie();
	if (answer.status !== 303 || cookie === undefined) {
		throw new Error(`${email} could not sign in: ${answer.status}`);
	}
	return cookie.split(';', 1)[0] ?? '';
}

function run(
	{ dataDir, databaseUrl }: Place,
	args: readonly string[],
	more: Record<string, string> = {},
): { child: ChildProcess; said: () => string } {
	// Only what a process needs: what the shell holds must not change the result.
	const env: Record<string, string> = {
		NODE_ENV: 'production',
		HOST: '127.0.0.1',
		DATA_DIR: dataDir,
		DEMO_PASSWORD,
		...more,
	};
	if (databaseUrl !== null) env['DATABASE_URL'] = databaseUrl;
	for (const name of ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG']) {
		const value = process.env[name];
		if (value !== undefined) env[name] = value;
	}
	const child = spawn(process.execPath, args, {
		cwd: ROOT,
		env,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	// Whoever stops the benchmark half-way must not be left with a server.
	const kill = (): void => void child.kill('SIGKILL');
	process.once('exit', kill);
	child.once('exit', () => process.off('exit', kill));
	let words = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (more: string) => (words += more));
	}
	return { child, said: () => words };
}

async function answers(origin: string): Promise<boolean> {
	try {
		return (await fetch(`${origin}/readyz`)).ok;
	} catch {
		// Not listening yet.
		return false;
	}
}
