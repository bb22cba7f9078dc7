/**
 * The documents that are open in this process. A room is loaded once for all who ask at the same
 * time, kept while somebody has it open, and dropped after: everything in it is committed. A load
 * that fails leaves nothing behind, so the next to open the document tries again.
 */
import { documentName, type DocumentRef } from '#lib/domain/ids.ts';
import { committedDoc } from '#server/log/committed-doc.ts';
import type { Head, Loaded, Log } from '#server/log/log.ts';
import type { Clock } from './clock.ts';
import { applyLoaded } from './read-document.ts';
import { Room, type SyncMetrics } from './room.ts';

/** A room that stays loaded until it is released. */
export interface Lease {
	readonly room: Room;
	release(): void;
}

interface Slot {
	readonly name: string;
	readonly opening: Promise<Room | null>;
	room: Room | null;
	users: number;
	/** newest head heard of while the room was loading */
	heard: Head | null;
}

export interface RoomsParts {
	readonly log: Log;
	readonly clock: Clock;
	readonly metrics: SyncMetrics | null;
	/** For the operator: what made a room be given up. */
	readonly report: (what: string, error: unknown) => void;
}

export class Rooms {
	readonly #parts: RoomsParts;
	readonly #slots = new Map<string, Slot>();
	readonly #stopListening: () => void;
	#whenIdle: (() => void)[] = [];

	constructor(parts: RoomsParts) {
		this.#parts = parts;
		this.#stopListening = parts.log.onCommitted((head) => this.#heard(head));
	}

	get count(): number {
		return this.#slots.size;
	}

	/**
	 * A board has to be there; a narrative is made by its first change, so whoever opens one has
	 * made sure that its record exists.
	 * @returns null when there is no such board
	 * @throws when the document cannot be loaded
	 */
	async open(ref: DocumentRef): Promise<Lease | null> {
		const slot = this.#slots.get(documentName(ref)) ?? this.#newSlot(ref);
		slot.users += 1;
		let released = false;
		const release = () => {
			if (released) return;
			released = true;
			slot.users -= 1;
			this.#sweep(slot);
		};
		try {
			const room = await slot.opening;
			if (room !== null) return { room, release };
		} catch (error) {
			this.#forget(slot);
			throw error;
		}
		this.#forget(slot);
		return null;
	}

	/** Resolves when every change that waits has been committed or has failed. */
	whenIdle(): Promise<void> {
		if (this.#isIdle()) return Promise.resolve();
		return new Promise((resolve) => this.#whenIdle.push(resolve));
	}

	stopListening(): void {
		this.#stopListening();
	}

	#newSlot(ref: DocumentRef): Slot {
		const name = documentName(ref);
		const slot: Slot = {
			name,
			opening: this.#load(name, ref, () => slot),
			room: null,
			users: 0,
			heard: null,
		};
		this.#slots.set(name, slot);
		return slot;
	}

	async #load(name: string, ref: DocumentRef, slotOf: () => Slot): Promise<Room | null> {
		const { log, clock, metrics, report } = this.#parts;
		const loaded = await log.load(name);
		if (loaded === null && ref.kind === 'board') return null;
		const doc = committedDoc();
		if (loaded !== null) applyLoaded(doc, loaded);
		const slot = slotOf();
		const room = new Room({
			name,
			ref,
			doc,
			head: loaded?.head ?? null,
			loadedBytes: loaded === null ? 0 : sizeOf(loaded),
			log,
			clock,
			metrics,
			onIdle: () => this.#sweep(slot),
			onGone: (error) => {
				this.#forget(slot);
				report(`${name} was given up and will be loaded again`, error);
			},
		});
		slot.room = room;
		if (slot.heard !== null) room.heard(slot.heard);
		return room;
	}

	#heard(head: Head): void {
		const slot = this.#slots.get(head.document);
		if (slot === undefined) return;
		if (slot.room === null) slot.heard = head;
		else slot.room.heard(head);
	}

	#sweep(slot: Slot): void {
		if (slot.users === 0 && slot.room?.isIdle === true) this.#forget(slot);
		if (this.#whenIdle.length === 0 || !this.#isIdle()) return;
		for (const resolve of this.#whenIdle) resolve();
		this.#whenIdle = [];
	}

	#isIdle(): boolean {
		return [...this.#slots.values()].every(({ room }) => room === null || room.isIdle);
	}

	#forget(slot: Slot): void {
		if (this.#slots.get(slot.name) === slot) this.#slots.delete(slot.name);
	}
}

function sizeOf({ snapshot, tail }: Loaded): number {
	return tail.reduce((sum, entry) => sum + entry.bytes.length, snapshot?.state.length ?? 0);
}
