/**
 * One document over one socket: y-websocket carries the changes, the server's control messages
 * (type 4) say what is saved and what was refused.
 *
 * A refused change cannot be taken back inside a Y.Doc, so after a refusal, an order to reset or a
 * restored document (another generation) the document is given up: a new one is filled from the
 * server, and what was written here and is not in it is offered for copying.
 * What was sent and not acknowledged when a line broke is sent again on the next one, as it was:
 * the server's state vector would hide a change it refused, and its word about it may be lost.
 */
import type * as decoding from 'lib0/decoding';
import { ObservableV2 } from 'lib0/observable';
import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { documentName, type DocumentRef } from '#lib/domain/ids.ts';
import { ROLES, writesBoards } from '#lib/domain/roles.ts';
import { isFinal } from '#lib/protocol/close-codes.ts';
import { readControl } from '#lib/protocol/control.ts';
import { isGateRule } from '#lib/protocol/refusals.ts';
import { MESSAGE, PROTOCOL_VERSION, type ControlMessage } from '#lib/protocol/schema.ts';
import { encodeUpdate } from '#lib/protocol/sync-messages.ts';
import { countingSocket } from './counting-socket.ts';
import { holds, ownText, type OwnText } from './own-text.ts';
import {
	hasUnsaved,
	NEW_CONNECTION,
	next,
	saveState,
	type Connection,
	type SaveEvent,
	type SaveState,
} from './save-state.ts';

/** On a board the person's role; a narrative is open to writing as a whole or not at all. */
const DOCUMENT_ROLES = [...ROLES, 'writer', 'reader'] as const;
export type DocumentRole = (typeof DOCUMENT_ROLES)[number];

export interface ConnectionOptions {
	readonly document: DocumentRef;
	/** `ws(s)://host/sync`, without the document's name */
	readonly url: string;
	/** builds on the browser's socket unless told otherwise */
	readonly WebSocket?: typeof WebSocket;
}

export interface Refused {
	/** as on the wire: `actions/<id>/state`, or empty for the whole document */
	readonly path: string;
	/** as on the wire: of `domain/rules.ts`, or of the gate */
	readonly rule: string;
}

/** What this person wrote and the server does not have, a piece per field. */
export interface Lost {
	/** `actions/<id>/progress` */
	readonly path: string;
	/** by which it was refused; null when it went down with something else that was refused */
	readonly rule: string | null;
	readonly text: string;
}

interface Events {
	save: (state: SaveState) => void;
	role: (role: DocumentRole) => void;
	/** the document holds what the server held when it was asked; again after each reconnect */
	synced: () => void;
	refused: (refused: Refused) => void;
	/** `doc` is another one, empty until `synced`; texts and presence of the old one are dead */
	replaced: () => void;
	/** written here, in a document that had to be given up, and not in the server's */
	lost: (texts: readonly Lost[]) => void;
}

/** A counted message that the server has not answered. */
interface Unanswered {
	readonly n: number;
	readonly update: Uint8Array;
	/** clock of this client with the message */
	readonly clock: number;
}

/** What was written in a document that was given up, until it can be compared with the server's. */
interface Estate {
	readonly client: number;
	readonly texts: readonly OwnText[];
	readonly refused: readonly Refused[];
}

/** One Y.Doc and its provider. After `leave`, nothing that happens to them is heard any more. */
interface Link {
	readonly doc: Y.Doc;
	readonly provider: WebsocketProvider;
	leave(): void;
}

export class DocumentConnection extends ObservableV2<Events> {
	readonly document: DocumentRef;
	readonly #options: ConnectionOptions;
	#link: Link;
	#connection: Connection = NEW_CONNECTION;
	#role: DocumentRole | null = null;
	#generation = '';
	#unanswered: Unanswered[] = [];
	/** of the connection before this one, to be sent again after our sync step 2 */
	#again: Uint8Array[] = [];
	/** clock of this client up to which the server has everything */
	#safeClock = 0;
	/** newest message that was refused: when all up to it is answered, the document is given up */
	#refusedAt: number | null = null;
	#refused: Refused[] = [];
	#estates: Estate[] = [];
	#unwatch: () => void;

