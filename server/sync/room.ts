/**
 * One document in memory, at a committed position. What its members send waits here; a flush takes
 * all that waits, judges and applies it inside one append to the log and, once that is committed,
 * tells the others, then the senders. The next flush begins when the last has ended: there is no
 * timer and nothing to save when the last member leaves. When an append fails, the document in
 * memory is ahead of the log, so the room is given up and everybody comes back to a new one.
 */
import * as Y from 'yjs';
import type { DocumentRef } from '#lib/domain/ids.ts';
import type { Actor } from '#lib/domain/roles.ts';
import { CLOSE, type CloseCode } from '#lib/protocol/close-codes.ts';
import { DOCUMENT_BYTES, MESSAGE_BYTES } from '#lib/protocol/limits.ts';
import { encodeStep1, encodeStep2, encodeUpdate } from '#lib/protocol/sync-messages.ts';
import { DocumentExists, type Entry, type Head, type Log, type NewEntry } from '#server/log/log.ts';
import type { Clock } from './clock.ts';
import { bringsNothing, firstNewClient, type DecodedUpdate } from './decoded-update.ts';
import { admit, type Access, type Verdict } from './gate.ts';
import { RoomPresence, type Present } from './presence.ts';
import { hasPending } from './read-document.ts';
import { Step2Cache } from './step2-cache.ts';

/** A connection as its room sees it. */
export interface Member extends Present {
	readonly actor: Actor;
	readonly access: Access;
	/** What became of its messages; called once for all of one flush, after the commit. */
	answer(answers: readonly Answer[]): void;
	/** The document did not exist and has been made by its first change. */
	documentMade(): void;
	close(code: CloseCode): void;
}

export interface Answer {
	/** number of the message on its connection, from 1 */
	readonly n: number;
	readonly verdict: Verdict;
}

/** An update that waits for the next flush. */
export interface Waiting {
	readonly from: Member;
	readonly n: number;
	readonly update: DecodedUpdate;
}

/** Somebody whose rights hang on a record of this document. */
export interface Watcher {
	committed(): void;
	gone(): void;
}

export interface SyncMetrics {
	readonly updates: { add(by?: number): void };
	readonly refusals: { add(by?: number, rule?: string): void };
	readonly commitMs: { observe(ms: number): void };
}

export interface RoomParts {
	readonly name: string;
	readonly ref: DocumentRef;
	readonly doc: Y.Doc;
	/** null: no such document yet, the first admitted change makes it */
	readonly head: Head | null;
	/** what the document was loaded from: an upper bound of its size */
	readonly loadedBytes: number;
	readonly log: Log;
	readonly clock: Clock;
	readonly metrics: SyncMetrics | null;
	/** nothing is under way any more */
	readonly onIdle: () => void;
	/** given up; the next to open the document loads it again */
	readonly onGone: (error: unknown) => void;
}

/** How much of what other processes appended is read at once. */
const CATCH_UP_ENTRIES = 500;

export class Room {
	readonly presence: RoomPresence;
	readonly #parts: RoomParts;
	readonly #members = new Set<Member>();
	readonly #watchers = new Set<Watcher>();
	readonly #step2: Step2Cache;
	#head: Head | null;
	#heard: Head | null = null;
	#sizeBound: number;
	#waiting: Waiting[] = [];
	#whenSettled: (() => void)[] = [];
	#work: 'none' | 'scheduled' | 'under way' = 'none';
	#gone = false;
	/** whose update is being applied: it is to blame when Yjs throws */
	#applying: Member | null = null;

