/**
 * One process per data folder. PGlite itself opens a folder twice without complaint, and two
 * writers destroy it. The lock is a file that names its holder and the holder's socket folder; a
 * holder that was killed leaves it behind, so it counts only while that very process runs.
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { processIdentity } from './process-identity.ts';

interface Holder {
	readonly pid: number;
	readonly identity: string;
	readonly socketFolder: string;
}

export type Lock =
	| {
			readonly ok: true;
			/** Socket folder of a holder that was killed; whoever takes the lock tidies it away */
			readonly abandoned: string | null;
			readonly release: () => void;
	  }
	| { readonly ok: false; readonly pid: number };

/**
 * @param file          where the lock lies, in the data folder
 * @param socketFolder  private folder of the socket, written into the lock
 * @throws the error of the file system when the folder cannot be written
 */
export function takeLock(file: string, socketFolder: string): Lock {
	const identity = processIdentity(process.pid);
	if (identity === null) throw new Error(`process ${process.pid} does not find itself`);
	const mine = JSON.stringify({ pid: process.pid, identity, socketFolder } satisfies Holder);
	const draft = `${file}.${process.pid}`;
	writeFileSync(draft, mine);
	let abandoned: string | null = null;
	try {
		// A few rounds: between looking and taking, another process may come or go.
		for (let round = 0; round < 5; round += 1) {
			if (link(draft, file)) {
				return { ok: true, abandoned, release: () => release(file, mine) };
			}
			const found = read(file);
			if (found === null) continue;
			const holder = parse(found);
			if (holder !== null && processIdentity(holder.pid) === holder.identity) {
				return { ok: false, pid: holder.pid };
			}
			if (takeAway(file, found)) abandoned = holder?.socketFolder ?? abandoned;
		}
	} finally {
		rmSync(draft, { force: true });
	}
	throw new Error(`${path.basename(file)} changes hands faster than it can be taken`);
}

/** Makes the lock appear whole or not at all. @returns false when there is one already */
function link(draft: string, file: string): boolean {
	try {
		linkSync(draft, file);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	}
}

function read(file: string): string | null {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
		throw error;
	}
}

function parse(text: string): Holder | null {
	try {
		const value = JSON.parse(text) as Partial<Holder> | null;
		const { pid, identity, socketFolder } = value ?? {};
		if (typeof pid !== 'number' || typeof identity !== 'string') return null;
		return { pid, identity, socketFolder: typeof socketFolder === 'string' ? socketFolder : '' };
	} catch {
		return null;
	}
}

/**
 * Removes the lock of a dead holder by moving it aside first: if another process has taken it in
 * the meantime, that one's lock is what was moved, and it is put back.
 */
function takeAway(file: string, expected: string): boolean {
	const aside = `${file}.${process.pid}.old`;
	try {
		renameSync(file, aside);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
		throw error;
	}
	const isExpected = read(aside) === expected;
	if (!isExpected) link(aside, file);
	rmSync(aside, { force: true });
	return isExpected;
}

function release(file: string, mine: string): void {
	if (read(file) === mine) rmSync(file, { force: true });
}
