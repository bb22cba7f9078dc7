/**
 * The evidence narrative of an action or finding, opened for writing: what the editor needs
 * (`doc`, `provider` with its presence, `user` for the caret) and what the page shows around it.
 * When the server gives the document up, `doc` is another one: the editor is made anew
 * (`{#key narrative.doc}`).
 */
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { Actor } from '#lib/domain/roles.ts';
import { personColour } from '#lib/domain/person-colour.ts';
import { DocumentConnection, type Lost } from './document-connection.ts';
import type { SaveState } from './save-state.ts';
import { syncUrl } from './sync-url.ts';

export interface NarrativeOptions {
	/** id of the board */
	readonly board: string;
	/** id of the action or finding */
	readonly record: string;
	readonly actor: Actor;
	/** the signed-in person's name */
	readonly name: string;
	readonly url?: string;
	readonly WebSocket?: typeof WebSocket;
}

/** What the caret extension shows of a person; the server stamps over it what is true. */
export interface CaretUser {
	readonly id: string;
	readonly name: string;
	/** 1 to 6: the token `--p<colour>`; the extension's own `color` would have to be a hex value */
	readonly colour: number;
}

export class Narrative {
	readonly user: CaretUser;
	readonly #connection: DocumentConnection;
	#doc = $state.raw<Y.Doc>();
	#synced = $state(false);
	#writes = $state<boolean | null>(null);
	#save = $state.raw<SaveState>({ state: 'connecting' });
	#lost = $state.raw<readonly Lost[]>([]);

	constructor({ board, record, actor, name, url = syncUrl(), WebSocket }: NarrativeOptions) {
		this.user = { id: actor.id, name, colour: personColour(actor.id) };
		const connection = new DocumentConnection({
			document: { kind: 'narrative', board, record },
			url,
			...(WebSocket === undefined ? {} : { WebSocket }),
		});
		this.#connection = connection;
		this.#doc = connection.doc;
		connection.on('save', (save) => {
			this.#save = save;
		});
		connection.on('role', (role) => {
			this.#writes = role === 'writer';
		});
		connection.on('synced', () => {
			this.#synced = true;
		});
		connection.on('replaced', () => {
			this.#synced = false;
			this.#doc = connection.doc;
		});
		connection.on('lost', (lost) => {
			this.#lost = [...this.#lost, ...lost];
		});
	}

	get doc(): Y.Doc {
		return this.#doc ?? this.#connection.doc;
	}

	/** What `@tiptap/extension-collaboration-caret` asks of a provider. */
	get provider(): { readonly awareness: Awareness } {
		return { awareness: this.#connection.awareness };
	}

	/** An editor is made only when the document is loaded: on an empty one it would write its own. */
	get synced(): boolean {
		return this.#synced;
	}

	/** null until the server has said it; it can change while the editor is open */
	get writes(): boolean | null {
		return this.#writes;
	}

	get save(): SaveState {
		return this.#save;
	}

	/** What was written here and refused or lost with it, for copying. */
	get lost(): readonly Lost[] {
		return this.#lost;
	}

	dismissLost(): void {
		this.#lost = [];
	}

	/** What was written here and is not known to be saved, for "Copy the text". */
	unsavedText(): string {
		return this.#connection
			.unsavedText()
			.map(({ text }) => text)
			.join('\n\n');
	}

	retry(): void {
		this.#connection.retry();
	}

	destroy(): void {
		this.#connection.destroy();
	}
}

export function openNarrative(options: NarrativeOptions): Narrative {
	return new Narrative(options);
}
