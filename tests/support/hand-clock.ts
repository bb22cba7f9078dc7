import type { Clock } from '#server/sync/clock.ts';

interface Timer {
	at: number;
	readonly everyMs: number | null;
	readonly run: () => void;
}

/**
 * A clock that stands still until the test moves it. `soon` is real: it only waits for the events
 * at hand.
 */
export class HandClock implements Clock {
	#now: number;
	readonly #timers = new Set<Timer>();

	constructor(now = new Date('2026-03-02T09:00:00Z').getTime()) {
		this.#now = now;
	}

	now(): number {
		return this.#now;
	}

	after(ms: number, run: () => void): () => void {
		return this.#add({ at: this.#now + ms, everyMs: null, run });
	}

	every(ms: number, run: () => void): () => void {
		return this.#add({ at: this.#now + ms, everyMs: ms, run });
	}

	soon(run: () => void): void {
		setImmediate(run);
	}

	/** Lets time go by: every timer that falls due runs, in order and at its own time. */
	pass(ms: number): void {
		const end = this.#now + ms;
		for (let due = this.#next(end); due !== null; due = this.#next(end)) {
			this.#now = Math.max(this.#now, due.at);
			if (due.everyMs === null) this.#timers.delete(due);
			else due.at += due.everyMs;
			due.run();
		}
		this.#now = end;
	}

	#next(end: number): Timer | null {
		let next: Timer | null = null;
		for (const timer of this.#timers) {
			if (timer.at <= end && (next === null || timer.at < next.at)) next = timer;
		}
		return next;
	}

	#add(timer: Timer): () => void {
		this.#timers.add(timer);
		return () => void this.#timers.delete(timer);
	}
}
