import { createHash } from 'node:crypto';
import * as decoding from 'lib0/decoding';
import * as syncProtocol from 'y-protocols/sync';
import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { encodeEntries, readEntries } from './awareness.ts';
import { CLOSE, CLOSE_WORDS, isCloseCode, isFinal } from './close-codes.ts';
import { encodeControl, readControl } from './control.ts';
import { CONTROL, MESSAGE, PROTOCOL_VERSION, SYNC, type ControlMessage } from './schema.ts';
import {
	carriesUpdate,
	encodeAwareness,
	encodeQueryAwareness,
	encodeStep1,
	encodeStep2,
	encodeUpdate,
	readClientMessage,
} from './sync-messages.ts';

/** What each version says on the wire. A change of the schema is a new version with a new line. */
const HASHES: Readonly<Record<string, string>> = {
	'1': '2f58e77d1a8c6fed',
};

test('the wire does not change without a new version', () => {
	const wire = JSON.stringify({ MESSAGE, SYNC, CONTROL, CLOSE });
	const hash = createHash('sha256').update(wire).digest('hex').slice(0, 16);
	expect({ version: PROTOCOL_VERSION, hash }).toEqual({
		version: PROTOCOL_VERSION,
		hash: HASHES[PROTOCOL_VERSION],
	});
});

const CONTROLS: readonly ControlMessage[] = [
	{ kind: 'hello', generation: 'gen', position: 300, role: 'coordinator' },
	{ kind: 'saved', n: 7 },
	{ kind: 'refused', n: 8, path: 'actions.a1.state', rule: 'P5' },
	{ kind: 'reset' },
	{ kind: 'role', role: 'reader' },
	{ kind: 'ping' },
];

test.each(CONTROLS)('control $kind is read as it was written', (message) => {
	const decoder = decoding.createDecoder(encodeControl(message));
	expect(decoding.readVarUint(decoder)).toBe(4);
	expect(readControl(decoder)).toEqual(message);
	expect(decoding.hasContent(decoder)).toBe(false);
});

test('kinds are numbered 0 to 5 and fields follow in the written order', () => {
	expect(CONTROLS.map((message) => encodeControl(message)[1])).toEqual([0, 1, 2, 3, 4, 5]);
	expect([...encodeControl({ kind: 'refused', n: 200, path: 'p', rule: 'r' })]).toEqual([
		4, 2, 200, 1, 1, 112, 1, 114,
	]);
});

test('a control message of a kind that is not known is left alone', () => {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, 99);
	expect(readControl(decoding.createDecoder(encoding.toUint8Array(encoder)))).toBeNull();
});

describe('messages of y-websocket', () => {
	test('are the same bytes that y-protocols writes', () => {
		const doc = new Y.Doc();
		doc.getMap('m').set('k', 'v');
		const written = (write: (encoder: encoding.Encoder) => void) => {
			const encoder = encoding.createEncoder();
			encoding.writeVarUint(encoder, MESSAGE.sync);
			write(encoder);
			return encoding.toUint8Array(encoder);
		};
		const state = Y.encodeStateAsUpdate(doc);
		expect(encodeStep1(Y.encodeStateVector(doc))).toEqual(
			written((encoder) => syncProtocol.writeSyncStep1(encoder, doc)),
		);
		expect(encodeStep2(state)).toEqual(
			written((encoder) => syncProtocol.writeSyncStep2(encoder, doc)),
		);
		expect(encodeUpdate(state)).toEqual(
			written((encoder) => syncProtocol.writeUpdate(encoder, state)),
		);
	});

	test('are read as they were written', () => {
		const body = Uint8Array.from([1, 2, 3]);
		expect(readClientMessage(encodeStep1(body))).toEqual({ kind: 'step 1', stateVector: body });
		expect(readClientMessage(encodeStep2(body))).toEqual({ kind: 'step 2', update: body });
		expect(readClientMessage(encodeUpdate(body))).toEqual({ kind: 'update', update: body });
		expect(readClientMessage(encodeAwareness(body))).toEqual({ kind: 'awareness', entries: body });
		expect(readClientMessage(encodeQueryAwareness())).toEqual({ kind: 'query awareness' });
	});

	test.each([
		['nothing', []],
		['auth, which only a server sends', [2, 0]],
		['control, which only the server sends', [4, 5]],
		['an unknown type', [9]],
		['an unknown sync step', [0, 3, 0]],
		['a body shorter than it says', [0, 2, 5, 1]],
		['something after the end', [0, 2, 1, 1, 1]],
		['a number without an end', [255, 255, 255, 255, 255, 255, 255, 255, 255, 255]],
	])('%s is no message of a client', (_what, bytes) => {
		expect(readClientMessage(Uint8Array.from(bytes))).toBeNull();
	});

	test('step 2 and update are those that are counted', () => {
		const body = new Uint8Array(200);
		expect(carriesUpdate(encodeStep2(body))).toBe(true);
		expect(carriesUpdate(encodeUpdate(body))).toBe(true);
		expect(carriesUpdate(encodeStep1(body))).toBe(false);
		expect(carriesUpdate(encodeAwareness(body))).toBe(false);
		expect(carriesUpdate(encodeQueryAwareness())).toBe(false);
	});
});

test('awareness entries are read as they were written, and nothing else is', () => {
	const entries = [
		{ clientId: 0xffff_ffff, clock: 3, json: '{"place":"é"}' },
		{ clientId: 1, clock: 0, json: 'null' },
	];
	const bytes = encodeEntries(entries);
	expect(readEntries(bytes)).toEqual(entries);
	expect(readEntries(bytes.slice(0, -1))).toBeNull();
	expect(readEntries(Uint8Array.from([...bytes, 0]))).toBeNull();
	expect(readEntries(Uint8Array.from([255, 255, 3]))).toBeNull();
});

test('every close code has words that fit into a close frame', () => {
	for (const code of Object.values(CLOSE)) {
		expect(new TextEncoder().encode(CLOSE_WORDS[code]).length).toBeLessThanOrEqual(123);
		expect(isCloseCode(code)).toBe(true);
	}
	expect(isCloseCode(1006)).toBe(false);
	expect(Object.values(CLOSE).filter((code) => isFinal(code))).toEqual([
		1009, 4400, 4401, 4403, 4404, 4409,
	]);
});
