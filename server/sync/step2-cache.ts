import * as Y from 'yjs';

/** Those who come together mostly know the same: nothing, or all up to when the server went away. */
const KEPT = 32;
const KEPT_BYTES = 16_000_000;

/**
 * What a document has beyond a state vector, encoded once per position. Without it, 200 people who
 * join a large board at once make the server encode the board 200 times.
 */
export class Step2Cache {
	readonly #doc: Y.Doc;
	readonly #kept = new Map<string, Uint8Array>();
	#position = -1;
	#keptBytes = 0;

	constructor(doc: Y.Doc) {
		this.#doc = doc;
	}

	/** @returns the update, or null when the bytes are not a state vector */
	since(stateVector: Uint8Array, position: number): Uint8Array | null {
		if (this.#position !== position) this.#forget();
		this.#position = position;
		const key = Buffer.from(stateVector).toString('latin1');
		const kept = this.#kept.get(key);
		if (kept !== undefined) return kept;
		const update = encodeSince(this.#doc, stateVector);
		if (update !== null) this.#keep(key, update);
		return update;
	}

	#keep(key: string, update: Uint8Array): void {
		if (this.#kept.size >= KEPT || this.#keptBytes + update.length > KEPT_BYTES) this.#forget();
		this.#kept.set(key, update);
		this.#keptBytes += update.length;
	}

	#forget(): void {
		this.#kept.clear();
		this.#keptBytes = 0;
	}
}

function encodeSince(doc: Y.Doc, stateVector: Uint8Array): Uint8Array | null {
	try {
		return Y.encodeStateAsUpdate(doc, stateVector);
	} catch {
		return null;
	}
}
