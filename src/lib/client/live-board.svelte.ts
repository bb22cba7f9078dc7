/**
 * A board that others edit at the same time, for components to read: plain records that change in
 * place, who is here, what is saved, what others changed and what was refused. The board's layout
 * owns it, so that it lives on while the reader goes from pillar to pillar; it ends with `destroy`.
 *
 * Until `board` is there the page shows what the server rendered. Once there it stays, also while
 * a refused document is being loaded again; only commands wait for that.
 */
import { uuidv4 } from 'lib0/random';
import * as Y from 'yjs';
import { addAction, type NewAction, type TextRef } from '#lib/domain/add.ts';
import { records } from '#lib/domain/board.ts';
import type { Board, RecordRoot } from '#lib/domain/board-records.ts';
import {
	currentRecord,
	dropAction,
	moveAction,
	renameBoard,
	restoreAction,
	setOwner,
} from '#lib/domain/change.ts';
import type { Explanation } from '#lib/domain/explain.ts';
import { mayMove, mayRestore, type Cell, type MoveTarget } from '#lib/domain/plan.ts';
import { judge } from '#lib/domain/policy.ts';
import { ROLES, type Actor, type Role } from '#lib/domain/roles.ts';
import { refused, type Rule, type Verdict } from '#lib/domain/rules.ts';
import { BoardCopy, type Touched } from './board-copy.ts';
import { DocumentConnection } from './document-connection.ts';
import { NOWHERE, peopleIn, type Person, type Place } from './people.ts';
import { explain, heard, withLost, type Refusal, type Surroundings } from './refusals.ts';
import { cursorAt, remoteCarets, type RemoteCaret } from './remote-carets.ts';
import type { SaveState } from './save-state.ts';
import { syncUrl } from './sync-url.ts';

export interface LiveBoardOptions {
	/** id of the board */
	readonly board: string;
	/** who is signed in, as the session has it */
	readonly actor: Actor;
	/** `ws(s)://host/sync`; the page's own host unless told otherwise */
	readonly url?: string;
	readonly WebSocket?: typeof WebSocket;
	readonly names: {
		/** the signed-in person's */
		readonly self: string;
		/** of departments by their ids */
		readonly departments: Readonly<Record<string, string>>;
	};
}

/** A change that somebody else made, for a glow and for the batched announcement. */
export interface RecentChange extends Touched {
	/** their name, null when it cannot be told */
	readonly by: string | null;
	/** ms since 1970 */
	readonly at: number;
}

/** Older ones have been seen, or never will be. */
const RECENT_CHANGES = 50;

export class LiveBoard {
	readonly id: string;
	readonly #actor: Actor;
	readonly #names: LiveBoardOptions['names'];
	readonly #connection: DocumentConnection;
	#copy: BoardCopy | null = null;
	#place: Place = NOWHERE;
	#refusalsSoFar = 0;

	#doc = $state.raw<Y.Doc | null>(null);
	#board = $state.raw<Board | null>(null);
	#save = $state.raw<SaveState>({ state: 'connecting' });
	#role = $state<Role>('observer');
	#people = $state.raw<readonly Person[]>([]);
	#changes = $state.raw<readonly RecentChange[]>([]);
	#refusals = $state.raw<readonly Refusal[]>([]);

