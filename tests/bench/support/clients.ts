/**
 * The people of a fan-out, in a process of their own: one writes, the others watch, all by plain
 * sockets. They speak just enough of the protocol to be let in, so that what is measured is the
 * server; the raw server is sent the very same frames. Order: `Job` comes, `ready` goes out, `go`
 * comes, `Deliveries` goes out.
 */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import * as decoding from 'lib0/decoding';
import { WebSocket, type RawData } from 'ws';
import * as Y from 'yjs';
import { records } from '#lib/domain/board.ts';
import { readControl } from '#lib/protocol/control.ts';
import { MESSAGE, SYNC } from '#lib/protocol/schema.ts';
import { encodeStep1, encodeStep2, encodeUpdate } from '#lib/protocol/sync-messages.ts';

export interface Job {
	/** with everything up to the query */
	readonly url: string;
	/** null: the raw server, which lets anybody in; the first one writes, and all take turns to watch */
	readonly cookies: readonly string[] | null;
	/** id of the action whose progress is written */
	readonly action: string;
	readonly watchers: number;
	readonly updates: number;
	readonly updatesPerSecond: number;
	/** delivered and counted like all, but not timed: by then both servers have compiled their code */
	readonly warmUp: number;
}

export interface Deliveries {
	/** from the writer's send until a watcher has it, one for each timed update and watcher */
	readonly ms: readonly number[];
	/** from the send until the writer is told that it is saved */
	readonly savedMs: readonly number[];
}

/** How long the last delivery may take before the run counts as incomplete. */
const LATEST_MS = 60_000;
/** An update of a step 2 that brings nothing. */
const NOTHING = Y.encodeStateAsUpdate(new Y.Doc());

async function perform(job: Job): Promise<Deliveries> {
	const sentAt: number[] = [];
	const savedMs: number[] = [];
	const ms: number[] = [];
	const seen = Array.from({ length: job.watchers }, () => 0);
	let missing = job.watchers * job.updates;
	let done: () => void = () => undefined;
	const complete = new Promise<void>((resolve) => (done = resolve));

	const writer = new Guest(job, job.cookies?.[0]);
	const doc = await writer.join();
	let unsaved = job.cookies === null ? 0 : job.updates;
	// Message 1 was the step 2; each `saved` names the newest of all it is about.
	let saved = 1;
	writer.onSaved = (n) => {
		const now = performance.now();
		for (; saved < n; saved += 1) {
			if (saved > job.warmUp) savedMs.push(now - (sentAt[saved] ?? NaN));
			unsaved -= 1;
		}
		if (missing + unsaved === 0) done();
	};
	const watchers = await Promise.all(
		seen.map(async (_, index) => {
			const guest = new Guest(job, job.cookies?.[index % job.cookies.length]);
			await guest.join();
			guest.onMark = (mark, at) => {
				// In order and each once, or the run is worth nothing.
				if (mark !== (seen[index] ?? 0) + 1) throw new Error(`${mark} came after ${seen[index]}`);
				seen[index] = mark;
				missing -= 1;
				if (mark > job.warmUp) ms.push(at - (sentAt[mark] ?? NaN));
				if (missing + unsaved === 0) done();
			};
			return guest;
		}),
	);

	process.send?.('ready');
	await once(process, 'message');
	const text = textOf(doc, job.action);
	const began = performance.now();
	for (let mark = 1; mark <= job.updates; mark += 1) {
		const frame = written(doc, text, `#${mark};`);
		const due = began + (mark * 1000) / job.updatesPerSecond;
		await pause(Math.max(0, due - performance.now()));
		sentAt[mark] = performance.now();
		writer.socket.send(frame);
	}
	const late = setTimeout(() => {
		throw new Error(`${missing} deliveries and ${unsaved} acknowledgements did not come`);
	}, LATEST_MS);
	await complete;
	clearTimeout(late);
	for (const { socket } of [writer, ...watchers]) socket.terminate();
	return { ms, savedMs };
}

class Guest {
	readonly socket: WebSocket;
	readonly #isRaw: boolean;
	onMark: (mark: number, at: number) => void = () => undefined;
	onSaved: (n: number) => void = () => undefined;
	#onStep2: (update: Uint8Array) => void = () => undefined;

	constructor(job: Job, cookie: string | undefined) {
		this.#isRaw = cookie === undefined;
		const headers = cookie === undefined ? {} : { cookie };
		this.socket = new WebSocket(job.url, { headers, perMessageDeflate: false });
		this.socket.on('message', (bytes: RawData) => {
			if (bytes instanceof Uint8Array) this.#hear(bytes, performance.now());
		});
	}

	/** @returns the document as the server gave it */
	async join(): Promise<Y.Doc> {
		const doc = new Y.Doc();
		const given = new Promise<Uint8Array>((resolve) => (this.#onStep2 = resolve));
		await once(this.socket, 'open');
		if (this.#isRaw) return doc;
		this.socket.send(encodeStep1(Y.encodeStateVector(doc)));
		Y.applyUpdate(doc, await given);
		return doc;
	}

	#hear(bytes: Uint8Array, at: number): void {
		if (bytes[0] === MESSAGE.sync && bytes[1] === SYNC.update) {
			this.onMark(markOf(bytes), at);
			return;
		}
		const decoder = decoding.createDecoder(bytes);
		const type = decoding.readVarUint(decoder);
		if (type === MESSAGE.control) {
			const message = readControl(decoder);
			if (message?.kind === 'saved') this.onSaved(message.n);
			if (message?.kind === 'refused') throw new Error(`Refused: ${message.rule}`);
		} else if (type === MESSAGE.sync) {
			const step = decoding.readVarUint(decoder);
			if (step === SYNC.step1) this.socket.send(encodeStep2(NOTHING));
			else this.#onStep2(decoding.readVarUint8Array(decoder));
		}
	}
}

/** The raw server has no board: there the text is one of the writer's own document. */
function textOf(doc: Y.Doc, action: string): Y.Text {
	const text = records(doc, 'actions').get(action)?.get('progress');
	return text instanceof Y.Text ? text : doc.getText(action);
}

function written(doc: Y.Doc, text: Y.Text, words: string): Uint8Array {
	const before = Y.encodeStateVector(doc);
	text.insert(text.length, words);
	return encodeUpdate(Y.encodeStateAsUpdate(doc, before));
}

/** The text of an update stands at its end, before the one byte that says "nothing deleted". */
function markOf(frame: Uint8Array): number {
	const end = frame.lastIndexOf(';'.charCodeAt(0));
	const begin = frame.lastIndexOf('#'.charCodeAt(0), end) + 1;
	return Number(String.fromCharCode(...frame.subarray(begin, end)));
}

// The end of a run, and of a benchmark that was stopped half-way.
process.on('disconnect', () => process.exit());
const [job] = (await once(process, 'message')) as [Job];
const deliveries = await perform(job);
process.send?.(deliveries, () => process.disconnect());
