/**
 * A document as it is committed: newest snapshot and the tail after it, in one transaction. Used by
 * rooms and by whatever renders a document on the server.
 */
import * as Y from 'yjs';
import { committedDoc } from '#server/log/committed-doc.ts';
import type { Head, Loaded, Log } from '#server/log/log.ts';

export interface LoadedDocument {
	readonly doc: Y.Doc;
	readonly head: Head;
}

/** Whether something waits for what is not there: never the case for what the gate admitted. */
export function hasPending(doc: Y.Doc): boolean {
	return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}

export function applyLoaded(doc: Y.Doc, { head, snapshot, tail }: Loaded): void {
	doc.transact(() => {
		if (snapshot !== null) Y.applyUpdate(doc, snapshot.state);
		for (const entry of tail) Y.applyUpdate(doc, entry.bytes);
	});
	const reached = tail.at(-1)?.position ?? snapshot?.position ?? 0;
	if (reached !== head.position || hasPending(doc)) {
		throw new Error(
			`${head.document} does not load whole: position ${reached} of ${head.position}` +
				(hasPending(doc) ? ', and some of it refers to what is not there' : ''),
		);
	}
}

/**
 * @returns null when there is no such document
 * @throws when the log cannot be read or does not hold a whole document
 */
async function loadDocument(log: Log, name: string): Promise<LoadedDocument | null> {
	const loaded = await log.load(name);
	if (loaded === null) return null;
	const doc = committedDoc();
	applyLoaded(doc, loaded);
	return { doc, head: loaded.head };
}

/** The committed document for rendering on the server; a copy of its own, thrown away after use. */
export async function readDocument(log: Log, name: string): Promise<Y.Doc | null> {
	return (await loadDocument(log, name))?.doc ?? null;
}
