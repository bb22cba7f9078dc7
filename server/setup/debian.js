/** Debian's packages: installed without questions, by root only; anybody else is shown the command. */
import { run, runStep, tail } from './child.js';
import { say } from './report.js';

/** @type {boolean | null} whether the lists could be fetched; once is enough */
let isUpToDate = null;

/**
 * @param {string} name
 * @returns {Promise<boolean>} false when it is not to be had; why not has been said by then
 */
export async function installDebian(name) {
	const command = `apt-get update && apt-get install -y ${name}`;
	const isRoot = process.getuid?.() === 0;
	const isDebian = (await run('apt-get', ['--version'])).code === 0;
	if (!isRoot || !isDebian) {
		const where = isDebian ? 'As root' : 'On Debian, as root';
		say(`${where}, this installs what is missing: ${command}`);
		return false;
	}
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	if (isUpToDate === null) {
		const ended = await runStep('Asking for the lists of packages', 'apt-get', ['update'], { env });
		isUpToDate = ended.code === 0;
	}
	const args = ['install', '-y', '--no-install-recommends', name];
	const ended = await runStep(`Installing ${name}`, 'apt-get', args, { env });
	if (ended.code === 0) return true;
	say(`${tail(ended.output, 5)}\n${name} could not be installed. By hand: ${command}`);
	return false;
}
