/**
 * Follows the log: after each commit of a board it reads what is new, applies it, and writes the
 * rows it touches. One pass per board at a time, so what arrives meanwhile is read together in the
 * next one; no timer delays anything. A pass that fails loses nothing: the rows keep the position
 * they show, and the next pass, at the latest a second later, goes on from there.
 */
import type { Sql } from '#db/client.ts';
import { parseDocumentName } from '#lib/domain/ids.ts';
import type { Entry, Log } from '#server/log/log.ts';
import { FollowedBoard } from './followed-board.ts';
import { readShown, writeRows } from './write-rows.ts';

export interface ProjectorParts {
	readonly sql: Sql;
	readonly log: Log;
	/** Runs something after a while; used only to try again. @returns the way to call it off */
	readonly after: (ms: number, run: () => void) => () => void;
	readonly report: (what: string, fault: unknown) => void;
	readonly onProjected: (change: { board: string; position: number; at: Date }) => void;
}

interface Following {
	readonly board: FollowedBoard;
	/** position after which the touched records changed; null when that is not known */
	since: number | null;
	/** when the newest applied entry was made */
	at: Date;
}

const ENTRIES_AT_ONCE = 1_000;
const RETRY_MS = 1_000;
/** Boards held in memory between passes; the least recently changed one is dropped first. */
const BOARDS_HELD = 20;

export class Projector {
	readonly #parts: ProjectorParts;
	readonly #held = new Map<string, Following>();
	/** the pass that is running, and the one that will run after it, by document */
	readonly #running = new Map<string, Promise<void>>();
	readonly #waiting = new Map<string, Promise<void>>();
	readonly #retries = new Map<string, () => void>();
	readonly #stopListening: () => void;
	/** a pass that began before the last time does not keep its board */
	#forgotten = 0;
	#closed = false;

	constructor(parts: ProjectorParts) {
		this.#parts = parts;
		this.#stopListening = parts.log.onCommitted(({ document }) => {
			if (parseDocumentName(document)?.kind === 'board') this.#soon(document);
		});
	}

	/** Resolves when a pass that began after this call has ended. @throws when that pass failed */
	follow(document: string): Promise<void> {
		const waiting = this.#waiting.get(document);
		if (waiting !== undefined) return waiting;
		const running = this.#running.get(document);
		if (running === undefined) return this.#start(document);
		const next = running
			.catch(() => undefined)
			.then(() => {
				this.#waiting.delete(document);
				return this.#start(document);
			});
		this.#waiting.set(document, next);
		return next;
	}

	/** Forgets what is held, so that the next pass begins with a load. */
	forget(): void {
		this.#forgotten += 1;
		this.#held.clear();
	}

	/** Ends after the passes that are under way. */
	async close(): Promise<void> {
		this.#closed = true;
		this.#stopListening();
		for (const callOff of this.#retries.values()) callOff();
		await Promise.allSettled([...this.#running.values(), ...this.#waiting.values()]);
		this.forget();
	}

	#start(document: string): Promise<void> {
		const pass = this.#pass(document).finally(() => this.#running.delete(document));
		this.#running.set(document, pass);
		return pass;
	}

	#soon(document: string): void {
		if (this.#closed) return;
		this.follow(document).catch((fault: unknown) => {
			this.#parts.report(`rows of ${document}`, fault);
			if (this.#closed || this.#retries.has(document)) return;
			const callOff = this.#parts.after(RETRY_MS, () => {
				this.#retries.delete(document);
				this.#soon(document);
			});
			this.#retries.set(document, callOff);
		});
	}

	async #pass(document: string): Promise<void> {
		const ref = parseDocumentName(document);
		if (ref?.kind !== 'board') throw new Error(`${document} is not a board`);
		const following = await this.#catchUp(document, ref.board);
		if (following === null || following.board.position === following.since) return;
		const { board, since, at } = following;
		const wrote = await writeRows(this.#parts.sql, ref.board, board, since, at);
		following.since = board.position;
		board.written();
		if (wrote) this.#parts.onProjected({ board: ref.board, position: board.position, at });
	}

	/** @returns the board up to the end of the log, null when the log has no such document */
	async #catchUp(document: string, board: string): Promise<Following | null> {
		const forgotten = this.#forgotten;
		const held = this.#held.get(document);
		// It goes back only when it is whole: after a fault the next pass begins with a load.
		this.#held.delete(document);
		const following = held ?? (await this.#load(document, board));
		if (following === null) return null;
		let entries: readonly Entry[];
		do {
			const after = following.board.position;
			entries = await this.#parts.log.read(document, after, ENTRIES_AT_ONCE);
			following.board.apply(entries);
			following.at = entries.at(-1)?.at ?? following.at;
		} while (entries.length === ENTRIES_AT_ONCE);
		if (forgotten === this.#forgotten) this.#hold(document, following);
		return following;
	}

	async #load(document: string, board: string): Promise<Following | null> {
		const { log, sql } = this.#parts;
		const shown = await readShown(sql, board);
		const loaded = await log.load(document);
		if (loaded === null) return null;
		const last = loaded.tail.at(-1) ?? (await log.read(document, loaded.head.position - 1, 1))[0];
		if (last === undefined) throw new Error(`${document} has no entry ${loaded.head.position}`);
		const followed = new FollowedBoard();
		const isKnown = followed.begin(loaded, shown);
		return { board: followed, since: isKnown ? shown : null, at: last.at };
	}

	#hold(document: string, following: Following): void {
		this.#held.set(document, following);
		const [leastRecent] = this.#held.keys();
		if (this.#held.size > BOARDS_HELD && leastRecent !== undefined) {
			this.#held.delete(leastRecent);
		}
	}
}
