/**
 * Who is in a room and where: awareness entries that the server has checked and stamped. Nothing
 * here is stored. An entry belongs to one person's newest connection that has its client id; a
 * client id, once used, stays with its person while the room lives, so that a stock client that
 * passes on what it heard of others cannot bring back somebody who has left.
 */
import { encodeEntries, readEntries, type AwarenessEntry } from '#lib/protocol/awareness.ts';
import { PRESENCE_BYTES, PRESENCE_EVERY_MS } from '#lib/protocol/limits.ts';
import type { PresenceUser } from '#lib/protocol/presence.ts';
import { encodeAwareness } from '#lib/protocol/sync-messages.ts';
import type { Clock } from './clock.ts';

/** A connection as presence sees it. */
export interface Present {
	readonly user: PresenceUser;
	send(frame: Uint8Array): void;
}

type Fields = Readonly<Record<string, unknown>>;

interface Known {
	readonly userId: string;
	/** of what was last told to others; it only grows, also when the client begins again */
	clock: number;
	present: { readonly owner: Present; readonly fields: Fields } | null;
}

/** Client ids remembered after their person has left, oldest forgotten first. */
const REMEMBERED = 10_000;

/** A client counts one up every few seconds at most; above this the bytes are made up. */
const MAX_CLOCK = 0xffff_ffff;

export class RoomPresence {
	readonly #clock: Clock;
	readonly #members: () => Iterable<Present>;
	readonly #known = new Map<number, Known>();
	readonly #clientIds = new Map<Present, number>();
	readonly #changed = new Set<number>();
	#sentAt = Number.NEGATIVE_INFINITY;
	#scheduled = false;

	constructor(clock: Clock, members: () => Iterable<Present>) {
		this.#clock = clock;
		this.#members = members;
	}

	/** The client id that a connection speaks for, once it has said one. */
	clientIdOf(from: Present): number | null {
		return this.#clientIds.get(from) ?? null;
	}

	/** @returns false when the bytes are not awareness entries or the own entry is too large */
	receive(from: Present, bytes: Uint8Array): boolean {
		const entries = readEntries(bytes);
		if (entries === null) return false;
		for (const entry of entries) {
			if (this.#mayWrite(from, entry) && !this.#write(from, entry)) return false;
		}
		return true;
	}

	/** Stock clients pass on entries of others too: those are left alone. */
	#mayWrite(from: Present, entry: AwarenessEntry): boolean {
		const own = this.#clientIds.get(from);
		if (own !== undefined) return own === entry.clientId;
		const known = this.#known.get(entry.clientId);
		return entry.json !== 'null' && (known === undefined || known.userId === from.user.id);
	}

	#write(from: Present, entry: AwarenessEntry): boolean {
		if (Buffer.byteLength(entry.json) > PRESENCE_BYTES || entry.clock > MAX_CLOCK) return false;
		const fields = readFields(entry.json);
		if (fields === null) return false;
		const known = this.#know(from, entry.clientId);
		const isNewest = known.present === null || known.present.owner === from;
		// Taken over by a newer connection of the same person: this one has no say any more.
		if (!isNewest && this.#clientIds.has(from)) return true;
		this.#clientIds.set(from, entry.clientId);
		known.clock = Math.max(known.clock + 1, entry.clock);
		known.present = fields === 'gone' ? null : { owner: from, fields };
		this.#tell(entry.clientId);
		return true;
	}

	#know(from: Present, clientId: number): Known {
		const found = this.#known.get(clientId);
		if (found !== undefined) return found;
		const known: Known = { userId: from.user.id, clock: 0, present: null };
		this.#known.set(clientId, known);
		for (const [oldest, entry] of this.#known) {
			if (this.#known.size <= REMEMBERED) break;
			if (entry.present === null && oldest !== clientId) this.#known.delete(oldest);
		}
		return known;
	}

	/** Says the stamp of a connection's entry again: its person's role or name has changed. */
	restamp(from: Present): void {
		const clientId = this.#clientIds.get(from);
		if (clientId !== undefined && this.#isOwner(from, clientId)) this.#bump(clientId);
	}

	leave(from: Present): void {
		const clientId = this.#clientIds.get(from);
		this.#clientIds.delete(from);
		if (clientId === undefined || !this.#isOwner(from, clientId)) return;
		const known = this.#known.get(clientId);
		if (known !== undefined) known.present = null;
		this.#bump(clientId);
	}

	/** Everybody who is here, for one who has come or asks; null when nobody is. */
	everybody(but: Present): Uint8Array | null {
		return this.#frame(
			[...this.#known.keys()].filter((id) => this.#isShown(id)),
			but,
		);
	}

	#isShown(clientId: number): boolean {
		return (this.#known.get(clientId)?.present ?? null) !== null;
	}

	#isOwner(from: Present, clientId: number): boolean {
		return this.#known.get(clientId)?.present?.owner === from;
	}

	#bump(clientId: number): void {
		const known = this.#known.get(clientId);
		if (known === undefined) return;
		known.clock += 1;
		this.#tell(clientId);
	}

	#tell(clientId: number): void {
		this.#changed.add(clientId);
		if (this.#scheduled) return;
		this.#scheduled = true;
		const wait = this.#sentAt + PRESENCE_EVERY_MS - this.#clock.now();
		if (wait <= 0) this.#clock.soon(() => this.#send());
		else this.#clock.after(wait, () => this.#send());
	}

	#send(): void {
		this.#scheduled = false;
		this.#sentAt = this.#clock.now();
		const changed = [...this.#changed];
		this.#changed.clear();
		const shared = this.#frame(changed, null);
		for (const member of this.#members()) {
			const own = this.#clientIds.get(member);
			// A client that is told its own entry takes it for its state and sends it again.
			const frame =
				own !== undefined && changed.includes(own) ? this.#frame(changed, member) : shared;
			if (frame !== null) member.send(frame);
		}
	}

	#frame(clientIds: readonly number[], but: Present | null): Uint8Array | null {
		const own = but === null ? undefined : this.#clientIds.get(but);
		const entries: AwarenessEntry[] = [];
		for (const clientId of clientIds) {
			const known = this.#known.get(clientId);
			if (known === undefined || clientId === own) continue;
			entries.push({ clientId, clock: known.clock, json: stamped(known) });
		}
		return entries.length === 0 ? null : encodeAwareness(encodeEntries(entries));
	}
}

function stamped({ present }: Known): string {
	return present === null
		? 'null'
		: JSON.stringify({ ...present.fields, user: present.owner.user });
}

/** @returns null for what is not a state */
function readFields(json: string): Fields | 'gone' | null {
	try {
		const value: unknown = JSON.parse(json);
		if (value === null) return 'gone';
		return isFields(value) ? value : null;
	} catch {
		return null;
	}
}

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
