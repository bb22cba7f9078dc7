/**
 * One socket of one person on one document. It counts the messages that carry updates, keeps back
 * what cannot be judged yet, and tells what became of each. Order: when the document is loaded,
 * `hello` (with `v=1`), the server's sync step 1 and who is present; only then is anything that the
 * client sent answered.
 */
import type { DocumentRef } from '#lib/domain/ids.ts';
import type { Actor } from '#lib/domain/roles.ts';
import { encodeEntries } from '#lib/protocol/awareness.ts';
import { CLOSE, CLOSE_WORDS, type CloseCode } from '#lib/protocol/close-codes.ts';
import { encodeControl } from '#lib/protocol/control.ts';
import {
	CLOSE_GRACE_MS,
	HEARTBEAT_MS,
	HELD_BYTES,
	HELD_MESSAGES,
	RECHECK_MS,
	SILENCE_MS,
} from '#lib/protocol/limits.ts';
import { personColour } from '#lib/domain/person-colour.ts';
import type { PresenceUser } from '#lib/protocol/presence.ts';
import {
	encodeAwareness,
	readClientMessage,
	type ClientMessage,
} from '#lib/protocol/sync-messages.ts';
import type { ControlMessage } from '#lib/protocol/schema.ts';
import { actorOf, type Session } from '#server/auth/session.ts';
import type { Clock } from './clock.ts';
import { decodeUpdate } from './decoded-update.ts';
import type { Access } from './gate.ts';
import type { MessageBudget } from './message-budget.ts';
import { Outbox, type Peer } from './outbox.ts';
import { roleOn, sameRights } from './rights.ts';
import type { Answer, Member, Room, Waiting } from './room.ts';

/** How often `tick` is called: what is due before the next one is done in this one. */
export const TICK_MS = 1_000;

/** `loading`: nothing is answered. `live`: in a room. `closing`: nothing is read or sent any more. */
type State =
	| { readonly kind: 'loading'; readonly early: Uint8Array[]; earlyBytes: number }
	| {
			readonly kind: 'live';
			readonly room: Room;
			/** updates that came before the first sync step 2; null once that has come */
			held: Waiting[] | null;
			heldBytes: number;
	  }
	| { readonly kind: 'closing' };

export interface ConnectionParts {
	readonly peer: Peer;
	readonly ref: DocumentRef;
	readonly session: Session;
	/** asked with `v=1`: gets control messages */
	readonly hearsControl: boolean;
	readonly clock: Clock;
	/** shared by all connections of the person */
	readonly budget: MessageBudget;
	/** The connection is over; called once. */
	readonly onEnd: () => void;
}

export class Connection implements Member {
	readonly ref: DocumentRef;
	readonly #parts: ConnectionParts;
	readonly #outbox: Outbox;
	#state: State = { kind: 'loading', early: [], earlyBytes: 0 };
	#session: Session;
	#access: Access = 'read';
	/** how many messages with an update have come; the number of the newest */
	#received = 0;
	/** numbers without an answer yet, ascending */
	readonly #open = new Set<number>();
	#savedUpTo = 0;
	#heardAt: number;
	#sentAt: number;
	#checkedAt: number;
	#receivedAtCheck = 0;
	#isPaused = false;

	constructor(parts: ConnectionParts) {
		this.#parts = parts;
		this.ref = parts.ref;
		this.#outbox = new Outbox(parts.peer);
		this.#session = parts.session;
		const now = parts.clock.now();
		this.#heardAt = now;
		this.#sentAt = now;
		this.#checkedAt = now;
	}

	get session(): Session {
		return this.#session;
	}

