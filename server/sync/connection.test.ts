import { describe, expect, test } from 'vitest';
import { HELD_MESSAGES, MESSAGES_BURST, TOO_MUCH_MS, UNSENT_MS } from '#lib/protocol/limits.ts';
import { encodeQueryAwareness } from '#lib/protocol/sync-messages.ts';
import { HandClock } from '../../tests/support/hand-clock.ts';
import { TestSessions } from '../../tests/support/sync-server.ts';
import { Connection } from './connection.ts';
import { MessageBudget } from './message-budget.ts';
import type { Peer } from './outbox.ts';

/** The far end, written down. */
class NotedPeer implements Peer {
	unsentBytes = 0;
	readonly noted: string[] = [];
	send(frame: Uint8Array): void {
		this.unsentBytes += frame.length;
	}
	ping(): void {
		this.noted.push('ping');
	}
	close(code: number): void {
		this.noted.push(`close ${code}`);
	}
	terminate(): void {
		this.noted.push('terminate');
	}
	pause(): void {
		this.noted.push('pause');
	}
	resume(): void {
		this.noted.push('resume');
	}
}

async function connection(budget = new MessageBudget(0)) {
	const clock = new HandClock(0);
	const session = await new TestSessions(() => 0).sessionOf('cora');
	if (session === null) throw new Error('cora is signed in');
	const peer = new NotedPeer();
	const ended: string[] = [];
	const made = new Connection({
		peer,
		ref: { kind: 'board', board: 'north-2025' },
		session,
		hearsControl: true,
		clock,
		budget,
		onEnd: () => ended.push('ended'),
	});
	return { made, peer, clock, ended };
}

describe('L5: too slow', () => {
	test('is closed with 4508 and cut when it does not answer', async () => {
		const { made, peer, clock, ended } = await connection();
		made.send(new Uint8Array(10));
		made.tick(0);
		made.tick(UNSENT_MS - 1);
		expect(peer.noted).toEqual([]);
		made.tick(UNSENT_MS);
		expect(peer.noted).toEqual(['close 4508']);
		clock.pass(2_000);
		expect(peer.noted).toEqual(['close 4508', 'terminate']);
		made.closed();
		expect(ended).toEqual(['ended']);
	});
});

describe('L4: too much', () => {
	test('before the document is loaded only so much is kept', async () => {
		const { made, peer } = await connection();
		for (let i = 0; i < HELD_MESSAGES; i += 1) made.receive(encodeQueryAwareness());
		expect(peer.noted).toEqual([]);
		made.receive(encodeQueryAwareness());
		expect(peer.noted).toEqual(['close 4529']);
	});

	test('above the rate of the person reading stops, begins again, and ends after 10 s', async () => {
		const budget = new MessageBudget(0);
		for (let i = 0; i < MESSAGES_BURST; i += 1) budget.spend(0);
		const { made, peer, clock } = await connection(budget);
		made.receive(encodeQueryAwareness());
		expect(peer.noted).toEqual(['pause']);
		clock.pass(2);
		expect(peer.noted).toEqual(['pause', 'resume']);
		for (let i = 0; i < TOO_MUCH_MS; i += 1) budget.spend(clock.now() + i);
		for (let i = 0; i < 5_000; i += 1) budget.spend(TOO_MUCH_MS);
		clock.pass(TOO_MUCH_MS);
		made.receive(encodeQueryAwareness());
		expect(peer.noted.at(-1)).toBe('close 4529');
	});
});
