/** What the set-up says: plain lines, so that they read the same in a terminal, a log and a pipe. */

/** A sentence for the person at the keyboard; the set-up ends with it and exit code 1. */
export class SetupFailure extends Error {
	/** @override */
	name = 'SetupFailure';
}

/** @param {string} line */
export function say(line) {
	process.stdout.write(`${line}\n`);
}
