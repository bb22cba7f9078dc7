/**
 * Awareness entries in the encoding of y-protocols, without its `Awareness` class: the server keeps
 * no clock of its own timeouts and never merges what it has not checked.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

export interface AwarenessEntry {
	readonly clientId: number;
	readonly clock: number;
	/** the state as JSON text; `null` says that the client has gone */
	readonly json: string;
}

export function encodeEntries(entries: readonly AwarenessEntry[]): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, entries.length);
	for (const entry of entries) {
		encoding.writeVarUint(encoder, entry.clientId);
		encoding.writeVarUint(encoder, entry.clock);
		encoding.writeVarString(encoder, entry.json);
	}
	return encoding.toUint8Array(encoder);
}

/** @returns null when the bytes are not a list of entries; the JSON itself is not read here */
export function readEntries(bytes: Uint8Array): AwarenessEntry[] | null {
	try {
		const decoder = decoding.createDecoder(bytes);
		const entries: AwarenessEntry[] = [];
		for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
			entries.push({
				clientId: decoding.readVarUint(decoder),
				clock: decoding.readVarUint(decoder),
				json: decoding.readVarString(decoder),
			});
		}
		return decoding.hasContent(decoder) ? null : entries;
	} catch {
		return null;
	}
}