	get actor(): Actor {
		return actorOf(this.#session);
	}

	get access(): Access {
		return this.#access;
	}

	get user(): PresenceUser {
		const { user, role } = this.#session;
		return { id: user.id, name: user.name, role, colour: personColour(user.id) };
	}

	get isClosing(): boolean {
		return this.#state.kind === 'closing';
	}

	/** Rights are to be looked up again: a minute has gone by, or the session has run out. */
	isDueForCheck(now: number): boolean {
		return (
			this.#state.kind !== 'closing' &&
			(now - this.#checkedAt >= RECHECK_MS || now >= this.#session.expiresAt.getTime())
		);
	}

	/** Whether the person changed something since rights were last looked up: only that is use. */
	get wroteSinceCheck(): boolean {
		return this.#received > this.#receivedAtCheck;
	}

	checked(now: number): void {
		this.#checkedAt = now;
		this.#receivedAtCheck = this.#received;
	}

	/** The document is loaded and settled, and the rights are known. */
	goLive(room: Room): void {
		if (this.#state.kind !== 'loading') return;
		const { early } = this.#state;
		this.#state = { kind: 'live', room, held: [], heldBytes: 0 };
		room.join(this);
		this.#sayHello(room);
		this.send(room.step1());
		const present = room.presence.everybody(this);
		if (present !== null) this.send(present);
		for (const bytes of early) this.#handle(bytes);
	}

	/** Rights change in place; the message comes before anything is judged by them. */
	setRights(session: Session, access: Access): void {
		const isSame = sameRights(session, this.#session) && access === this.#access;
		this.#session = session;
		this.#access = access;
		if (isSame || this.#state.kind !== 'live') return;
		this.#control({ kind: 'role', role: roleOn(this.ref, session.role, access) });
		this.#state.room.presence.restamp(this);
	}

	/** Bytes have come from the client. */
	receive(bytes: Uint8Array): void {
		this.#heardAt = this.#parts.clock.now();
		if (this.#state.kind === 'closing' || !this.#spend(this.#heardAt)) return;
		if (this.#state.kind === 'live') {
			this.#handle(bytes);
			return;
		}
		this.#state.early.push(bytes);
		this.#state.earlyBytes += bytes.length;
		if (isTooMuch(this.#state.early.length, this.#state.earlyBytes)) this.close(CLOSE.tooMuch);
	}

	/** A pong, or anything else that shows the other side is there. */
	heard(): void {
		this.#heardAt = this.#parts.clock.now();
	}

	/** Called every `TICK_MS`: keeps the line alive and finds out when it is not. */
	tick(now: number): void {
		if (this.#state.kind === 'closing') return;
		if (!this.#outbox.drains(now)) {
			this.close(CLOSE.tooSlow);
			return;
		}
		if (now - this.#heardAt > SILENCE_MS && !this.#isPaused) {
			this.#parts.peer.terminate();
			return;
		}
		if (this.#state.kind === 'live' && now - this.#sentAt >= HEARTBEAT_MS - TICK_MS) {
			this.#parts.peer.ping();
			if (this.#parts.hearsControl) this.#control({ kind: 'ping' });
			else this.send(encodeAwareness(encodeEntries([])));
		}
	}

	send(frame: Uint8Array): void {
		if (this.#state.kind === 'closing') return;
		this.#sentAt = this.#parts.clock.now();
		if (!this.#outbox.send(frame)) this.close(CLOSE.tooSlow);
	}

	answer(answers: readonly Answer[]): void {
		if (this.#state.kind !== 'live') return;
		let isRefused = false;
		for (const { n, verdict } of answers) {
			this.#open.delete(n);
			if (verdict.kind !== 'refuse') continue;
			isRefused = true;
			this.#control({ kind: 'refused', n, path: verdict.path, rule: verdict.rule });
		}
		if (isRefused && !this.#parts.hearsControl) {
			this.close(CLOSE.refused);
			return;
		}
		const [oldestOpen] = this.#open;
		const upTo = oldestOpen === undefined ? this.#received : oldestOpen - 1;
		if (upTo > this.#savedUpTo) {
			this.#savedUpTo = upTo;
			this.#control({ kind: 'saved', n: upTo });
		}
		if (isRefused) this.#control({ kind: 'reset' });
	}

	documentMade(): void {
		if (this.#state.kind === 'live') this.#sayHello(this.#state.room);
	}

	close(code: CloseCode): void {
		if (this.#state.kind === 'closing') return;
		// What is still waiting was sent by somebody who may not be here any more: it is refused.
		if (code === CLOSE.session || code === CLOSE.access) this.#access = 'read';
		this.#end();
		const { peer, clock } = this.#parts;
		peer.close(code, CLOSE_WORDS[code]);
		clock.after(CLOSE_GRACE_MS, () => peer.terminate());
	}

	/** The socket has been closed by the other side, or has broken. */
	closed(): void {
		if (this.#state.kind !== 'closing') this.#end();
	}

	#end(): void {
		if (this.#state.kind === 'live') this.#state.room.leave(this);
		this.#state = { kind: 'closing' };
		this.#parts.onEnd();
	}

	#control(message: ControlMessage): void {
		if (this.#parts.hearsControl) this.send(encodeControl(message));
	}

	#sayHello(room: Room): void {
		const role = roleOn(this.ref, this.#session.role, this.#access);
		const { generation, position } = room;
		this.#control({ kind: 'hello', generation, position, role });
	}

	#spend(now: number): boolean {
		const spending = this.#parts.budget.spend(now);
		switch (spending.kind) {
			case 'fine':
				return true;
			case 'pause':
				this.#pause(spending.ms);
				return true;
			case 'too much':
				this.close(CLOSE.tooMuch);
				return false;
		}
	}

	#pause(ms: number): void {
		if (this.#isPaused) return;
		this.#isPaused = true;
		this.#parts.peer.pause();
		this.#parts.clock.after(ms, () => {
			this.#isPaused = false;
			this.#parts.peer.resume();
		});
	}

	#handle(bytes: Uint8Array): void {
		if (this.#state.kind !== 'live') return;
		const message = readClientMessage(bytes);
		if (message === null || !this.#follow(message, this.#state.room)) this.close(CLOSE.malformed);
	}

	/** @returns false when the message is not what it says */
	#follow(message: ClientMessage, room: Room): boolean {
		switch (message.kind) {
			case 'step 1':
				room.whenSettled(() => this.#answerStep1(room, message.stateVector));
				return true;
			case 'step 2':
			case 'update':
				return this.#takeUpdate(message.update, message.kind === 'step 2');
			case 'awareness':
				return room.presence.receive(this, message.entries);
			case 'query awareness': {
				const present = room.presence.everybody(this);
				if (present !== null) this.send(present);
				return true;
			}
		}
	}

	#answerStep1(room: Room, stateVector: Uint8Array): void {
		if (this.#state.kind !== 'live') return;
		const frame = room.step2(stateVector);
		if (frame === null) this.close(CLOSE.malformed);
		else this.send(frame);
	}

	/**
	 * A client that typed while it was away sends its newest update at once and all that came before
	 * it only in its step 2. Judged in that order the first would be refused for a gap, so updates
	 * wait here until the first step 2 and are judged after it.
	 */
	#takeUpdate(bytes: Uint8Array, isStep2: boolean): boolean {
		if (this.#state.kind !== 'live') return true;
		this.#received += 1;
		// A copy of its own: what the socket hands out is a piece of a larger buffer.
		const update = decodeUpdate(bytes.slice());
		if (update === null) return false;
		const waiting: Waiting = { from: this, n: this.#received, update };
		this.#open.add(waiting.n);
		const { held, room } = this.#state;
		if (held === null) {
			room.take([waiting]);
		} else if (isStep2) {
			this.#state.held = null;
			room.take([waiting, ...held]);
		} else {
			held.push(waiting);
			this.#state.heldBytes += bytes.length;
			if (isTooMuch(held.length, this.#state.heldBytes)) this.close(CLOSE.tooMuch);
		}
		return true;
	}
}

function isTooMuch(messages: number, bytes: number): boolean {
	return messages > HELD_MESSAGES || bytes > HELD_BYTES;
}
