/** Time as the sync server sees it, passed in, so that a test lets hours go by without waiting. */
export interface Clock {
	/** milliseconds since 1970 */
	now(): number;
	/** @returns the way to call it off */
	readonly after: (ms: number, run: () => void) => () => void;
	every(ms: number, run: () => void): () => void;
	/** Once the events at hand are through: what came in the same turn is handled together. */
	soon(run: () => void): void;
}

/** The machine's time. Its timers do not keep a process alive that wants to end. */
export function realClock(now: () => Date): Clock {
	return {
		now: () => now().getTime(),
		after(ms, run) {
			const timer = setTimeout(run, ms);
			timer.unref();
			return () => clearTimeout(timer);
		},
		every(ms, run) {
			const timer = setInterval(run, ms);
			timer.unref();
			return () => clearInterval(timer);
		},
		soon: (run) => void setImmediate(run),
	};
}
