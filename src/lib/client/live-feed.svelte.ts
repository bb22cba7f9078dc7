/**
 * The live view's model, followed by server-sent events. Figures change in place; while paused, the
 * newest model waits and is shown on resuming. When the server cannot be reached the last model
 * stays, with its time, and the feed goes on trying.
 */

interface Timed {
	/** ISO 8601 */
	readonly at: string;
}

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;
const CLOCK_MS = 30_000;

export class LiveFeed<Model extends Timed> {
	readonly #url: string;
	#shown: Model;
	#newest: Model;
	#paused = $state(false);
	#reachable = $state(true);
	#now = $state(0);
	#waitMs = FIRST_WAIT_MS;

	constructor(url: string, first: Model) {
		this.#url = url;
		this.#shown = $state.raw(first);
		this.#newest = $state.raw(first);
	}

	get shown(): Model {
		return this.#shown;
	}

	get at(): Date {
		// eslint-disable-next-line svelte/prefer-svelte-reactivity -- made anew at each reading, never changed
		return new Date(this.#shown.at);
	}

	get paused(): boolean {
		return this.#paused;
	}

	/** Newer than what is shown: it waits for the reader to resume. */
	get held(): boolean {
		return this.#newest !== this.#shown;
	}

	get reachable(): boolean {
		return this.#reachable;
	}

	/** Whole minutes since the model that is shown was worked out. */
	get minutesOld(): number {
		return Math.max(0, Math.floor((this.#now - Date.parse(this.#shown.at)) / 60_000));
	}

	pause(): void {
		this.#paused = true;
	}

	resume(): void {
		this.#paused = false;
		this.#shown = this.#newest;
	}

	/** Opens the connection. @returns the way to end it */
	follow(): () => void {
		let source: EventSource;
		let again: ReturnType<typeof setTimeout> | undefined;
		const open = () => {
			source = new EventSource(this.#url);
			source.onmessage = (event: MessageEvent<string>) => this.#take(event.data);
			source.onerror = () => {
				this.#reachable = false;
				// A mere break is mended by the browser; a refusal is final for it, and not for us.
				if (source.readyState !== EventSource.CLOSED) return;
				again = setTimeout(open, this.#waitMs);
				this.#waitMs = Math.min(2 * this.#waitMs, LONGEST_WAIT_MS);
			};
		};
		const tick = () => (this.#now = Date.now());
		const clock = setInterval(tick, CLOCK_MS);
		tick();
		open();
		return () => {
			clearInterval(clock);
			clearTimeout(again);
			source.close();
		};
	}

	#take(data: string): void {
		this.#reachable = true;
		this.#waitMs = FIRST_WAIT_MS;
		this.#now = Date.now();
		this.#newest = JSON.parse(data) as Model;
		if (!this.#paused) this.#shown = this.#newest;
	}
}
