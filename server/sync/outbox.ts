import { UNSENT_BYTES, UNSENT_MS } from '#lib/protocol/limits.ts';

/** The other end of one connection: a WebSocket, or a test's half of a pair. */
export interface Peer {
	/** what was sent and has not left this process yet */
	readonly unsentBytes: number;
	send(frame: Uint8Array): void;
	/** Sends a ping of the WebSocket layer, which every browser answers by itself. */
	ping(): void;
	close(code: number, words: string): void;
	/** Cuts the connection without waiting for the other side. */
	terminate(): void;
	/** Stops and starts reading from it. */
	pause(): void;
	resume(): void;
}

/**
 * What goes out on one connection, with an eye on how fast it leaves. No message is ever left out
 * on a live socket: a reader who cannot follow is closed and synchronises anew.
 */
export class Outbox {
	readonly #peer: Peer;
	#sentBytes = 0;
	/** what had been sent when something was first seen waiting, and when that was */
	#mark: { readonly sentBytes: number; readonly at: number } | null = null;

	constructor(peer: Peer) {
		this.#peer = peer;
	}

	/** @returns false when too much waits and the connection has to be closed */
	send(frame: Uint8Array): boolean {
		this.#peer.send(frame);
		this.#sentBytes += frame.length;
		return this.#peer.unsentBytes <= UNSENT_BYTES;
	}

	/**
	 * Called every few seconds. A busy reader always has something waiting, so what counts is
	 * whether the bytes that waited at the last mark have left since.
	 * @returns false when the same bytes have waited for too long
	 */
	drains(now: number): boolean {
		const unsent = this.#peer.unsentBytes;
		const mark = this.#mark;
		if (unsent === 0) {
			this.#mark = null;
		} else if (mark === null || this.#sentBytes - unsent >= mark.sentBytes) {
			this.#mark = { sentBytes: this.#sentBytes, at: now };
		} else {
			return now - mark.at < UNSENT_MS;
		}
		return true;
	}
}
