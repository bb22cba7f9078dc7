/**
 * Snapshots keep a load short: a state that holds every entry so far, made when the tail after the
 * last one has grown long. They are made beside the appends and never by one; when making one
 * fails, nothing is lost and a later commit tries again.
 */
import * as Y from 'yjs';
import { committedDoc } from './committed-doc.ts';
import type { Head, Loaded, Log, Snapshot, TailSize } from './log.ts';

export const SNAPSHOT_ENTRIES = 500;
export const SNAPSHOT_BYTES = 256 * 1024;

/** How many entries pass between two looks at the size of the tail. */
const LOOK_EVERY = 50;

function isSnapshotDue({ entries, bytes }: TailSize): boolean {
	return entries >= SNAPSHOT_ENTRIES || bytes >= SNAPSHOT_BYTES;
}

/** The document as loaded. One transaction: observers and clean-up run once and not per entry. */
export function toDoc({ snapshot, tail }: Pick<Loaded, 'snapshot' | 'tail'>): Y.Doc {
	const doc = committedDoc();
	doc.transact(() => {
		if (snapshot !== null) Y.applyUpdate(doc, snapshot.state);
		for (const { bytes } of tail) Y.applyUpdate(doc, bytes);
	});
	return doc;
}

/** Never by merging updates, which takes minutes for a log that applying reads in a second. */
export function takeSnapshot(loaded: Loaded): Snapshot {
	const doc = toDoc(loaded);
	const state = Y.encodeStateAsUpdate(doc);
	doc.destroy();
	return { position: loaded.head.position, state };
}

/** Takes a snapshot of a document if its tail has grown long. @returns whether it did */
export async function snapshotIfDue(log: Log, document: string): Promise<boolean> {
	if (!isSnapshotDue(await log.tailSize(document))) return false;
	const loaded = await log.load(document);
	if (loaded === null) return false;
	await log.keepSnapshot(document, takeSnapshot(loaded));
	return true;
}

/**
 * Follows the commits of this process and keeps snapshots, one document at a time.
 * @param onFailure  told what went wrong; the document is looked at again later
 * @returns the way to stop, which waits for a snapshot that is being made
 */
export function keepSnapshots(
	log: Log,
	onFailure: (document: string, error: unknown) => void,
): () => Promise<void> {
	const looked = new Map<string, number>();
	const waiting = new Set<string>();
	let work = Promise.resolve();
	let stopped = false;

	const look = async (document: string): Promise<void> => {
		waiting.delete(document);
		if (stopped) return;
		try {
			await snapshotIfDue(log, document);
		} catch (error) {
			onFailure(document, error);
		}
	};
	const stopListening = log.onCommitted(({ document, position }: Head) => {
		// A document not seen before may have a long tail from before the start.
		if (position - (looked.get(document) ?? -LOOK_EVERY) < LOOK_EVERY) return;
		looked.set(document, position);
		if (waiting.has(document)) return;
		waiting.add(document);
		work = work.then(() => look(document));
	});
	return async () => {
		stopListening();
		stopped = true;
		await work;
	};
}
