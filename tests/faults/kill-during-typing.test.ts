/**
 * The second promise, on the whole product: what was shown as saved is there after the server was
 * killed in the middle of typing. The server is a process of its own, killed with SIGKILL at a
 * moment the dice choose; the people are real connections with real sessions.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket as NodeSocket } from 'ws';
import * as Y from 'yjs';
import { DocumentConnection } from '#lib/client/document-connection.ts';
import { records } from '#lib/domain/board.ts';
import { RunningServer } from '../e2e/support/running-server.ts';
import { seededRandom } from '../support/random.ts';

const BOARD = 'durham-2023-25';
const CARD = `${BOARD}-q4-responding-resp-1`;
const PEOPLE = ['coordinator', 'lead.contact', 'contributor'] as const;

let folder: string;
let server: RunningServer;

beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'peelboard-kill-'));
	server = await RunningServer.start(folder);
});

afterEach(async () => {
	await server.stop();
	await rm(folder, { recursive: true });
});

async function cookieOf(person: string): Promise<string> {
	const answer = await fetch(`${server.origin}/login`, {
		method: 'POST',
		redirect: 'manual',
		headers: { accept: 'text/html', origin: server.origin },
		body: new URLSearchParams({ email: `${person}@durham.example`, password: 'peelboard-demo' }),
	});
	return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

function connect(cookie: string): DocumentConnection {
	class Socket extends NodeSocket {
		constructor(url: string | URL, protocols?: string | string[]) {
			super(url, protocols, { headers: { cookie }, origin: server.origin });
		}
	}
	return new DocumentConnection({
		document: { kind: 'board', board: BOARD },
		url: server.sync,
		WebSocket: Socket as unknown as typeof WebSocket,
	});
}

async function synced(connection: DocumentConnection): Promise<DocumentConnection> {
	await new Promise<void>((resolve) => connection.once('synced', () => resolve()));
	return connection;
}

function progressOf(doc: Y.Doc): Y.Text {
	const text = records(doc, 'actions').get(CARD)?.get('progress');
	if (!(text instanceof Y.Text)) throw new Error('The card has no progress to type in');
	return text;
}

/** Somebody who types word after word, and what they were shown as saved so far. */
class Typist {
	readonly connection: DocumentConnection;
	readonly #name: string;
	#typed: string[] = [];
	#shown: readonly string[] = [];

	constructor(name: string, connection: DocumentConnection) {
		this.#name = name;
		this.connection = connection;
		connection.on('save', (save) => {
			if (save.state === 'saved') this.#shown = [...this.#typed];
		});
	}

	type(): void {
		const word = `${this.#name}-${this.#typed.length};`;
		this.#typed.push(word);
		const text = progressOf(this.connection.doc);
		text.insert(text.length, word);
	}

	get typed(): readonly string[] {
		return this.#typed;
	}

	get shown(): readonly string[] {
		return this.#shown;
	}
}

describe('a server killed while people type', () => {
	test.for([1, 2, 3])('has everything that was shown as saved (seed %i)', async (seed) => {
		const random = seededRandom(seed);
		const typists = await Promise.all(
			PEOPLE.map(async (name) => new Typist(name, await synced(connect(await cookieOf(name))))),
		);
		// Until something was shown as saved there is nothing to lose; then the dice say when it falls.
		const lives = () => typists.some(({ shown }) => shown.length < 5);
		let left = 20 + Math.floor(random() * 200);
		while (lives() || left > 0) {
			for (const typist of typists) typist.type();
			left -= 1;
			await pause(random() * 4);
		}
		const killed = server.kill();
		const shown = typists.map((typist) => typist.shown);
		for (const typist of typists) typist.type();
		await killed;
		const [first, ...others] = typists;
		for (const { connection } of others) connection.destroy();

		await server.start();
		const fresh = await synced(connect(await cookieOf('coordinator')));
		const words = new Set(
			progressOf(fresh.doc)
				.toString()
				.match(/[^;]+;/g),
		);
		for (const [place, saved] of shown.entries()) {
			expect(saved.length, `${PEOPLE[place]} was shown nothing as saved`).toBeGreaterThan(0);
			expect(saved.filter((word) => !words.has(word))).toEqual([]);
		}

		// And whoever kept the page open sends the rest, the words typed without a server too.
		await expect.poll(() => first?.connection.save.state, { timeout: 20_000 }).toBe('saved');
		const all = progressOf(first?.connection.doc ?? fresh.doc).toString();
		expect(first?.typed.filter((word) => !all.includes(word))).toEqual([]);
		await expect
			.poll(() => first?.typed.filter((word) => !progressOf(fresh.doc).toString().includes(word)))
			.toEqual([]);
		first?.connection.destroy();
		fresh.destroy();
	});
});
