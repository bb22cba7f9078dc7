import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { DocumentPeer } from '../../../tests/support/document-peer.ts';
import { DocumentConnection, type Lost, type Refused } from './document-connection.ts';

let peer: DocumentPeer;
const opened: DocumentConnection[] = [];

beforeEach(async () => {
	peer = await DocumentPeer.open();
});

afterEach(async () => {
	for (const connection of opened.splice(0)) connection.destroy();
	await peer.close();
});

function open(): DocumentConnection {
	const document = { kind: 'board', board: 'b1' } as const;
	const connection = new DocumentConnection({ document, url: peer.url });
	opened.push(connection);
	return connection;
}

const until = vi.waitFor;

function reaches(connection: DocumentConnection, state: string): Promise<void> {
	return until(() => expect(connection.save.state).toBe(state), { timeout: 10_000, interval: 5 });
}

function write(connection: DocumentConnection, words: string, at?: number): void {
	const text = connection.doc.getText('text');
	text.insert(at ?? text.length, words);
}

test('a change is saved when the server says so, and not before', async () => {
	const connection = open();
	await reaches(connection, 'saved');
	peer.acknowledges = false;
	write(connection, 'one');
	expect(connection.save.state).toBe('saving');
	await until(() => expect(peer.doc.getText('text').toString()).toBe('one'));
	expect(connection.save.state).toBe('saving');
	peer.acknowledge();
	await reaches(connection, 'saved');
});

test('what is typed between opening and our step 2 leaves once, inside the step 2', async () => {
	peer.asks = false;
	const connection = open();
	await new Promise<void>((resolve) => connection.once('synced', resolve));
	write(connection, 'early ');
	write(connection, 'words');
	expect(connection.save.state).toBe('saving');
	peer.ask();
	await reaches(connection, 'saved');
	expect(peer.guest.updates).toHaveLength(1);
	expect(peer.doc.getText('text').toString()).toBe('early words');
});

test('work goes on without a server and is there after it comes back', async () => {
	const connection = open();
	await reaches(connection, 'saved');
	peer.guest.socket.terminate();
	await until(() => expect(connection.save.state).toBe('connecting'));
	write(connection, 'offline');
	expect(['unsaved', 'saving']).toContain(connection.save.state);
	expect(connection.unsavedText()).toMatchObject([{ path: 'text', text: 'offline' }]);
	await reaches(connection, 'saved');
	expect(peer.doc.getText('text').toString()).toBe('offline');
	expect(connection.unsavedText()).toEqual([]);
});

test('what was not acknowledged when the line broke is sent again as it was', async () => {
	const connection = open();
	await reaches(connection, 'saved');
	peer.acknowledges = false;
	write(connection, 'twice');
	await until(() => expect(peer.doc.getText('text').toString()).toBe('twice'));
	const first = peer.guest.updates.at(-1);
	peer.guest.socket.terminate();
	peer.acknowledges = true;
	await reaches(connection, 'saved');
	// The step 2 holds nothing of it, because the server has it; only the second message does.
	expect(peer.guest.updates).toHaveLength(2);
	expect(peer.guest.updates[1]).toEqual(first);
	expect(peer.doc.getText('text').toString()).toBe('twice');
});

test('a refusal says what, why and which words, and ends in the document of the server', async () => {
	peer.change((doc) => doc.getText('text').insert(0, 'theirs '));
	const connection = open();
	await reaches(connection, 'saved');
	const refused: Refused[] = [];
	const lost: Lost[] = [];
	connection.on('refused', (refusal) => refused.push(refusal));
	connection.on('lost', (texts) => lost.push(...texts));
	const before = connection.doc;
	connection.awareness.setLocalState({ place: { card: 'a1' } });
	peer.refuses = () => ({ path: 'text', rule: 'P4' });
	write(connection, 'mi');
	write(connection, 'ne');
	await reaches(connection, 'saved');
	expect(refused[0]).toEqual({ path: 'text', rule: 'P4' });
	expect(lost).toEqual([{ path: 'text', rule: 'P4', text: 'mine' }]);
	expect(connection.doc).not.toBe(before);
	expect(connection.doc.getText('text').toString()).toBe('theirs ');
	expect(connection.awareness.getLocalState()).toEqual({ place: { card: 'a1' } });
});

test('words in other fields that the reset took are offered, those that were let in are not', async () => {
	const connection = open();
	await reaches(connection, 'saved');
	const lost: Lost[] = [];
	connection.on('lost', (texts) => lost.push(...texts));
	peer.acknowledges = false;
	peer.refuses = (update) => (update.length > 200 ? { path: 'elsewhere', rule: 'P1' } : null);
	const long = 'not let in '.repeat(20);
	connection.doc.getText('kept').insert(0, 'let in');
	connection.doc.getText('other').insert(0, long);
	await until(() => expect(peer.guest.counted).toBe(3));
	peer.acknowledge();
	peer.acknowledges = true;
	await reaches(connection, 'saved');
	expect(connection.doc.getText('kept').toString()).toBe('let in');
	expect(lost).toEqual([{ path: 'other', rule: null, text: long }]);
});

test('a restored document (another generation) is never mixed with the copy here', async () => {
	peer.change((doc) => doc.getText('text').insert(0, 'old'));
	const connection = open();
	await reaches(connection, 'saved');
	const lost: string[] = [];
	connection.on('lost', (texts) => lost.push(...texts.map(({ text }) => text)));
	peer.doc = new Y.Doc();
	peer.doc.getText('text').insert(0, 'restored');
	peer.generation = 'g2';
	peer.guest.socket.terminate();
	await until(() => expect(connection.save.state).toBe('connecting'));
	write(connection, ' and mine');
	await until(() => expect(connection.doc.getText('text').toString()).toBe('restored'), {
		timeout: 5_000,
	});
	await reaches(connection, 'saved');
	expect(peer.doc.getText('text').toString()).toBe('restored');
	expect(lost).toEqual([' and mine']);
});

test('a reader is told the role, and a change of it in place', async () => {
	peer.role = 'executive';
	const connection = open();
	await reaches(connection, 'read-only');
	expect(connection.role).toBe('executive');
	peer.say({ kind: 'role', role: 'coordinator' });
	await reaches(connection, 'saved');
	expect(connection.role).toBe('coordinator');
});

test('a final close is not tried again until a person asks; what is unsaved stays', async () => {
	const connection = open();
	await reaches(connection, 'saved');
	peer.acknowledges = false;
	write(connection, 'mine');
	peer.guest.socket.close(4401);
	await reaches(connection, 'ended');
	expect(connection.save).toEqual({ state: 'ended', code: 4401, unsaved: true });
	expect(peer.guests).toHaveLength(0);
	peer.acknowledges = true;
	connection.retry();
	await reaches(connection, 'saved');
	expect(peer.doc.getText('text').toString()).toBe('mine');
});

test('a destroyed connection leaves, and a change of its dead document is heard by nobody', async () => {
	const connection = open();
	await reaches(connection, 'saved');
	const { doc } = connection;
	connection.destroy();
	await until(() => expect(peer.guests).toHaveLength(0));
	doc.getText('text').insert(0, 'late');
	expect(connection.save.state).toBe('saved');
});