	constructor(options: ConnectionOptions) {
		super();
		this.document = options.document;
		this.#options = options;
		this.#link = this.#connect();
		this.#unwatch = this.#watchPage();
	}

	get doc(): Y.Doc {
		return this.#link.doc;
	}

	/** Presence of everybody in the document; another one after `replaced`. */
	get awareness(): Awareness {
		return this.#link.provider.awareness;
	}

	/** Changes that came over the socket have this origin. */
	get remoteOrigin(): unknown {
		return this.#link.provider;
	}

	get save(): SaveState {
		return saveState(this.#connection);
	}

	/** null before the server has said it */
	get role(): DocumentRole | null {
		return this.#role;
	}

	/** What was written here and is not known to be saved, a piece per field, for copying. */
	unsavedText(): readonly OwnText[] {
		return ownText(this.doc, this.#safeClock);
	}

	/** Tries at once instead of waiting for the next turn; also after an end. */
	retry(): void {
		const { provider } = this.#link;
		if (!provider.wsconnected && !provider.wsconnecting) provider.connect();
	}

	override destroy(): void {
		this.#unwatch();
		this.#link.leave();
		super.destroy();
	}

	#connect(): Link {
		const { url, document, WebSocket: Base = globalThis.WebSocket } = this.#options;
		const doc = new Y.Doc();
		let left = false;
		const heard =
			<A extends readonly unknown[]>(react: (...args: A) => void) =>
			(...args: A): void => {
				if (!left) react(...args);
			};
		// Before y-websocket's own listener, so that a change is known before it is sent.
		const changed = heard(() => this.#step({ type: 'changed' }));
		doc.on('update', (_update: Uint8Array, origin: unknown) => {
			if (origin !== provider) changed();
		});
		const provider = new WebsocketProvider(url, documentName(document), doc, {
			params: { v: PROTOCOL_VERSION },
			disableBc: true,
			shouldReconnect: (event) => !isFinal(event.code),
			WebSocketPolyfill: countingSocket(Base, {
				sent: heard((n: number, update: Uint8Array) => {
					const clock = Y.getState(doc.store, doc.clientID);
					this.#unanswered.push({ n, update, clock });
					this.#step({ type: 'sent', n });
				}),
				answered: heard((socket: WebSocket) => this.#sendAgain(socket)),
			}),
		});
		provider.messageHandlers[MESSAGE.control] = (_reply, decoder: decoding.Decoder) => {
			const message = readControl(decoder);
			if (message !== null) this.#obey(message);
		};
		const opened = heard(() => this.#opened());
		provider.on('status', ({ status }) => {
			if (status === 'connected') opened();
		});
		const synced = heard(() => this.#synced());
		provider.on('sync', (now) => {
			if (now) synced();
		});
		const closed = heard((code: number | null) =>
			this.#step({ type: 'closed', code, online: isOnline() }),
		);
		provider.on('connection-close', (event) => closed(event?.code ?? null));
		const leave = (): void => {
			left = true;
			provider.destroy();
			doc.destroy();
		};
		return { doc, provider, leave };
	}

	#opened(): void {
		// A line that broke between a refusal and its end: this document is not the server's any more.
		if (this.#refusedAt !== null) {
			this.#replace();
			return;
		}
		const left = this.#unanswered.map(({ update }) => update);
		// A line that breaks again and again must not make this list longer and longer.
		this.#again = left.length === 0 ? this.#again : [Y.mergeUpdates([...this.#again, ...left])];
		this.#unanswered = [];
		this.#step({ type: 'opened' });
	}

	#sendAgain(socket: WebSocket): void {
		const again = this.#again;
		this.#again = [];
		// Copied, because lib0's type allows for shared memory and a socket's does not.
		for (const update of again) socket.send(new Uint8Array(encodeUpdate(update)));
	}

	#synced(): void {
		this.#step({ type: 'synced' });
		this.emit('synced', []);
		const lost = this.#estates.flatMap(({ client, texts, refused }) =>
			texts
				.filter((piece) => !holds(this.doc, client, piece))
				.map(({ path, text }): Lost => {
					const by = refused.find((refusal) => within(path, refusal.path));
					return { path, rule: by?.rule ?? null, text };
				}),
		);
		this.#estates = [];
		if (lost.length > 0) this.emit('lost', [lost]);
	}

	#obey(message: ControlMessage): void {
		switch (message.kind) {
			case 'hello':
				this.#setRole(message.role);
				// Empty while nobody has written the document: then there is nothing to be mixed up.
				if (this.#generation !== '' && this.#generation !== message.generation) this.#replace();
				this.#generation = message.generation;
				return;
			case 'saved':
				this.#answer(message.n);
				return;
			case 'refused':
				this.#refuse(message.n, message.path, message.rule);
				return;
			case 'reset':
				this.#replace();
				return;
			case 'role':
				this.#setRole(message.role);
				return;
			case 'ping':
				return;
		}
	}

	#setRole(name: string): void {
		const role = DOCUMENT_ROLES.find((known) => known === name);
		if (role === undefined) throw new Error(`The server named the role "${name}"`);
		this.#role = role;
		const writes = role === 'writer' || (role !== 'reader' && writesBoards(role));
		this.#step({ type: 'entitled', writes });
		this.emit('role', [role]);
	}

