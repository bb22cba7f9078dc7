/**
 * Tells one process from a later one with the same number. Numbers are used again, soon after a
 * restart of a container even regularly, but never with the same moment of start.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * @returns a text that stays the same while the process lives and that no other process with this
 * number ever has; null when no such process runs
 */
export function processIdentity(pid: number): string | null {
	return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

/** @see proc(5): field 3 is the state, field 22 the start in clock ticks since the boot */
function fromProc(pid: number): string | null {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The name in field 2 stands in parentheses and may itself hold blanks and parentheses.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		// A killed process stays in the table until its parent has asked for its exit code.
		if (fields[0] === 'Z' || fields[0] === 'X') return null;
		const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
		return `${boot} ${fields[19]}`;
	} catch {
		return null;
	}
}

function fromPs(pid: number): string | null {
	try {
		const output = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
		return output.trim() || null;
	} catch {
		return null;
	}
}
