/**
 * The packages of package-lock.json, all of them and at those versions. A stamp in `node_modules`
 * names the lock file it was made from; an installation made by a plain `npm ci` is accepted too.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run, runStep, tail } from './child.js';
import { inRoot, PINNED_NODE, ROOT } from './places.js';
import { SetupFailure } from './report.js';

/** @typedef {{ version?: string, link?: boolean, optional?: boolean }} Package */
/** @typedef {Record<string, Package>} Packages */

const LEAST_NODE = 20;
const STAMP = inRoot('node_modules/.peelboard-install');
/** npm's own note of what it installed. */
const INSTALLED = inRoot('node_modules/.package-lock.json');

/**
 * Options that a machine's settings may turn round, each of which would leave half an
 * installation: what is said on the command line wins over files and environment.
 */
const NPM_CI = [
	...['ci', '--include=dev', '--ignore-scripts=false', '--dry-run=false', '--global=false'],
	...['--location=project', '--bin-links=true', '--engine-strict=false', '--package-lock=true'],
	...['--package-lock-only=false', '--install-strategy=hoisted', '--no-audit', '--no-fund'],
];

export async function install() {
	const major = Number(process.versions.node.split('.')[0]);
	if (major < LEAST_NODE) {
		throw new SetupFailure(
			`Node ${LEAST_NODE} or later is needed, and this is Node ${process.versions.node}. ` +
				'Install a newer one from https://nodejs.org and start again.',
		);
	}
	const lock = readFileSync(inRoot('package-lock.json'), 'utf8');
	if (await isInstalled(lock)) return;
	rmSync(STAMP, { force: true });
	rmSync(INSTALLED, { force: true });
	const npm = npmCommand();
	const ended = await runStep('Installing packages', npm.command, [...npm.args, ...NPM_CI], {
		cwd: ROOT,
	});
	if (ended.code !== 0) {
		throw new SetupFailure(`${tail(ended.output)}\n\n${whyNot(ended.output)}`);
	}
	if (!(await isPinnedNodeThere())) {
		throw new SetupFailure(
			`The pinned Node in ${PINNED_NODE} does not run on this machine. ` +
				'It needs Linux, macOS or Windows on x64 or arm64.',
		);
	}
	writeFileSync(STAMP, stampOf(lock));
}

/** @param {string} lock */
async function isInstalled(lock) {
	if (!existsSync(PINNED_NODE)) return false;
	const stamp = stampOf(lock);
	const isStamped = existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp;
	const wanted = packagesOf(lock);
	if (isStamped) return isComplete(wanted);
	if (!existsSync(INSTALLED)) return false;
	const matches = isSame(wanted, packagesOf(readFileSync(INSTALLED, 'utf8')));
	if (!matches || !isComplete(wanted) || !(await isPinnedNodeThere())) return false;
	writeFileSync(STAMP, stamp);
	return true;
}

/** A folder that came over from another machine has that machine's programs in it. @param {string} lock */
function stampOf(lock) {
	const digest = createHash('sha256').update(lock).digest('hex');
	return `${digest} ${process.platform} ${process.arch}\n`;
}

/** @param {string} lock @returns {Packages} */
function packagesOf(lock) {
	const { packages = {} } = /** @type {{ packages?: Packages }} */ (JSON.parse(lock));
	return Object.fromEntries(Object.entries(packages).filter(([folder]) => folder !== ''));
}

/** Packages for other machines are optional and not installed. @param {Packages} wanted @param {Packages} found */
function isSame(wanted, found) {
	const nothingElse = Object.keys(found).every((folder) => folder in wanted);
	return (
		nothingElse &&
		Object.entries(wanted).every(([folder, { version, optional }]) => {
			const there = found[folder];
			return there === undefined ? optional === true : there.version === version;
		})
	);
}

/** Somebody may have deleted a folder: npm's note does not say so. @param {Packages} wanted */
function isComplete(wanted) {
	return Object.entries(wanted).every(
		([folder, { optional }]) => optional === true || existsSync(inRoot(folder, 'package.json')),
	);
}

async function isPinnedNodeThere() {
	return (await run(PINNED_NODE, ['--version'])).code === 0;
}

/** The npm that started us, else the one on PATH. @returns {{ command: string, args: string[] }} */
function npmCommand() {
	const from = process.env.npm_execpath;
	if (from !== undefined && path.basename(from) === 'npm-cli.js' && existsSync(from)) {
		return { command: process.execPath, args: [from] };
	}
	return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] };
}

/** @param {string} output */
function whyNot(output) {
	if (/\b(ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET)\b/.test(output)) {
		return 'The packages could not be fetched: the registry does not answer. Look at the network, and start again.';
	}
	if (/\bENOSPC\b/.test(output)) {
		return 'The packages could not be installed: the disk is full. They need about 700 MB.';
	}
	if (/\b(EACCES|EPERM|EROFS)\b/.test(output)) {
		return `The packages could not be installed: this user may not write to ${ROOT} or to npm's cache.`;
	}
	return 'The packages could not be installed. What npm said stands above; start again when it is mended.';
}
