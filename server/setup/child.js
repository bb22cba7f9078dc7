/**
 * Programs that the set-up starts. They stay in our process group; a signal is handed to whoever
 * runs at the moment, once, and what has to be tidied away is tidied before we end.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { say } from './report.js';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {import('node:child_process').SpawnOptions} SpawnOptions */
/** @typedef {{ code: number, signal: NodeJS.Signals | null, output: string }} Ended */

/** @type {Set<ChildProcess>} */
const running = new Set();
/** @type {NodeJS.Signals | null} */
let stoppedBy = null;

for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) {
	process.on(signal, () => stop(signal));
}

/** An npm that is killed hands nothing on, and what it started would keep the port. */
const PARENT_EVERY_MS = 500;
if (process.env.npm_lifecycle_event !== undefined) {
	const { ppid } = process;
	setInterval(() => process.ppid === ppid || stop('SIGTERM'), PARENT_EVERY_MS).unref();
}

/** @param {NodeJS.Signals} signal */
function stop(signal) {
	if (stoppedBy !== null) return;
	stoppedBy = signal;
	for (const child of running) child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
	if (running.size === 0) process.exit(128 + constants.signals[signal]);
}

/** Whether somebody asked for the end; nothing new is begun then. */
export function isStopped() {
	return stoppedBy !== null;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SpawnOptions} options
 * @returns {Promise<Ended>} code 127 when the program is not there
 */
export function run(command, args, options = {}) {
	return new Promise((resolve) => {
		if (stoppedBy !== null) {
			resolve({ code: 128 + constants.signals[stoppedBy], signal: stoppedBy, output: '' });
			return;
		}
		const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
		running.add(child);
		let output = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream?.setEncoding('utf8').on('data', (/** @type {string} */ words) => {
				output += words;
			});
		}
		child.on('error', (error) => {
			running.delete(child);
			resolve({ code: 127, signal: null, output: `${output}${error.message}\n` });
		});
		child.on('close', (code, signal) => {
			running.delete(child);
			const killed = signal === null ? 0 : 128 + constants.signals[signal];
			resolve({ code: code ?? killed, signal, output });
		});
	});
}

/** A long step says every so often that it is still at work. */
const STILL_AT_IT_MS = 10_000;

/**
 * Runs a step that takes its time. Its own words are kept back, and shown when it fails.
 * @param {string} what  such as "Installing packages"
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SpawnOptions} options
 */
export async function runStep(what, command, args, options = {}) {
	say(`${what} …`);
	const began = Date.now();
	const seconds = () => Math.round((Date.now() - began) / 1000);
	const timer = setInterval(() => say(`${what} … ${seconds()} s`), STILL_AT_IT_MS);
	const ended = await run(command, args, options);
	clearInterval(timer);
	if (ended.code === 0) say(`${what}: done in ${seconds()} s`);
	return ended;
}

/** @param {string} output @param {number} lines */
export function tail(output, lines = 20) {
	return output.trimEnd().split('\n').slice(-lines).join('\n');
}
