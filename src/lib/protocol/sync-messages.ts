/**
 * The messages of y-websocket as bytes. The server reads them here and not with
 * `readSyncMessage` of y-protocols: that one applies an update on reading and swallows what Yjs
 * throws, so that malformed bytes would pass as applied and nothing could be judged beforehand.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { MESSAGE, SYNC } from './schema.ts';

/** What a client may send. */
export type ClientMessage =
	| { readonly kind: 'step 1'; readonly stateVector: Uint8Array }
	| { readonly kind: 'step 2'; readonly update: Uint8Array }
	| { readonly kind: 'update'; readonly update: Uint8Array }
	| { readonly kind: 'awareness'; readonly entries: Uint8Array }
	| { readonly kind: 'query awareness' };

/** @returns null when the bytes are not exactly one message of the protocol */
export function readClientMessage(bytes: Uint8Array): ClientMessage | null {
	try {
		const decoder = decoding.createDecoder(bytes);
		const message = readBody(decoder);
		return decoding.hasContent(decoder) ? null : message;
	} catch {
		// lib0 throws at the end of the bytes and on numbers that are too long: not a message.
		return null;
	}
}

function readBody(decoder: decoding.Decoder): ClientMessage | null {
	switch (decoding.readVarUint(decoder)) {
		case MESSAGE.sync:
			return readSync(decoder);
		case MESSAGE.awareness:
			return { kind: 'awareness', entries: decoding.readVarUint8Array(decoder) };
		case MESSAGE.queryAwareness:
			return { kind: 'query awareness' };
	}
	return null;
}

function readSync(decoder: decoding.Decoder): ClientMessage | null {
	const kind = decoding.readVarUint(decoder);
	const body = decoding.readVarUint8Array(decoder);
	switch (kind) {
		case SYNC.step1:
			return { kind: 'step 1', stateVector: body };
		case SYNC.step2:
			return { kind: 'step 2', update: body };
		case SYNC.update:
			return { kind: 'update', update: body };
	}
	return null;
}

function sync(kind: number, body: Uint8Array): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, MESSAGE.sync);
	encoding.writeVarUint(encoder, kind);
	encoding.writeVarUint8Array(encoder, body);
	return encoding.toUint8Array(encoder);
}

export const encodeStep1 = (stateVector: Uint8Array): Uint8Array => sync(SYNC.step1, stateVector);
export const encodeStep2 = (update: Uint8Array): Uint8Array => sync(SYNC.step2, update);
export const encodeUpdate = (update: Uint8Array): Uint8Array => sync(SYNC.update, update);

/** @param entries as `encodeEntries` of `awareness.ts` makes them */
export function encodeAwareness(entries: Uint8Array): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, MESSAGE.awareness);
	encoding.writeVarUint8Array(encoder, entries);
	return encoding.toUint8Array(encoder);
}

export function encodeQueryAwareness(): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, MESSAGE.queryAwareness);
	return encoding.toUint8Array(encoder);
}

/**
 * Whether a frame that a client sends is one of those that `saved(n)` counts: sync step 2 and
 * update. Our client counts them as they leave the socket.
 */
export function carriesUpdate(frame: Uint8Array): boolean {
	// All three numbers are below 128, so each is one byte.
	return frame[0] === MESSAGE.sync && (frame[1] === SYNC.step2 || frame[1] === SYNC.update);
}
