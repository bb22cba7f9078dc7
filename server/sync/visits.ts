/**
 * Everybody who has a document open in this process: from an accepted socket to a connection in a
 * room, and the questions asked again while it stays. A narrative hangs on its board: the board's
 * room stays loaded as long as the narrative is open, because it says whose record it is.
 */
import type { DocumentRef } from '#lib/domain/ids.ts';
import { CLOSE } from '#lib/protocol/close-codes.ts';
import { SOCKETS_PER_USER } from '#lib/protocol/limits.ts';
import type { Session } from '#server/auth/session.ts';
import type { Clock } from './clock.ts';
import { Connection, TICK_MS } from './connection.ts';
import { MessageBudget } from './message-budget.ts';
import type { Peer } from './outbox.ts';
import { accessTo, boardOf, mayStay, type Lookups } from './rights.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';

export interface Visitor {
	readonly session: Session;
	readonly ref: DocumentRef;
	readonly hearsControl: boolean;
}

interface Person {
	readonly budget: MessageBudget;
	readonly visits: Set<Visit>;
}

interface Visit {
	readonly visitor: Visitor;
	readonly connection: Connection;
	/** what has to be given back at the end */
	readonly leaving: (() => void)[];
	board: Room | null;
	check: 'none' | 'under way' | 'again';
}

export interface VisitsParts {
	readonly lookups: Lookups;
	readonly rooms: Rooms;
	readonly clock: Clock;
	readonly report: (what: string, error: unknown) => void;
}

export class Visits {
	readonly #parts: VisitsParts;
	readonly #people = new Map<string, Person>();
	readonly #stop: (() => void)[];
	#isClosing = false;

	constructor(parts: VisitsParts) {
		this.#parts = parts;
		this.#stop = [
			parts.clock.every(TICK_MS, () => this.#tick()),
			parts.lookups.auth.onRevoked((userId) => {
				for (const visit of this.#people.get(userId)?.visits ?? []) void this.#check(visit);
			}),
		];
	}

	get count(): number {
		let count = 0;
		for (const { visits } of this.#people.values()) count += visits.size;
		return count;
	}

	/** @returns the connection to feed with what the socket receives */
	begin(peer: Peer, visitor: Visitor): Connection {
		const { clock } = this.#parts;
		const { session, ref, hearsControl } = visitor;
		const person = this.#people.get(session.user.id) ?? {
			budget: new MessageBudget(clock.now()),
			visits: new Set<Visit>(),
		};
		this.#people.set(session.user.id, person);
		const connection = new Connection({
			peer,
			ref,
			session,
			hearsControl,
			clock,
			budget: person.budget,
			onEnd: () => this.#end(visit, person),
		});
		const visit: Visit = { visitor, connection, leaving: [], board: null, check: 'none' };
		person.visits.add(visit);
		if (this.#isClosing) connection.close(CLOSE.goingAway);
		else if (person.visits.size > SOCKETS_PER_USER) connection.close(CLOSE.tooMuch);
		else void this.#open(visit);
		return connection;
	}

	closeAll(): void {
		this.#isClosing = true;
		for (const stop of this.#stop) stop();
		for (const { visits } of [...this.#people.values()]) {
			for (const { connection } of [...visits]) connection.close(CLOSE.goingAway);
		}
	}

	#end(visit: Visit, person: Person): void {
		for (const leave of visit.leaving.splice(0)) leave();
		person.visits.delete(visit);
		const { id } = visit.visitor.session.user;
		// The budget goes with the last connection only when there is one person object for it.
		if (person.visits.size === 0 && this.#people.get(id) === person) this.#people.delete(id);
	}

	async #open(visit: Visit): Promise<void> {
		const { connection, visitor } = visit;
		try {
			const board = await this.#lease(visit, boardOf(visitor.ref));
			if (board === null) return;
			visit.board = board;
			visit.leaving.push(
				board.watch({
					committed: () => this.#judge(visit, connection.session, board),
					gone: () => connection.close(CLOSE.tryAgain),
				}),
			);
			// Judged in the same turn in which the board is settled: a moment later it may be ahead.
			await settled(board, () => this.#judge(visit, connection.session, board));
			if (connection.isClosing) return;
			if (board.isGone) throw new Error('The board was given up while it was being opened');
			const room = visitor.ref.kind === 'board' ? board : await this.#lease(visit, visitor.ref);
			if (room === null) return;
			await settled(room, () => {
				if (room.isGone) connection.close(CLOSE.tryAgain);
				else connection.goLive(room);
			});
		} catch (error) {
			this.#parts.report('A document could not be loaded', error);
			connection.close(CLOSE.tryAgain);
		}
	}

	/** @returns null when there is no such document, or the visit is over */
	async #lease(visit: Visit, ref: DocumentRef): Promise<Room | null> {
		const lease = await this.#parts.rooms.open(ref);
		if (lease === null) {
			visit.connection.close(CLOSE.noDocument);
			return null;
		}
		if (visit.connection.isClosing) {
			lease.release();
			return null;
		}
		visit.leaving.push(() => lease.release());
		return lease.room;
	}

	/** The board is settled: what may this session do with the document now? */
	#judge({ connection, visitor }: Visit, session: Session, board: Room): void {
		const access = accessTo(visitor.ref, session, board.doc);
		if (typeof access === 'number') connection.close(access);
		else connection.setRights(session, access);
	}

	/** Looks session and rights up again. Asked for while it runs, it runs once more. */
	async #check(visit: Visit): Promise<void> {
		if (visit.check !== 'none') {
			visit.check = 'again';
			return;
		}
		const { connection, visitor } = visit;
		try {
			do {
				visit.check = 'under way';
				const { session, wroteSinceCheck } = connection;
				connection.checked(this.#parts.clock.now());
				const entrance = await mayStay(this.#parts.lookups, session, wroteSinceCheck, visitor.ref);
				if (!entrance.ok) connection.close(entrance.code);
				else this.#judgeWhenSettled(visit, entrance.session);
			} while (this.#isAskedAgain(visit));
		} catch (error) {
			this.#parts.report('Rights could not be looked up', error);
			connection.close(CLOSE.tryAgain);
		}
		visit.check = 'none';
	}

	/** It was set while the check waited, which the type of a field just written does not show. */
	#isAskedAgain(visit: Visit): boolean {
		return visit.check === 'again' && !visit.connection.isClosing;
	}

	#judgeWhenSettled(visit: Visit, session: Session): void {
		const { board, connection } = visit;
		if (board === null) connection.setRights(session, connection.access);
		else board.whenSettled(() => this.#judge(visit, session, board));
	}

	#tick(): void {
		const now = this.#parts.clock.now();
		for (const { visits } of [...this.#people.values()]) {
			for (const visit of [...visits]) {
				if (visit.connection.isDueForCheck(now)) void this.#check(visit);
				visit.connection.tick(now);
			}
		}
	}
}

/** Resolves after `run` has been called with the room at a committed position. */
function settled(room: Room, run: () => void): Promise<void> {
	return new Promise((resolve, reject) =>
		room.whenSettled(() => {
			try {
				run();
				resolve();
			} catch (error) {
				reject(error);
			}
		}),
	);
}
