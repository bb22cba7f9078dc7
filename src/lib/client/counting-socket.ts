/**
 * The socket that y-websocket is given: it counts the messages that carry an update, the way the
 * server counts them, so that "saved up to n" means something here.
 *
 * Right after opening, y-websocket already sends what is typed, although changes made while
 * offline have not left yet; the server would see a gap and refuse. Such updates are held back:
 * the sync step 2, which answers the server's step 1, carries everything up to its moment.
 */
import { readClientMessage } from '#lib/protocol/sync-messages.ts';

type Frame = Parameters<WebSocket['send']>[0];

export interface SocketListener {
	/**
	 * A counted message has left.
	 * @param n from 1, on this connection
	 * @param update the Yjs update inside
	 */
	sent(n: number, update: Uint8Array): void;
	/** Once per connection, after our sync step 2: from here on plain updates leave at once. */
	answered(socket: WebSocket): void;
}

/** @param Base the class to build on: the browser's, or in tests one that sends a cookie */
export function countingSocket(Base: typeof WebSocket, listener: SocketListener): typeof WebSocket {
	return class CountingSocket extends Base {
		#counted = 0;
		#answered = false;

		override send(frame: Frame): void {
			const message = frame instanceof Uint8Array ? readClientMessage(frame) : null;
			switch (message?.kind) {
				case 'step 2': {
					const first = !this.#answered;
					this.#answered = true;
					this.#count(frame, message.update);
					if (first) listener.answered(this);
					return;
				}
				case 'update':
					if (this.#answered) this.#count(frame, message.update);
					return;
				case 'step 1':
				case 'awareness':
				case 'query awareness':
				case undefined:
					super.send(frame);
					return;
			}
		}

		#count(frame: Frame, update: Uint8Array): void {
			super.send(frame);
			this.#counted++;
			listener.sent(this.#counted, update);
		}
	};
}
