/**
 * A network on which nothing moves unless the test moves it: socket pairs whose frames lie in two
 * queues, in order per direction as on TCP, and whose cut loses what is under way. The dice choose
 * which queue moves next, so delays between people come from the seed and not from the machine.
 */
import * as Y from 'yjs';
import type { Actor } from '#lib/domain/roles.ts';
import {
	carriesUpdate,
	encodeStep1,
	encodeStep2,
	encodeUpdate,
} from '#lib/protocol/sync-messages.ts';
import type { Connection } from '#server/sync/connection.ts';
import type { Peer } from '#server/sync/outbox.ts';
import { readFrame } from '../support/sockets.ts';
import type { Dice } from '../support/random.ts';

/** One connection while it lasts. */
class Link implements Peer {
	readonly unsentBytes = 0;
	readonly up: Uint8Array[] = [];
	readonly down: Uint8Array[] = [];
	/** messages with an update that the client has sent on it, and how many are answered */
	sent = 0;
	saved = 0;
	isCut = false;
	connection: Connection | null = null;

	send(frame: Uint8Array): void {
		if (!this.isCut) this.down.push(frame);
	}
	ping(): void {}
	pause(): void {}
	resume(): void {}
	close(): void {
		this.cut();
	}
	terminate(): void {
		this.cut();
	}

	cut(): void {
		this.isCut = true;
		this.up.length = 0;
		this.down.length = 0;
		this.connection?.closed();
	}
}

/** One person's browser: a document, and a socket now and then. */
export class Simulated {
	readonly actor: Actor;
	readonly doc = new Y.Doc();
	link: Link | null = null;
	refusals = 0;
	readonly #connect: (peer: Peer) => Connection;

	constructor(actor: Actor, clientId: number, connect: (peer: Peer) => Connection) {
		this.actor = actor;
		this.doc.clientID = clientId;
		this.#connect = connect;
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== this) this.#send(encodeUpdate(update));
		});
	}

	get isConnected(): boolean {
		return this.link !== null && !this.link.isCut;
	}

	/** Connected, nothing under way, and everything sent has been answered. */
	get isSaved(): boolean {
		const { link } = this;
		if (link === null || link.isCut || link.up.length + link.down.length > 0) return false;
		return link.sent > 0 && link.saved === link.sent;
	}

	connect(): void {
		this.link = new Link();
		this.link.connection = this.#connect(this.link);
		this.#send(encodeStep1(Y.encodeStateVector(this.doc)));
	}

	disconnect(): void {
		this.link?.cut();
		this.link = null;
	}

	/** Lets one frame arrive, chosen by the dice. @returns false when nothing is under way */
	deliver(dice: Dice): boolean {
		const { link } = this;
		if (link === null || link.isCut) return false;
		const queues = [link.up, link.down].filter((queue) => queue.length > 0);
		if (queues.length === 0) return false;
		const queue = dice.pick(queues);
		const frame = queue.shift();
		if (frame === undefined) return false;
		if (queue === link.up) link.connection?.receive(frame);
		else this.#receive(frame, link);
		return true;
	}

	#send(frame: Uint8Array): void {
		const { link } = this;
		if (link === null || link.isCut) return;
		if (carriesUpdate(frame)) link.sent += 1;
		link.up.push(frame);
	}

	#receive(bytes: Uint8Array, link: Link): void {
		const frame = readFrame(bytes);
		switch (frame.kind) {
			case 'step 1':
				this.#send(encodeStep2(Y.encodeStateAsUpdate(this.doc, frame.stateVector)));
				return;
			case 'step 2':
			case 'update':
				Y.applyUpdate(this.doc, frame.update, this);
				return;
			case 'awareness':
				return;
			case 'control':
				if (frame.message.kind === 'saved') link.saved = frame.message.n;
				if (frame.message.kind === 'refused') this.refusals += 1;
		}
	}
}
