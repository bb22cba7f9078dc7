/**
 * The wire as data: what `control.ts` and `sync-messages.ts` write and read is taken from here, and
 * a test hashes it, so that nobody changes what goes over the socket without a new version. What
 * each thing means, and in which order it comes, is told in PROTOCOL.md.
 */

/** The value of `?v=`. A client of another version is served as a stock y-websocket client. */
export const PROTOCOL_VERSION = '1';

/** First number of every message. 0 to 3 are y-websocket's; 4 is sent only with `v=1`. */
export const MESSAGE = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, control: 4 } as const;

/** Second number of a sync message. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

type FieldType = 'string' | 'uint';

interface ControlSchema {
	readonly kind: number;
	readonly fields: Readonly<Record<string, FieldType>>;
}

/** Control messages, server to client: varUint 4, varUint kind, then the fields in this order. */
export const CONTROL = {
	hello: { kind: 0, fields: { generation: 'string', position: 'uint', role: 'string' } },
	saved: { kind: 1, fields: { n: 'uint' } },
	refused: { kind: 2, fields: { n: 'uint', path: 'string', rule: 'string' } },
	reset: { kind: 3, fields: {} },
	role: { kind: 4, fields: { role: 'string' } },
	ping: { kind: 5, fields: {} },
} as const satisfies Record<string, ControlSchema>;

interface FieldValues {
	readonly string: string;
	readonly uint: number;
}

type Values<F extends Readonly<Record<string, FieldType>>> = {
	readonly [K in keyof F]: FieldValues[F[K]];
};

/** `{ kind: 'hello', generation, position, role }`, and so on for each control message. */
export type ControlMessage = {
	[K in keyof typeof CONTROL]: { readonly kind: K } & Values<(typeof CONTROL)[K]['fields']>;
}[keyof typeof CONTROL];
