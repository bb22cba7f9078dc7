/**
 * The chain that makes the log provable: the hash of an entry covers the hash before it, so no
 * entry can be changed, taken out or slipped in without every later hash being wrong.
 */
import * as encoding from 'lib0/encoding';
import { createHash } from 'node:crypto';
import type { Entry, NewEntry } from './log.ts';

/** What the first entry of a document follows. */
export const CHAIN_START: Uint8Array = new Uint8Array(32);

type Hashed = Omit<Entry, 'hash'>;

/**
 * SHA-256 over the lib0 encoding of (previous hash, document, position, actor, client id, at in ms,
 * bytes), which keeps their borders, so that no two entries read as the same bytes.
 * @returns 32 bytes
 */
function entryHash(previous: Uint8Array, document: string, entry: Hashed): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint8Array(encoder, previous);
	encoding.writeVarString(encoder, document);
	encoding.writeVarUint(encoder, entry.position);
	encoding.writeVarString(encoder, entry.actor);
	encoding.writeVarUint(encoder, entry.clientId);
	encoding.writeVarUint(encoder, entry.at.getTime());
	encoding.writeVarUint8Array(encoder, entry.bytes);
	return new Uint8Array(createHash('sha256').update(encoding.toUint8Array(encoder)).digest());
}

/** Gives new entries their positions and hashes after the head they follow. */
export function chain(
	head: { readonly document: string; readonly position: number; readonly hash: Uint8Array },
	entries: readonly NewEntry[],
	at: Date,
): Entry[] {
	let { position, hash } = head;
	return entries.map(({ actor, clientId, bytes }) => {
		position += 1;
		const entry = { position, actor, clientId, at, bytes };
		hash = entryHash(hash, head.document, entry);
		return { ...entry, hash };
	});
}

/**
 * @param entries   in order; the first one follows the entry whose hash is `previous`
 * @returns position of the first entry that is not what its hash says; null when all are
 */
export function firstBroken(
	document: string,
	entries: readonly Entry[],
	previous: Uint8Array = CHAIN_START,
): number | null {
	let before = previous;
	for (const entry of entries) {
		if (!equal(entryHash(before, document, entry), entry.hash)) return entry.position;
		before = entry.hash;
	}
	return null;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
