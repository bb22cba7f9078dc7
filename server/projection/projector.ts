/**
 * Follows the log: after each commit of a board it reads what is new, applies it, and writes the
 * rows it touches. One pass per board at a time, so what arrives meanwhile is read together in the
 * next one; no timer delays anything. A pass that fails loses nothing: the rows keep the position
 * they show, and the next pass, at the latest a second later, goes on from there.
 */
import type { Db } from '#db/client.ts';
import { parseDocumentName } from '#lib/domain/ids.ts';
import type { Log } from '#server/log/log.ts';
import { FollowedBoard } from './followed-board.ts';
import { writeRows } from './write-rows.ts';

export interface ProjectorParts {
	readonly db: Db;
	readonly log: Log;
	/** Runs something after a while; used only to try again. @returns the way to call it off */
	readonly after: (ms: number, run: () => void) => () => void;
	readonly report: (what: string, fault: unknown) => void;
	readonly onProjected: (change: { board: string; position: number; at: Date }) => void;
}

interface Following {
	readonly board: FollowedBoard;
	/** position that the rows showed after our last write; null when we have not written yet */
	shown: number | null;
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
	#closed = false;

	constructor(parts: ProjectorParts) {
		this.#parts = parts;
		this.#stopListening = parts.log.onCommitted(({ document }) => {
			if (parseDocumentName(document)?.kind === 'board') this.#soon(document);
		});
	}

	/** Resolves when a pass that began after this call has ended. @throws when that pass failed */
	follow(document: string): Promise<void> {
		const running = this.#running.get(document);
		if (running === undefined) return this.#start(document);
		const waiting = this.#waiting.get(document);
		if (waiting !== undefined) return waiting;
		const next = running.catch(() => undefined).then(() => {
			this.#waiting.delete(document);
			return this.#start(document);
		});
		this.#waiting.set(document, next);
		return next;
	}

	/** Forgets what is held, so that the next pass reads the log from its beginning. */
	forget(): void {
		for (const { board } of this.#held.values()) board.destroy();
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
		const following = this.#hold(document);
		const { board } = following;
		try {
			let entries;
			do {
				entries = await this.#parts.log.read(document, board.position, ENTRIES_AT_ONCE);
				board.apply(entries);
			} while (entries.length === ENTRIES_AT_ONCE);
		} catch (fault) {
			// What was applied may not be whole: the next pass begins anew.
			this.#held.delete(document);
			board.destroy();
			throw fault;
		}
		if (board.position === 0 || board.position === following.shown) return;
		const wrote = await writeRows(this.#parts.db, ref.board, board, following.shown);
		following.shown = board.position;
		board.written();
		if (wrote) {
			this.#parts.onProjected({ board: ref.board, position: board.position, at: board.at });
		}
	}

	#hold(document: string): Following {
		const held = this.#held.get(document) ?? { board: new FollowedBoard(), shown: null };
		this.#held.delete(document);
		this.#held.set(document, held);
		for (const [oldest, { board }] of this.#held) {
			if (this.#held.size <= BOARDS_HELD) break;
			if (this.#running.has(oldest)) continue;
			this.#held.delete(oldest);
			board.destroy();
		}
		return held;
	}
}
