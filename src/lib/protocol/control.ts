/** Control messages as bytes: written by the server, read by our own client. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { CONTROL, MESSAGE, type ControlMessage } from './schema.ts';

/** @returns the whole frame, ready to be sent */
export function encodeControl(message: ControlMessage): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, MESSAGE.control);
	const { kind, fields } = CONTROL[message.kind];
	encoding.writeVarUint(encoder, kind);
	const values: Readonly<Record<string, unknown>> = message;
	for (const name of Object.keys(fields)) {
		const value = values[name];
		if (typeof value === 'number') encoding.writeVarUint(encoder, value);
		else encoding.writeVarString(encoder, String(value));
	}
	return encoding.toUint8Array(encoder);
}

/**
 * Reads what follows the message type 4, which y-websocket's `messageHandlers[4]` has read already.
 * @returns null for a kind of a later version: such a message is left alone
 */
export function readControl(decoder: decoding.Decoder): ControlMessage | null {
	const kind = decoding.readVarUint(decoder);
	for (const [name, schema] of Object.entries(CONTROL)) {
		if (schema.kind !== kind) continue;
		const message: Record<string, unknown> = { kind: name };
		for (const [field, type] of Object.entries(schema.fields)) {
			message[field] =
				type === 'uint' ? decoding.readVarUint(decoder) : decoding.readVarString(decoder);
		}
		return message as unknown as ControlMessage;
	}
	return null;
}
