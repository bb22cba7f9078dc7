/**
 * What a process has used, as the kernel counts it. Linux only: elsewhere there is no `/proc`, and
 * the report has a dash in these places.
 */
import { readFile } from 'node:fs/promises';

export interface ProcessFigures {
	/** processor time of all its threads, in the program and in the kernel, since it began */
	readonly cpuSeconds: number;
	readonly rssMiB: number;
	/** the most it ever had */
	readonly peakMiB: number;
}

/** The kernel counts processor time for programs in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** @returns null where the system does not tell, or when there is no such process */
export async function processFigures(pid: number): Promise<ProcessFigures | null> {
	try {
		const [stat, status] = await Promise.all([
			readFile(`/proc/${pid}/stat`, 'utf8'),
			readFile(`/proc/${pid}/status`, 'utf8'),
		]);
		// After the name, which may hold spaces: state is the first field, utime the 12th, stime the 13th.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return {
			cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
			rssMiB: mebibytes(status, 'VmRSS'),
			peakMiB: mebibytes(status, 'VmHWM'),
		};
	} catch {
		// No such file: another system, or the process is gone.
		return null;
	}
}

function mebibytes(status: string, name: string): number {
	return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
}
