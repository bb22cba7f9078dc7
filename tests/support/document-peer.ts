/**
 * The other end of one document, for tests of the client alone: a real socket that speaks the
 * protocol over one Y.Doc in memory. It commits nothing; what it acknowledges, refuses and cuts off
 * is in the test's hands.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Role } from '#lib/domain/roles.ts';
import { encodeEntries, readEntries, type AwarenessEntry } from '#lib/protocol/awareness.ts';
import { encodeControl } from '#lib/protocol/control.ts';
import type { ControlMessage } from '#lib/protocol/schema.ts';
import {
	encodeAwareness,
	encodeStep1,
	encodeStep2,
	encodeUpdate,
	readClientMessage,
} from '#lib/protocol/sync-messages.ts';

interface Guest {
	readonly socket: WebSocket;
	/** messages with an update so far */
	counted: number;
	readonly updates: Uint8Array[];
}

const NOTHING = Y.encodeStateAsUpdate(new Y.Doc());

export class DocumentPeer {
	doc = new Y.Doc();
	generation = 'g1';
	role: Role | 'writer' | 'reader' = 'coordinator';
	/** who stands behind a guest's presence; nobody is stamped otherwise */
	stamp: { readonly guest: Guest; readonly user: object } | null = null;
	/** off: `acknowledge` does it */
	acknowledges = true;
	/** off: sync step 1 is sent by `ask` */
	asks = true;
	/** the update is kept out when this names a path */
	refuses: (update: Uint8Array) => { path: string; rule: string } | null = () => null;
	readonly guests: Guest[] = [];
	readonly #entries = new Map<number, AwarenessEntry>();
	readonly #server: WebSocketServer;

	static async open(): Promise<DocumentPeer> {
		const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
		await once(server, 'listening');
		return new DocumentPeer(server);
	}

	constructor(server: WebSocketServer) {
		this.#server = server;
		server.on('connection', (socket) => this.#welcome(socket));
	}

	get url(): string {
		return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	get guest(): Guest {
		const newest = this.guests.at(-1);
		if (newest === undefined) throw new Error('Nobody is connected');
		return newest;
	}

	say(message: ControlMessage, guest: Guest = this.guest): void {
		guest.socket.send(encodeControl(message));
	}

	acknowledge(guest: Guest = this.guest): void {
		this.say({ kind: 'saved', n: guest.counted }, guest);
	}

	ask(guest: Guest = this.guest): void {
		guest.socket.send(encodeStep1(Y.encodeStateVector(this.doc)));
	}

	/** A change by somebody else. */
	change(change: (doc: Y.Doc) => void): void {
		const before = Y.encodeStateVector(this.doc);
		this.doc.transact(() => change(this.doc));
		this.#tell(encodeUpdate(Y.encodeStateAsUpdate(this.doc, before)), null);
	}

	async close(): Promise<void> {
		for (const { socket } of this.guests) socket.terminate();
		this.#server.close();
		await once(this.#server, 'close');
	}

	#welcome(socket: WebSocket): void {
		const guest: Guest = { socket, counted: 0, updates: [] };
		this.guests.push(guest);
		socket.on('close', () => this.guests.splice(this.guests.indexOf(guest), 1));
		socket.on('message', (bytes: Buffer) => this.#hear(guest, new Uint8Array(bytes)));
		const { generation, role } = this;
		this.say({ kind: 'hello', generation, position: 1, role }, guest);
		if (this.#entries.size > 0) {
			socket.send(encodeAwareness(encodeEntries([...this.#entries.values()])));
		}
		if (this.asks) this.ask(guest);
	}

	#hear(guest: Guest, bytes: Uint8Array): void {
		const message = readClientMessage(bytes);
		switch (message?.kind) {
			case undefined:
				throw new Error('The client sent what is not of the protocol');
			case 'step 1':
				guest.socket.send(encodeStep2(Y.encodeStateAsUpdate(this.doc, message.stateVector)));
				return;
			case 'step 2':
			case 'update':
				this.#take(guest, message.update);
				return;
			case 'awareness':
				this.#stamp(guest, readEntries(message.entries) ?? []);
				return;
			case 'query awareness':
				return;
		}
	}

	#stamp(guest: Guest, entries: readonly AwarenessEntry[]): void {
		const user = this.stamp?.guest === guest ? this.stamp.user : null;
		const stamped = entries.map((entry): AwarenessEntry => {
			const state: unknown = JSON.parse(entry.json);
			if (user === null || typeof state !== 'object' || state === null) return entry;
			return { ...entry, json: JSON.stringify({ ...state, user }) };
		});
		for (const entry of stamped) this.#entries.set(entry.clientId, entry);
		this.#tell(encodeAwareness(encodeEntries(stamped)), guest);
	}

	#take(guest: Guest, update: Uint8Array): void {
		guest.counted++;
		guest.updates.push(update);
		// What brings nothing is never refused, to nobody.
		const refusal = update.length > NOTHING.length ? this.refuses(update) : null;
		if (refusal === null) {
			Y.applyUpdate(this.doc, update);
			this.#tell(encodeUpdate(update), guest);
		} else {
			this.say({ kind: 'refused', n: guest.counted, ...refusal }, guest);
		}
		if (this.acknowledges) this.acknowledge(guest);
	}

	#tell(frame: Uint8Array, except: Guest | null): void {
		for (const guest of this.guests) if (guest !== except) guest.socket.send(frame);
	}
}
