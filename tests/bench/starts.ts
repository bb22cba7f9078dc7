/**
 * How long a start takes and how much memory the server has: on an empty place, which is migrated
 * and (embedded) filled with the demonstration before the port opens, and again with nothing new.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { processFigures } from './support/process-figures.ts';
import { runCommand, startProduct, type Place } from './support/product.ts';
import { median } from './support/quantiles.ts';

export interface StartTimes {
	readonly database: string;
	readonly firstMs: number;
	/** median of the starts after the first */
	readonly laterMs: number;
	/** of the server alone, some seconds after a later start; null where the system does not tell */
	readonly rssMiB: number | null;
	/** the most it had during the first start */
	readonly firstPeakMiB: number | null;
	readonly peakMiB: number | null;
}

export const STARTS = { later: 5, steadyMs: 5_000 } as const;

/** Leaves the place with the demonstration in it. */
export async function measureStarts(
	database: string,
	place: Place,
	say: (line: string) => void,
): Promise<StartTimes> {
	say(`Starts, ${database}`);
	const first = await startProduct(place);
	const firstFigures = await processFigures(first.pid);
	await first.stop();
	if (place.databaseUrl !== null) await runCommand(place, 'demo');

	const times: number[] = [];
	let figures = null;
	for (let n = 1; n <= STARTS.later; n += 1) {
		const product = await startProduct(place);
		times.push(product.startMs);
		if (n === STARTS.later) {
			await pause(STARTS.steadyMs);
			figures = await processFigures(product.pid);
		}
		await product.stop();
	}
	return {
		database,
		firstMs: first.startMs,
		laterMs: median(times),
		rssMiB: figures && figures.rssMiB,
		firstPeakMiB: firstFigures && firstFigures.peakMiB,
		peakMiB: figures && figures.peakMiB,
	};
}