	constructor({ board, actor, url = syncUrl(), WebSocket, names }: LiveBoardOptions) {
		this.id = board;
		this.#actor = actor;
		this.#role = actor.role;
		this.#names = names;
		this.#connection = new DocumentConnection({
			document: { kind: 'board', board },
			url,
			...(WebSocket === undefined ? {} : { WebSocket }),
		});
		this.#listen();
		this.#meetPeople();
	}

	/** Whether the document is loaded: from then on commands work, also without a connection. */
	get synced(): boolean {
		return this.#doc !== null;
	}

	/** null until the document is loaded for the first time. An unchanged record stays the same object. */
	get board(): Board | null {
		return this.#board;
	}

	get save(): SaveState {
		return this.#save;
	}

	/** As the server said last: rights can change while the page is open. */
	get role(): Role {
		return this.#role;
	}

	get actor(): Actor {
		return { ...this.#actor, role: this.#role };
	}

	/** Everybody on this board, others first. */
	get people(): readonly Person[] {
		return this.#people;
	}

	/** What others changed of late, oldest first; 50 at most. */
	get changes(): readonly RecentChange[] {
		return this.#changes;
	}

	/** What the server did not accept, oldest first, until dismissed. */
	get refusals(): readonly Refusal[] {
		return this.#refusals;
	}

	dismiss(refusal: Pick<Refusal, 'number'>): void {
		this.#refusals = this.#refusals.filter(({ number }) => number !== refusal.number);
	}

	/** Why something was refused, in words for this person. */
	explain(rule: Rule, root: RecordRoot, id: string, key: string | null): Explanation {
		return explain(rule, [root, id, ...(key === null ? [] : [key])].join('/'), this.#around());
	}

	mayMove(card: string, to: Cell): Verdict {
		return this.#board === null ? refused('C1') : mayMove(this.#board, this.actor, card, to);
	}

	mayRestore(card: string): Verdict {
		return this.#board === null ? refused('C1') : mayRestore(this.#board, this.actor, card);
	}

	move(card: string, to: MoveTarget): Verdict {
		return this.#command((doc, actor) => moveAction(doc, actor, card, to, this));
	}

	/** The id is made here. */
	add(action: Omit<NewAction, 'id'>): Verdict & { readonly id: string } {
		// Not the browser's randomUUID, which is missing on a page without https.
		const id = uuidv4();
		return { ...this.#command((doc, actor) => addAction(doc, actor, { ...action, id }, this)), id };
	}

	drop(card: string, reason: string): Verdict {
		return this.#command((doc, actor) => dropAction(doc, actor, card, reason, this));
	}

	/** Takes a drop back. */
	restore(card: string): Verdict {
		return this.#command((doc, actor) => restoreAction(doc, actor, card, this));
	}

	/** @param owner a user's id, null for nobody */
	setOwner(card: string, owner: string | null): Verdict {
		return this.#command((doc, actor) => setOwner(doc, actor, card, owner, this));
	}

	rename(title: string): Verdict {
		return this.#command((doc, actor) => renameBoard(doc, actor, title, this));
	}

	/** A text for `boundText`; another one after the document had to be loaded again. */
	text(root: RecordRoot, id: string, key: string): Y.Text | null {
		// Read for the sake of effects: a record that comes later brings its texts.
		if (this.#doc === null || this.#board === null) return null;
		const text = records(this.#doc, root).get(id)?.get(key);
		return text instanceof Y.Text ? text : null;
	}

	/** Whether this person may write in a text, by the same judge as the server's. */
	mayType({ root, id, key }: TextRef): Verdict {
		if (this.#doc === null || this.#board === null) return refused('C1');
		const before = currentRecord(this.#doc, root, id);
		if (before === null) return refused('C1');
		return judge({ actor: this.actor, kind: 'text', path: [root, id], key, before, after: 0 });
	}

	/** Says to others where this person is; what is left out stays. */
	setPlace(place: Partial<Place>): void {
		this.#place = { ...this.#place, ...place };
		this.#connection.awareness.setLocalStateField('place', this.#place);
	}

	/** Says to others what is selected in a text; null when the field has lost the focus. */
	setCursor(
		{ id, key }: TextRef,
		text: Y.Text,
		selection: { start: number; end: number } | null,
	): void {
		if (selection !== null) {
			this.setPlace({ card: id, field: key, cursor: cursorAt(text, selection) });
		} else if (this.#place.card === id && this.#place.field === key) {
			this.setPlace({ field: null, cursor: null });
		}
	}

	/** Carets of others in a text, where they are now. */
	carets(text: Y.Text): readonly RemoteCaret[] {
		// Others' typing moves carets although presence says nothing new.
		return this.#board === null ? [] : remoteCarets(this.#people, text);
	}

	/** What was written here and is not known to be saved, for "Copy the text". */
	unsavedText(): string {
		return this.#connection
			.unsavedText()
			.map(({ text }) => text)
			.join('\n\n');
	}

	/** Tries to connect now instead of at the next turn. */
	retry(): void {
		this.#connection.retry();
	}

	destroy(): void {
		this.#copy?.destroy();
		this.#connection.destroy();
	}

	#command(command: (doc: Y.Doc, actor: Actor) => Verdict): Verdict {
		return this.#doc === null ? refused('C1') : command(this.#doc, this.actor);
	}

	#listen(): void {
		const connection = this.#connection;
		connection.on('save', (save) => {
			this.#save = save;
		});
		connection.on('role', (name) => {
			this.#role = ROLES.find((role) => role === name) ?? this.#role;
			this.#findPeople();
		});
		connection.on('synced', () => this.#load());
		connection.on('replaced', () => {
			this.#copy?.destroy();
			this.#copy = null;
			this.#doc = null;
			this.#place = { ...this.#place, field: null, cursor: null };
			this.#meetPeople();
			this.setPlace({});
		});
		connection.on('refused', (refusal) => {
			const number = ++this.#refusalsSoFar;
			this.#refusals = [...this.#refusals, heard(refusal, number, this.#around(), Date.now())];
		});
		connection.on('lost', (lost) => {
			const before = this.#refusals;
			const number = this.#refusalsSoFar + 1;
			this.#refusals = withLost(before, lost, number, this.#around(), Date.now());
			this.#refusalsSoFar += this.#refusals.length - before.length;
		});
	}

	/** The document is what the server has; after a mere reconnect the copy has heard it all. */
	#load(): void {
		if (this.#copy !== null) return;
		const { doc } = this.#connection;
		this.#copy = new BoardCopy(doc, this.#board, ({ board, touched, transaction }) => {
			this.#board = board;
			if (transaction.origin === this.#connection.remoteOrigin) this.#note(touched, transaction);
		});
		this.#doc = doc;
		this.#board = this.#copy.board;
	}

	#note(touched: readonly Touched[], transaction: Y.Transaction): void {
		const by = this.#writer(transaction);
		const at = Date.now();
		const come = touched.map((change) => ({ ...change, by, at }));
		if (come.length > 0) this.#changes = [...this.#changes, ...come].slice(-RECENT_CHANGES);
	}

	/** By the client whose clock went on. A mere deletion moves no clock: then nobody can be named. */
	#writer({ beforeState, afterState }: Y.Transaction): string | null {
		const clients = [...afterState].filter(
			([client, clock]) => clock > (beforeState.get(client) ?? 0),
		);
		const [first, ...more] = clients.map(([client]) => client);
		if (first === undefined || more.length > 0) return null;
		const wrote = (person: Person) => person.windows.some(({ client }) => client === first);
		return this.#people.find(wrote)?.name ?? null;
	}

	#meetPeople(): void {
		this.#connection.awareness.on('change', () => this.#findPeople());
		this.#findPeople();
	}

	#findPeople(): void {
		const { awareness } = this.#connection;
		this.#people = peopleIn(awareness.getStates(), {
			client: awareness.clientID,
			id: this.#actor.id,
			name: this.#names.self,
			role: this.#role,
		});
	}

	#around(): Surroundings {
		return { board: this.#board, role: this.#role, departments: this.#names.departments };
	}
}
