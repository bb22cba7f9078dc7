import { describe, expect, test } from 'vitest';
import {
	endAdvice,
	hasUnsaved,
	NEW_CONNECTION,
	next,
	saveState,
	saveWords,
	type Connection,
	type Phase,
	type SaveEvent,
} from './save-state.ts';

/** Runs events one per millisecond from 1. */
function after(...events: readonly SaveEvent[]): Connection {
	return events.reduce((was, event, index) => next(was, event, index + 1), NEW_CONNECTION);
}

const opened: SaveEvent = { type: 'opened' };
const synced: SaveEvent = { type: 'synced' };
const changed: SaveEvent = { type: 'changed' };
const replaced: SaveEvent = { type: 'replaced' };
const sent = (n: number): SaveEvent => ({ type: 'sent', n });
const acknowledged = (n: number): SaveEvent => ({ type: 'acknowledged', n });
const closed = (code: number | null, online = true): SaveEvent => ({
	type: 'closed',
	code,
	online,
});
const network = (online: boolean): SaveEvent => ({ type: 'network', online });
const entitled = (writes: boolean): SaveEvent => ({ type: 'entitled', writes });

const joined = [opened, entitled(true), synced, sent(1), acknowledged(1)] as const;

describe('every phase answers every event', () => {
	const from: Record<Phase, Connection> = {
		connecting: NEW_CONNECTION,
		open: after(opened),
		lost: after(opened, closed(1006, false)),
		ended: after(opened, closed(4403)),
	};
	const events = {
		opened,
		synced,
		entitled: entitled(false),
		changed,
		sent: sent(1),
		acknowledged: acknowledged(1),
		replaced,
		closed: closed(1006),
		network: network(true),
	} satisfies Record<SaveEvent['type'], SaveEvent>;
	const phaseAfter: Record<Phase, Record<SaveEvent['type'], Phase>> = {
		connecting: { ...all('connecting'), opened: 'open', closed: 'lost' },
		open: { ...all('open'), replaced: 'connecting', closed: 'lost' },
		lost: { ...all('lost'), opened: 'open', replaced: 'connecting' },
		ended: { ...all('ended'), opened: 'open', replaced: 'connecting' },
	};

	function all(phase: Phase): Record<SaveEvent['type'], Phase> {
		const row = Object.keys(events).map((type) => [type, phase]);
		return Object.fromEntries(row) as Record<SaveEvent['type'], Phase>;
	}

	for (const [phase, was] of Object.entries(from) as [Phase, Connection][]) {
		for (const event of Object.values(events)) {
			const expected = phaseAfter[phase][event.type];
			test(`${phase}, ${event.type}: ${expected}`, () => {
				expect(was.phase).toBe(phase);
				const now = next(was, event, 99);
				expect(now.phase).toBe(expected);
				// Only a change made here begins to be unsaved, and nothing of that is ever saved at once.
				expect(now.unsavedSince).toBe(event.type === 'changed' ? 99 : null);
				expect(saveState(now).state).not.toBe('saved');
			});
		}
	}
});

describe('"Saved" is said only when', () => {
	test('all four hold: connected, in sync, sent, acknowledged', () => {
		expect(saveState(after(...joined))).toEqual({ state: 'saved', at: 5 });
	});

	test('each order of the four ends saved, and no shorter one does', () => {
		const orders = [
			[synced, sent(1), acknowledged(1)],
			[sent(1), synced, acknowledged(1)],
			[sent(1), acknowledged(1), synced],
		];
		for (const order of orders) {
			for (let length = 0; length < order.length; length++) {
				expect(saveState(after(opened, ...order.slice(0, length))).state).toBe('connecting');
			}
			expect(saveState(after(opened, ...order)).state).toBe('saved');
		}
	});

	test('the newest message is acknowledged, not an older one', () => {
		const typing = [...joined, changed, sent(2), changed, sent(3)];
		expect(saveState(after(...typing, acknowledged(2)))).toEqual({ state: 'saving', since: 6 });
		expect(saveState(after(...typing, acknowledged(3)))).toEqual({ state: 'saved', at: 10 });
	});

	test('a change that has not left is not covered by an acknowledgement of older ones', () => {
		const now = after(...joined, changed, sent(2), changed, acknowledged(2));
		expect(saveState(now)).toEqual({ state: 'saving', since: 6 });
	});

	test('this connection acknowledged: counts of the one before are worth nothing', () => {
		const lost = [...joined, changed, sent(2), closed(1006)];
		expect(saveState(after(...lost, opened, synced, acknowledged(2))).state).toBe('saving');
		expect(saveState(after(...lost, opened, synced, sent(1), acknowledged(1))).state).toBe('saved');
	});

	test('an acknowledgement that comes after the line is down changes nothing', () => {
		const now = after(...joined, changed, sent(2), closed(1006), acknowledged(2));
		expect(saveState(now)).toEqual({ state: 'unsaved', since: 6, reason: 'server unavailable' });
	});

	test('the time is that of becoming saved, and stays', () => {
		expect(saveState(after(...joined, network(true), acknowledged(1)))).toEqual({
			state: 'saved',
			at: 5,
		});
	});
});

