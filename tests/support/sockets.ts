/**
 * A client of the wire made by hand over a raw WebSocket: it sends what the test says and keeps what
 * comes, so that a test can do what no proper client does. It waits for frames, never for time.
 */
import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { encodeEntries, readEntries, type AwarenessEntry } from '#lib/protocol/awareness.ts';
import { readControl } from '#lib/protocol/control.ts';
import { MESSAGE, SYNC, type ControlMessage } from '#lib/protocol/schema.ts';
import {
	encodeAwareness,
	encodeStep1,
	encodeStep2,
	encodeUpdate,
} from '#lib/protocol/sync-messages.ts';

export type Frame =
	| { readonly kind: 'step 1'; readonly stateVector: Uint8Array }
	| { readonly kind: 'step 2'; readonly update: Uint8Array }
	| { readonly kind: 'update'; readonly update: Uint8Array }
	| { readonly kind: 'awareness'; readonly entries: readonly AwarenessEntry[] }
	| { readonly kind: 'control'; readonly message: ControlMessage };

export function readFrame(bytes: Uint8Array): Frame {
	const decoder = decoding.createDecoder(bytes);
	const type = decoding.readVarUint(decoder);
	if (type === MESSAGE.control) {
		const message = readControl(decoder);
		if (message === null) throw new Error('A control message of no known kind');
		return { kind: 'control', message };
	}
	if (type === MESSAGE.awareness) {
		const entries = readEntries(decoding.readVarUint8Array(decoder));
		if (entries === null) throw new Error('Awareness that is none');
		return { kind: 'awareness', entries };
	}
	if (type !== MESSAGE.sync) throw new Error(`A server does not send type ${type}`);
	const step = decoding.readVarUint(decoder);
	const body = decoding.readVarUint8Array(decoder);
	if (step === SYNC.step1) return { kind: 'step 1', stateVector: body };
	return { kind: step === SYNC.step2 ? 'step 2' : 'update', update: body };
}

export interface Closed {
	readonly code: number;
	readonly reason: string;
}

export interface ConnectOptions {
	readonly cookie?: string;
	readonly origin?: string;
	/** with `v=1` unless told otherwise */
	readonly hearsControl?: boolean;
}

export class RawClient {
	readonly frames: Frame[] = [];
	readonly socket: WebSocket;
	readonly closed: Promise<Closed>;
	#isClosed = false;
	#wake: (() => void)[] = [];

	constructor(socket: WebSocket) {
		this.socket = socket;
		socket.on('message', (bytes: Buffer) => {
			this.frames.push(readFrame(new Uint8Array(bytes)));
			this.#wakeAll();
		});
		socket.on('error', () => this.#wakeAll());
		this.closed = new Promise((resolve) => {
			socket.on('close', (code, reason) => {
				this.#isClosed = true;
				this.#wakeAll();
				resolve({ code, reason: reason.toString() });
			});
		});
	}

	static connect(url: string, document: string, options: ConnectOptions = {}): RawClient {
		const { cookie, origin, hearsControl = true } = options;
		const headers = cookie === undefined ? {} : { cookie };
		return new RawClient(
			new WebSocket(`${url}/${document}${hearsControl ? '?v=1' : ''}`, {
				headers,
				...(origin === undefined ? {} : { origin }),
				perMessageDeflate: false,
			}),
		);
	}

	send(bytes: Uint8Array): void {
		this.socket.send(bytes);
	}

	step1(doc: Y.Doc): void {
		this.send(encodeStep1(Y.encodeStateVector(doc)));
	}

	step2(update: Uint8Array): void {
		this.send(encodeStep2(update));
	}

	update(update: Uint8Array): void {
		this.send(encodeUpdate(update));
	}

	presence(clientId: number, clock: number, state: unknown): void {
		const json = JSON.stringify(state);
		this.send(encodeAwareness(encodeEntries([{ clientId, clock, json }])));
	}

	/** The first frame that fits, whether it has come already or is to come. */
	async next<F extends Frame>(fits: (frame: Frame) => frame is F): Promise<F>;
	async next(fits: (frame: Frame) => boolean): Promise<Frame>;
	async next(fits: (frame: Frame) => boolean): Promise<Frame> {
		for (;;) {
			const found = this.frames.find(fits);
			if (found !== undefined) return found;
			if (this.#isClosed) throw new Error('The socket was closed before such a frame came');
			await new Promise<void>((resolve) => this.#wake.push(resolve));
		}
	}

	async control<K extends ControlMessage['kind']>(
		kind: K,
		fits: (message: Extract<ControlMessage, { kind: K }>) => boolean = () => true,
	): Promise<Extract<ControlMessage, { kind: K }>> {
		const isIt = (message: ControlMessage): message is Extract<ControlMessage, { kind: K }> =>
			message.kind === kind && fits(message as Extract<ControlMessage, { kind: K }>);
		const frame = await this.next((each) => each.kind === 'control' && isIt(each.message));
		if (frame.kind !== 'control' || !isIt(frame.message)) throw new Error('not what was found');
		return frame.message;
	}

	saved(n: number): Promise<unknown> {
		return this.control('saved', (message) => message.n >= n);
	}

	/**
	 * Everything the server had sent before this is in `frames` afterwards: a ping is answered in
	 * order, and the server answers only when it reads.
	 */
	async heardAll(): Promise<void> {
		const pong = new Promise<void>((resolve) => this.socket.once('pong', () => resolve()));
		this.socket.ping();
		await pong;
	}

	controls(): readonly ControlMessage[] {
		return this.frames.flatMap((frame) => (frame.kind === 'control' ? [frame.message] : []));
	}

	/** All updates that came, by step 2 or as they were made. */
	updates(): readonly Uint8Array[] {
		return this.frames.flatMap((frame) =>
			frame.kind === 'step 2' || frame.kind === 'update' ? [frame.update] : [],
		);
	}

	close(): void {
		this.socket.close();
	}

	#wakeAll(): void {
		const wake = this.#wake;
		this.#wake = [];
		for (const each of wake) each();
	}
}

/** A client that has joined and synchronised, with its own document. Local changes are not sent. */
export async function joined(
	url: string,
	document: string,
	options: ConnectOptions,
	doc = new Y.Doc(),
): Promise<{ readonly client: RawClient; readonly doc: Y.Doc }> {
	const client = RawClient.connect(url, document, options);
	const { stateVector } = await client.next((frame) => frame.kind === 'step 1');
	client.step1(doc);
	const given = await client.next((frame) => frame.kind === 'step 2');
	Y.applyUpdate(doc, given.update, 'server');
	client.step2(Y.encodeStateAsUpdate(doc, stateVector));
	return { client, doc };
}

/** Makes a change and returns it as the update that a client would send. */
export function changed(doc: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array {
	const made: Uint8Array[] = [];
	const keep = (bytes: Uint8Array) => made.push(bytes);
	doc.on('update', keep);
	doc.transact(() => change(doc));
	doc.off('update', keep);
	const [update] = made;
	if (update === undefined) throw new Error('The change changes nothing');
	return update;
}
