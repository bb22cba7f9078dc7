import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { eventFeed, type EventFeedOptions } from './event-feed.server.ts';

const START = new Date('2026-05-14T09:00:00Z');

beforeEach(() => {
	vi.useFakeTimers({ now: START });
});

afterEach(() => {
	vi.useRealTimers();
});

/** A feed with its reader; `heard` is all that was sent so far. */
function open(options: Partial<EventFeedOptions> = {}) {
	const calls = { changed: () => {}, revoked: () => {}, stopped: 0 };
	let model = 1;
	let heard = '';
	let ended = false;
	const stop = () => void (calls.stopped += 1);
	const reader = eventFeed({
		load: async () => String(model),
		onChanged: (changed) => ((calls.changed = changed), stop),
		onRevoked: (revoked) => ((calls.revoked = revoked), stop),
		expiresAt: new Date(START.getTime() + 3_600_000),
		now: () => new Date(),
		today: () => new Date().toISOString().slice(0, 10),
		...options,
	}).getReader();
	const decoder = new TextDecoder();
	void (async () => {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) break;
			heard += decoder.decode(value);
		}
		ended = true;
	})();
	return {
		calls,
		reader,
		models: () => [...heard.matchAll(/^data: (.*)$/gm)].map(([, sent]) => sent),
		beats: () => heard.split(': still here').length - 1,
		ended: () => ended,
		change: () => {
			model += 1;
			calls.changed();
		},
		pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
	};
}

test('a reader is sent the model at once', async () => {
	const feed = open();
	await feed.pass(0);
	expect(feed.models()).toEqual(['1']);
});

test('many changes are one event, at most every five seconds, and the last one is in it', async () => {
	const feed = open();
	await feed.pass(0);
	feed.change();
	feed.change();
	await feed.pass(4_999);
	expect(feed.models()).toEqual(['1']);
	feed.change();
	await feed.pass(1);
	expect(feed.models()).toEqual(['1', '4']);
	await feed.pass(60_000);
	expect(feed.models()).toEqual(['1', '4']);
});

test('a change after a quiet time is sent without waiting', async () => {
	const feed = open();
	await feed.pass(20_000);
	feed.change();
	await feed.pass(0);
	expect(feed.models()).toEqual(['1', '2']);
});

test('a model that is slow to load is never overtaken by an older one', async () => {
	let running = 0;
	let most = 0;
	const feed = open({
		load: async () => {
			most = Math.max(most, ++running);
			await new Promise((done) => setTimeout(done, 12_000));
			running -= 1;
			return 'slow';
		},
	});
	await feed.pass(1_000);
	feed.change();
	await feed.pass(30_000);
	expect(most).toBe(1);
	expect(feed.models()).toHaveLength(2);
});

test('a quiet connection is kept open every fifteen seconds', async () => {
	const feed = open();
	await feed.pass(45_000);
	expect(feed.beats()).toBe(3);
});

test('a new day is sent although nothing was changed: lateness is counted from it', async () => {
	vi.setSystemTime(new Date('2026-05-14T23:59:50Z'));
	const feed = open({ expiresAt: new Date('2026-05-16T00:00:00Z') });
	await feed.pass(15_001);
	expect(feed.models()).toHaveLength(2);
});

test('it ends when rights change, when the session expires, and when nothing may be seen any more', async () => {
	const revoked = open();
	await revoked.pass(0);
	revoked.calls.revoked();
	await revoked.pass(0);
	expect(revoked.ended()).toBe(true);

	const expired = open({ expiresAt: new Date(Date.now() + 20_000) });
	await expired.pass(30_000);
	expect(expired.ended()).toBe(true);

	const gone = open({ load: async () => null });
	await gone.pass(0);
	expect(gone.ended()).toBe(true);
});

test('a database that is away ends the connection, so that the reader is told', async () => {
	const feed = open({ load: () => Promise.reject(new Error('away')) });
	await feed.pass(0);
	expect(feed.ended()).toBe(true);
});

test('a reader that leaves takes its listeners and timers along', async () => {
	const feed = open();
	await feed.pass(0);
	await feed.reader.cancel();
	expect(feed.calls.stopped).toBe(2);
	expect(vi.getTimerCount()).toBe(0);
	feed.change();
	expect(vi.getTimerCount()).toBe(0);
});
