/** The frame of every set-up: what it ends with. */
import { isStopped } from './child.js';
import { SetupFailure } from './report.js';

/**
 * Does the work and ends the process with its exit code.
 * @param {() => Promise<number>} work
 */
export async function main(work) {
	try {
		process.exitCode = await work();
	} catch (error) {
		if (!(error instanceof SetupFailure)) throw error;
		// A step that was stopped has not failed, and needs no advice.
		if (!isStopped()) process.stderr.write(`${error.message}\n`);
		process.exitCode = 1;
	}
}
