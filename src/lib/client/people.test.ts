import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { NOWHERE, peopleIn } from './people.ts';
import { cursorAt, remoteCarets } from './remote-carets.ts';

const own = { client: 1, id: 'u-me', name: 'Me Myself', role: 'lead' } as const;
const user = (id: string, name: string) => ({ id, name, role: 'coordinator', colour: 2 });

test('everybody stands once, others by name, oneself last and known without a stamp', () => {
	const people = peopleIn(
		new Map<number, unknown>([
			[1, { place: { pillar: 'q4' } }],
			[2, { user: user('u-z', 'Zoe Zed') }],
			[3, { user: user('u-a', 'Ann Able'), place: { pillar: 'q1', card: 'a1' } }],
			[4, { user: user('u-z', 'Zoe Zed'), place: { pillar: 'q2' } }],
			[5, { user: { ...user('u-me', 'Me Myself'), role: 'lead' } }],
		]),
		own,
	);
	expect(people.map(({ name, self, windows }) => [name, self, windows.length])).toEqual([
		['Ann Able', false, 1],
		['Zoe Zed', false, 2],
		['Me Myself', true, 2],
	]);
	expect(people[0]?.place).toEqual({ ...NOWHERE, pillar: 'q1', card: 'a1' });
	expect(people[1]?.place?.pillar).toBe('q2');
	expect(people[2]).toMatchObject({ role: 'lead', place: { pillar: 'q4' } });
});

test.each([
	null,
	'text',
	{},
	{ user: null },
	{ user: { id: 'no such', name: 'x', role: 'lead', colour: 1 } },
	{ user: { ...user('u', 'x'), role: 'king' } },
	{ user: { ...user('u', 'x'), colour: 9 } },
	{ user: { ...user('u', 'x'), name: 7 } },
])('an entry without the stamp of the server is nobody: %j', (state) => {
	expect(peopleIn(new Map([[2, state]]), own)).toEqual([]);
});

function twoWindows(words: string) {
	const mine = new Y.Doc();
	const entry = mine.getMap<Y.Text>('actions');
	entry.set('progress', new Y.Text(words));
	const theirs = new Y.Doc();
	Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
	const text = entry.get('progress');
	const other = theirs.getMap<Y.Text>('actions').get('progress');
	if (text === undefined || other === undefined) throw new Error('the text has not come over');
	return { mine, theirs, text, other };
}

function caretsFor(text: Y.Text, cursor: unknown) {
	const wire: unknown = JSON.parse(
		JSON.stringify({ user: user('u-a', 'Ann Able'), place: { cursor } }),
	);
	return remoteCarets(peopleIn(new Map([[2, wire]]), own), text);
}

test('a caret stays at its letter while others type', () => {
	const { text, other } = twoWindows('one two');
	const cursor = cursorAt(other, { start: 4, end: 7 });
	expect(caretsFor(text, cursor)).toEqual([
		{ client: 2, name: 'Ann Able', colour: 2, index: 4, head: 7 },
	]);
	text.insert(0, 'zero ');
	text.insert(text.length, ' three');
	expect(caretsFor(text, cursor)).toMatchObject([{ index: 9, head: 12 }]);
	text.delete(0, text.length);
	expect(caretsFor(text, cursor)).toMatchObject([{ index: 0, head: 0 }]);
});

test('a caret at the very beginning, and in an empty text', () => {
	const { text, other } = twoWindows('');
	expect(caretsFor(text, cursorAt(other, { start: 0, end: 0 }))).toMatchObject([
		{ index: 0, head: 0 },
	]);
});

test('a caret in another text, in words that have not come yet, or made up, is left out', () => {
	const { mine, text, other } = twoWindows('one');
	mine.getMap<Y.Text>('actions').set('title', new Y.Text('another'));
	const title = mine.getMap<Y.Text>('actions').get('title');
	if (title === undefined) throw new Error('no title');
	expect(caretsFor(text, cursorAt(title, { start: 2, end: 2 }))).toEqual([]);
	other.insert(3, ' and more');
	expect(caretsFor(text, cursorAt(other, { start: 8, end: 8 }))).toEqual([]);
	const made = [
		null,
		7,
		{ anchor: null, head: null },
		{ anchor: {}, head: {} },
		{ anchor: { tname: 'planted' }, head: { tname: 'planted' } },
		{ anchor: { item: { client: -1, clock: 0.5 } }, head: { item: 'x' } },
		{ anchor: { item: { client: 99, clock: 99 } }, head: { type: { client: 99, clock: 99 } } },
	];
	for (const cursor of made) expect(caretsFor(text, cursor)).toEqual([]);
	expect([...mine.share.keys()]).toEqual(['actions']);
});
