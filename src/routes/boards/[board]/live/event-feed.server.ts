/**
 * Server-sent events of one reader of a live view. A change of the board is followed by the whole
 * small model, at most every five seconds, so that figures on a wall do not flicker and a lost event
 * is made good by the next one. A comment every fifteen seconds keeps the connection open through
 * proxies. It ends with the request, when the reader's rights change and when the session expires;
 * the browser then connects again and is judged anew.
 */

export interface EventFeedOptions {
	/** the model as JSON; null when the reader may see nothing any more */
	readonly load: () => Promise<string | null>;
	/** calls back when the model may be another one; returns the way to stop */
	readonly onChanged: (changed: () => void) => () => void;
	/** calls back when the reader is to be judged anew; returns the way to stop */
	readonly onRevoked: (revoked: () => void) => () => void;
	readonly expiresAt: Date;
	readonly now: () => Date;
	/** the day that lateness is counted from: at midnight the model changes without a change */
	readonly today: () => string;
	readonly pauseMs?: number;
	readonly beatMs?: number;
}

const ENCODER = new TextEncoder();

export function eventFeed(options: EventFeedOptions): ReadableStream<Uint8Array> {
	const { load, now, today, pauseMs = 5_000, beatMs = 15_000 } = options;
	const endings: (() => void)[] = [];
	let ended = false;

	function end(): void {
		ended = true;
		for (const ending of endings.splice(0)) ending();
	}

	return new ReadableStream<Uint8Array>({
		start(controller) {
			let sentAt = 0;
			let sentOn = today();
			let waiting: ReturnType<typeof setTimeout> | null = null;
			let loading = false;
			let changedSince = false;

			function close(): void {
				if (ended) return;
				end();
				controller.close();
			}

			function write(text: string): void {
				if (!ended) controller.enqueue(ENCODER.encode(text));
			}

			async function send(): Promise<void> {
				sentAt = now().getTime();
				sentOn = today();
				loading = true;
				changedSince = false;
				try {
					const model = await load();
					if (model === null) close();
					else write(`data: ${model}\n\n`);
				} catch {
					// The database is away: the reader is told by the break, and connects again.
					close();
				}
				loading = false;
				// eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- set while the model was loading
				if (changedSince) changed();
			}

			/** Whatever comes while one waits is in the model that is loaded then. */
			function changed(): void {
				// One at a time: a slow answer must not come after a newer one.
				changedSince = loading;
				if (loading || waiting !== null || ended) return;
				const rest = Math.max(0, sentAt + pauseMs - now().getTime());
				waiting = setTimeout(() => {
					waiting = null;
					void send();
				}, rest);
			}

			function beat(): void {
				if (now() >= options.expiresAt) close();
				else if (today() !== sentOn) changed();
				else write(': still here\n\n');
			}

			const beats = setInterval(beat, beatMs);
			endings.push(
				() => clearInterval(beats),
				() => waiting !== null && clearTimeout(waiting),
				options.onChanged(changed),
				options.onRevoked(close),
			);
			write('retry: 5000\n\n');
			// What changed since the page was rendered, or while the connection was away.
			void send();
		},
		cancel: end,
	});
}