	#answer(n: number): void {
		// After a refusal an answer no longer means that the server has it; `holds` will tell.
		const safe = this.#unanswered.filter((message) => message.n <= n);
		if (this.#refusedAt === null) this.#safeClock = safe.at(-1)?.clock ?? this.#safeClock;
		this.#unanswered = this.#unanswered.filter((message) => message.n > n);
		this.#step({ type: 'acknowledged', n });
		if (this.#refusedAt !== null && n >= this.#refusedAt) this.#replace();
	}

	#refuse(n: number, path: string, rule: string): void {
		// After a refusal whatever leans on it is refused as well: the first word says why.
		const follows = this.#refusedAt !== null && isGateRule(rule);
		this.#refusedAt = Math.max(this.#refusedAt ?? 0, n);
		if (follows) return;
		const refused = { path, rule };
		this.#refused.push(refused);
		this.emit('refused', [refused]);
	}

	/** Gives the document up for the server's. */
	#replace(): void {
		const texts = this.unsavedText();
		const refused = this.#refused;
		if (texts.length > 0) this.#estates.push({ client: this.doc.clientID, texts, refused });
		const presence = this.awareness.getLocalState();
		this.#link.leave();

		this.#unanswered = [];
		this.#again = [];
		this.#safeClock = 0;
		this.#refusedAt = null;
		this.#refused = [];
		this.#link = this.#connect();
		this.awareness.setLocalState(presence);
		this.#step({ type: 'replaced' });
		this.emit('replaced', []);
	}

	#step(event: SaveEvent): void {
		const before = JSON.stringify(this.save);
		this.#connection = next(this.#connection, event, Date.now());
		const now = this.save;
		if (JSON.stringify(now) !== before) this.emit('save', [now]);
	}

	/** Warns before the page is left with something unsaved, and hears the network come and go. */
	#watchPage(): () => void {
		if (typeof window === 'undefined') return () => undefined;
		const warn = (event: BeforeUnloadEvent): void => {
			if (hasUnsaved(this.#connection)) event.preventDefault();
		};
		const network = (): void => {
			this.#step({ type: 'network', online: isOnline() });
			// Only what is lost is tried again: an end is a person's to undo.
			if (isOnline() && this.#connection.phase === 'lost') this.retry();
		};
		window.addEventListener('beforeunload', warn);
		window.addEventListener('online', network);
		window.addEventListener('offline', network);
		return () => {
			window.removeEventListener('beforeunload', warn);
			window.removeEventListener('online', network);
			window.removeEventListener('offline', network);
		};
	}
}

/** Where nothing tells, as in Node, the network counts as up. */
function isOnline(): boolean {
	// eslint-disable-next-line @typescript-eslint/no-unnecessary-boolean-literal-compare -- Node has a navigator without it
	return typeof navigator === 'undefined' || navigator.onLine !== false;
}

/** A refusal of a whole record covers its fields, one without a path everything. */
function within(path: string, of: string): boolean {
	return of === '' || path === of || path.startsWith(`${of}/`);
}
