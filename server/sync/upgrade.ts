/**
 * From an HTTP upgrade to a socket. Whoever may not come in is let in and closed with a code: a
 * refused handshake tells a browser nothing, and y-websocket would knock for ever.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { parseDocumentName, type DocumentRef } from '#lib/domain/ids.ts';
import { CLOSE, CLOSE_WORDS, type CloseCode } from '#lib/protocol/close-codes.ts';
import { CLOSE_GRACE_MS, MESSAGE_BYTES } from '#lib/protocol/limits.ts';
import { PROTOCOL_VERSION } from '#lib/protocol/schema.ts';
import type { Clock } from './clock.ts';
import type { Connection } from './connection.ts';
import type { Peer } from './outbox.ts';
import { mayEnter, type Lookups } from './rights.ts';
import type { Visitor, Visits } from './visits.ts';

const PREFIX = '/sync/';

export interface DoorParts {
	readonly lookups: Lookups;
	readonly visits: Visits;
	readonly clock: Clock;
	/** the one origin that browsers may come from, such as `https://board.example` */
	readonly origin: string;
	readonly report: (what: string, error: unknown) => void;
}

type Answer =
	| { readonly ok: true; readonly visitor: Visitor }
	| { readonly ok: false; readonly code: CloseCode };

export class Door {
	readonly #parts: DoorParts;
	readonly #sockets = new Set<WebSocket>();
	readonly #server = new WebSocketServer({
		noServer: true,
		maxPayload: MESSAGE_BYTES,
		perMessageDeflate: false,
		clientTracking: false,
	});

	constructor(parts: DoorParts) {
		this.#parts = parts;
	}

	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		// While the session is looked up nobody else listens, and an error would end the process.
		const onError = () => socket.destroy();
		socket.on('error', onError);
		void this.#answer(request).then((answer) => {
			socket.off('error', onError);
			if (socket.destroyed) return;
			this.#server.handleUpgrade(request, socket, head, (ws) => {
				this.#sockets.add(ws);
				ws.on('close', () => this.#sockets.delete(ws));
				// ws closes the socket itself after an error; `close` follows and is what counts.
				ws.on('error', () => this.#sockets.delete(ws));
				if (answer.ok) this.#letIn(ws, answer.visitor);
				else this.#turnAway(ws, answer.code);
			});
		});
	}

	/** Resolves when every socket is closed. Those that do not answer are cut by their connection. */
	async allClosed(): Promise<void> {
		await Promise.all(
			[...this.#sockets].map((ws) => new Promise((resolve) => ws.once('close', resolve))),
		);
	}

	cutAll(): void {
		for (const ws of this.#sockets) ws.terminate();
	}

	async #answer(request: IncomingMessage): Promise<Answer> {
		const { lookups, origin, report } = this.#parts;
		// Only browsers send an Origin, and only they carry somebody's cookie without asking.
		if (request.headers.origin !== undefined && request.headers.origin !== origin) {
			return { ok: false, code: CLOSE.access };
		}
		const address = readAddress(request.url ?? '');
		const { cookie } = request.headers;
		try {
			if (address === null) {
				const session = await lookups.auth.sessionOf(cookie);
				return { ok: false, code: session === null ? CLOSE.session : CLOSE.noDocument };
			}
			const entrance = await mayEnter(lookups, cookie, address.ref);
			if (!entrance.ok) return entrance;
			return { ok: true, visitor: { ...address, session: entrance.session } };
		} catch (error) {
			report('A session could not be looked up', error);
			return { ok: false, code: CLOSE.tryAgain };
		}
	}

	#turnAway(ws: WebSocket, code: CloseCode): void {
		ws.close(code, CLOSE_WORDS[code]);
		this.#parts.clock.after(CLOSE_GRACE_MS, () => ws.terminate());
	}

	/** A fault of ours must not end the process for everybody: it ends this connection. */
	#pass(data: Uint8Array, connection: Connection): void {
		try {
			connection.receive(data);
		} catch (error) {
			this.#parts.report('A message could not be handled', error);
			connection.close(CLOSE.tryAgain);
		}
	}

	#letIn(ws: WebSocket, visitor: Visitor): void {
		const connection = this.#parts.visits.begin(peerOf(ws), visitor);
		ws.on('message', (data: RawData, isBinary: boolean) => {
			if (isBinary && data instanceof Uint8Array) this.#pass(data, connection);
			else connection.close(CLOSE.malformed);
		});
		ws.on('ping', () => connection.heard());
		ws.on('pong', () => connection.heard());
		ws.on('close', () => connection.closed());
	}
}

/** `/sync/<document>?v=1` */
function readAddress(url: string): { ref: DocumentRef; hearsControl: boolean } | null {
	const [path = '', query = ''] = url.split('?', 2);
	if (!path.startsWith(PREFIX)) return null;
	const ref = parseDocumentName(decode(path.slice(PREFIX.length)));
	if (ref === null) return null;
	return { ref, hearsControl: new URLSearchParams(query).get('v') === PROTOCOL_VERSION };
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		// A percent sign that escapes nothing is in no document's name.
		return '';
	}
}

function peerOf(ws: WebSocket): Peer {
	return {
		get unsentBytes() {
			return ws.bufferedAmount;
		},
		send: (frame) => ws.send(frame),
		ping: () => ws.ping(),
		close: (code, words) => ws.close(code, words),
		terminate: () => ws.terminate(),
		pause: () => ws.pause(),
		resume: () => ws.resume(),
	};
}