	constructor(parts: RoomParts) {
		this.#parts = parts;
		this.#head = parts.head;
		this.#sizeBound = parts.loadedBytes;
		this.#step2 = new Step2Cache(parts.doc);
		this.presence = new RoomPresence(parts.clock, () => this.#members);
	}

	get position(): number {
		return this.#head?.position ?? 0;
	}

	/** Empty while nobody has written the document. */
	get generation(): string {
		return this.#head?.generation ?? '';
	}

	get isGone(): boolean {
		return this.#gone;
	}

	get isIdle(): boolean {
		return this.#work === 'none';
	}

	/** The committed document. Only to be read, and only from within `whenSettled` or a watcher. */
	get doc(): Y.Doc {
		return this.#parts.doc;
	}

	/** Runs when the document in memory is what is committed: now, or when the flush has ended. */
	whenSettled(run: () => void): void {
		if (this.#work === 'under way') this.#whenSettled.push(run);
		else run();
	}

	join(member: Member): void {
		this.#members.add(member);
	}

	leave(member: Member): void {
		this.#members.delete(member);
		this.presence.leave(member);
	}

	watch(watcher: Watcher): () => void {
		this.#watchers.add(watcher);
		return () => void this.#watchers.delete(watcher);
	}

	step1(): Uint8Array {
		return encodeStep1(Y.encodeStateVector(this.doc));
	}

	/** @returns null when the state vector is not one */
	step2(stateVector: Uint8Array): Uint8Array | null {
		const update = this.#step2.since(stateVector, this.position);
		return update === null ? null : encodeStep2(update);
	}

	take(waiting: readonly Waiting[]): void {
		if (this.#gone) return;
		this.#waiting.push(...waiting);
		this.#schedule();
	}

	/** The log has a new head for this document: ours, or another process's. */
	heard(head: Head): void {
		if (this.#gone) return;
		if (this.#head !== null && head.generation !== this.#head.generation) {
			this.giveUp(new Error(`${head.document} has been restored`));
			return;
		}
		if (head.position <= (this.#heard?.position ?? 0)) return;
		this.#heard = head;
		if (head.position > this.position) this.#schedule();
	}

	/** Gives the room up; whoever has it open is asked to come again. */
	giveUp(error: unknown): void {
		if (this.#gone) return;
		this.#gone = true;
		this.#parts.onGone(error);
		this.#applying?.close(CLOSE.malformed);
		for (const member of [...this.#members]) member.close(CLOSE.tryAgain);
		for (const watcher of [...this.#watchers]) watcher.gone();
	}

	#schedule(): void {
		if (this.#work !== 'none') return;
		this.#work = 'scheduled';
		this.#parts.clock.soon(() => void this.#run());
	}

	async #run(): Promise<void> {
		this.#work = 'under way';
		try {
			while (!this.#gone) {
				if (this.#isBehind()) await this.#catchUp();
				else if (this.#waiting.length > 0) await this.#flush();
				else break;
				this.#settled();
			}
		} catch (error) {
			this.giveUp(error);
		}
		this.#work = 'none';
		try {
			this.#settled();
		} catch (error) {
			this.giveUp(error);
		}
		this.#parts.onIdle();
	}

	#settled(): void {
		const runs = this.#whenSettled;
		this.#whenSettled = [];
		for (const run of runs) run();
	}

	#isBehind(): boolean {
		return this.#heard !== null && this.#heard.position > this.position;
	}

	async #catchUp(): Promise<void> {
		const heard = this.#heard;
		if (heard === null) return;
		const { log, name } = this.#parts;
		const entries = await log.read(name, this.position, CATCH_UP_ENTRIES);
		const last = entries.at(-1);
		if (last === undefined) throw new Error(`${name}: nothing to read after ${this.position}`);
		this.#applyOthers(entries);
		this.#moveTo({ ...heard, position: last.position, hash: last.hash });
		this.#announce(entries.map((entry) => ({ bytes: entry.bytes, from: null })));
	}

	async #flush(): Promise<void> {
		const batch = this.#waiting;
		this.#waiting = [];
		// Most step 2 of those who join bring nothing: no transaction is needed to know that.
		if (batch.every(({ update }) => bringsNothing(this.doc, update))) {
			answerAll(batch.map((waiting) => [waiting, { kind: 'nothing new' }]));
			return;
		}
		if (this.#head === null) await this.#make(batch);
		else await this.#append(batch, this.#head);
	}

	/** The usual flush: one append, with what others appended applied first. */
	async #append(batch: readonly Waiting[], head: Head): Promise<void> {
		const { log, name, clock, metrics } = this.#parts;
		const startedAt = clock.now();
		const outcomes: [Waiting, Verdict][] = [];
		const news: News[] = [];
		const appended = await log.append(name, head.position, (others) => {
			this.#applyOthers(others);
			for (const entry of others) news.push({ bytes: entry.bytes, from: null });
			const entries: NewEntry[] = [];
			for (const waiting of batch) {
				const verdict = this.#judge(waiting);
				outcomes.push([waiting, verdict]);
				if (verdict.kind !== 'admit') continue;
				entries.push(this.#entryOf(waiting, verdict.bytes));
				this.#apply(waiting.from, verdict.bytes);
				news.push({ bytes: verdict.bytes, from: waiting.from });
			}
			return entries;
		});
		metrics?.commitMs.observe(clock.now() - startedAt);
		this.#moveTo(appended.head);
		this.#announce(news);
		this.#count(outcomes);
		answerAll(outcomes);
	}

	/**
	 * The first change makes the document. Judging applies nothing here, so that a document that
	 * another process made at the same moment is simply caught up with and the change judged anew.
	 */
	async #make(batch: Waiting[]): Promise<void> {
		const outcomes: [Waiting, Verdict][] = [];
		for (const [index, waiting] of batch.entries()) {
			const verdict = this.#judge(waiting);
			if (verdict.kind !== 'admit') {
				outcomes.push([waiting, verdict]);
				continue;
			}
			const made = await this.#create(this.#entryOf(waiting, verdict.bytes));
			if (made === null) {
				this.#waiting.unshift(...batch.slice(index));
				break;
			}
			this.#apply(waiting.from, verdict.bytes);
			this.#moveTo(made);
			this.#announce([{ bytes: verdict.bytes, from: waiting.from }]);
			outcomes.push([waiting, verdict]);
			this.#waiting.unshift(...batch.slice(index + 1));
			break;
		}
		this.#count(outcomes);
		answerAll(outcomes);
	}

	/** @returns null when another process was first */
	async #create(first: NewEntry): Promise<Head | null> {
		const { log, name } = this.#parts;
		try {
			return await log.create(name, first);
		} catch (error) {
			if (!(error instanceof DocumentExists)) throw error;
			this.#heard = await log.head(name);
			return null;
		}
	}

	#judge({ from, update }: Waiting): Verdict {
		const { actor, access } = from;
		const { ref, doc } = this.#parts;
		return admit(update, { doc, ref, actor, access, documentBytes: () => this.#documentBytes() });
	}

	#entryOf({ from, update }: Waiting, bytes: Uint8Array): NewEntry {
		const clientId = firstNewClient(this.doc, update) ?? this.presence.clientIdOf(from) ?? 0;
		return { actor: from.actor.id, clientId, bytes };
	}

	#apply(from: Member, bytes: Uint8Array): void {
		this.#applying = from;
		Y.applyUpdate(this.doc, bytes);
		if (hasPending(this.doc)) throw new Error(`${this.#parts.name}: an admitted update waits`);
		this.#applying = null;
		this.#sizeBound += bytes.length;
	}

	#applyOthers(entries: readonly Entry[]): void {
		this.doc.transact(() => {
			for (const { bytes } of entries) {
				Y.applyUpdate(this.doc, bytes);
				this.#sizeBound += bytes.length;
			}
		});
		if (hasPending(this.doc)) throw new Error(`${this.#parts.name}: the log has a gap`);
	}

	/** Bytes as sent add up to more than they come to once merged: measured only near the limit. */
	#documentBytes(): number {
		if (this.#sizeBound > DOCUMENT_BYTES - MESSAGE_BYTES) {
			this.#sizeBound = Y.encodeStateAsUpdate(this.doc).length;
		}
		return this.#sizeBound;
	}

	#moveTo(head: Head): void {
		const before = this.#head;
		if (before !== null && before.generation !== head.generation) {
			throw new Error(`${this.#parts.name} has been restored`);
		}
		this.#head = head;
		if (before === null) for (const member of this.#members) member.documentMade();
	}

	/** Tells everybody but its sender what has just been committed; each frame is encoded once. */
	#announce(news: readonly News[]): void {
		for (const { bytes, from } of news) {
			const frame = encodeUpdate(bytes);
			for (const member of this.#members) if (member !== from) member.send(frame);
		}
		if (news.length > 0) for (const watcher of [...this.#watchers]) watcher.committed();
	}

	#count(outcomes: readonly (readonly [Waiting, Verdict])[]): void {
		const { metrics } = this.#parts;
		for (const [, verdict] of outcomes) {
			if (verdict.kind === 'admit') metrics?.updates.add();
			if (verdict.kind === 'refuse') metrics?.refusals.add(1, verdict.rule);
		}
	}
}

interface News {
	readonly bytes: Uint8Array;
	readonly from: Member | null;
}

function answerAll(outcomes: readonly (readonly [Waiting, Verdict])[]): void {
	const byMember = new Map<Member, Answer[]>();
	for (const [{ from, n }, verdict] of outcomes) {
		const answers = byMember.get(from) ?? [];
		answers.push({ n, verdict });
		byMember.set(from, answers);
	}
	for (const [member, answers] of byMember) member.answer(answers);
}