describe('without a connection', () => {
	test('what was changed before or during it counts as unsaved, from the oldest change on', () => {
		const before = after(...joined, changed, sent(2), closed(1006), changed);
		expect(saveState(before)).toEqual({ state: 'unsaved', since: 6, reason: 'server unavailable' });
		const during = after(...joined, closed(1006), changed, changed);
		expect(saveState(during)).toEqual({ state: 'unsaved', since: 7, reason: 'server unavailable' });
	});

	test('nothing unsaved is no cause for alarm', () => {
		expect(saveState(after(...joined, closed(4503))).state).toBe('connecting');
	});

	test('the reason follows the network', () => {
		const now = after(...joined, changed, closed(null, false));
		expect(saveState(now)).toMatchObject({ state: 'unsaved', reason: 'offline' });
		expect(saveState(next(now, network(true), 20))).toMatchObject({
			reason: 'server unavailable',
		});
	});

	test.each([1009, 4400, 4401, 4403, 4404, 4409, 4499])('%i is final', (code) => {
		expect(saveState(after(...joined, closed(code)))).toEqual({
			state: 'ended',
			code,
			unsaved: false,
		});
	});

	test.each([null, 1000, 1006, 1011, 4399, 4500, 4503, 4508, 4529])('%s is not final', (code) => {
		expect(after(...joined, closed(code)).phase).toBe('lost');
	});

	test('the first final word stays', () => {
		expect(saveState(after(opened, closed(4401), closed(1006)))).toMatchObject({ code: 4401 });
	});

	test('a deliberate new try after a final word starts afresh and keeps what is unsaved', () => {
		const again = after(...joined, changed, sent(2), closed(4401), opened);
		expect(saveState(again)).toEqual({ state: 'saving', since: 6 });
	});
});

test('a reader is told so once in sync, and never that something was saved', () => {
	const reading = [opened, entitled(false), synced] as const;
	expect(saveState(after(opened, entitled(false))).state).toBe('connecting');
	expect(saveState(after(...reading)).state).toBe('read-only');
	expect(saveState(after(...reading, sent(1), acknowledged(1))).state).toBe('read-only');
	expect(saveState(after(...reading, entitled(true), sent(1), acknowledged(1))).state).toBe(
		'saved',
	);
});

test('a document given up for a new one has nothing unsaved and must join again', () => {
	const now = after(...joined, changed, sent(2), replaced);
	expect(hasUnsaved(now)).toBe(false);
	expect(saveState(now).state).toBe('connecting');
});

test('closing the page is warned of exactly while something is unsaved', () => {
	expect(hasUnsaved(after(...joined))).toBe(false);
	expect(hasUnsaved(after(...joined, changed))).toBe(true);
	expect(hasUnsaved(after(...joined, changed, sent(2)))).toBe(true);
	expect(hasUnsaved(after(...joined, changed, sent(2), acknowledged(2)))).toBe(false);
	expect(hasUnsaved(after(...joined, changed, closed(4403)))).toBe(true);
});

test('the words', () => {
	const timeOf = () => '14:02';
	const words = (...events: readonly SaveEvent[]) => saveWords(saveState(after(...events)), timeOf);
	expect(words()).toBe('Connecting');
	expect(words(opened, entitled(false), synced)).toBe('Read only');
	expect(words(...joined)).toBe('Saved 14:02');
	expect(words(...joined, changed)).toBe('Saving');
	expect(words(...joined, changed, closed(1006))).toBe('Not saved, kept on this device');
	expect(words(opened, closed(4401))).toBe('Signed out');
	expect(words(opened, changed, closed(4403))).toBe('No access, not saved');
	expect(words(opened, closed(4404))).toBe('Not found');
	expect(words(opened, closed(4400))).toBe('Disconnected');
	expect(endAdvice(4401)).toContain('Sign in');
	expect(endAdvice(4477)).toContain('Reload');
	const at = new Date(2026, 4, 14, 9, 5).getTime();
	expect(saveWords({ state: 'saved', at })).toBe('Saved 09:05');
});
