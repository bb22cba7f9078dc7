import { expect, test } from 'vitest';
import { UNSENT_BYTES, UNSENT_MS } from '#lib/protocol/limits.ts';
import { Outbox, type Peer } from './outbox.ts';

/** A peer that takes what the test lets it take. */
class StalledPeer implements Peer {
	unsentBytes = 0;
	send(frame: Uint8Array): void {
		this.unsentBytes += frame.length;
	}
	ping(): void {}
	close(): void {}
	terminate(): void {}
	pause(): void {}
	resume(): void {}
}

test('L5: more than 4 MiB unsent is too much', () => {
	const outbox = new Outbox(new StalledPeer());
	expect(outbox.send(new Uint8Array(UNSENT_BYTES))).toBe(true);
	expect(outbox.send(new Uint8Array(1))).toBe(false);
});

test('L5: the same bytes unsent for ten seconds are too slow', () => {
	const outbox = new Outbox(new StalledPeer());
	outbox.send(new Uint8Array(10));
	expect(outbox.drains(0)).toBe(true);
	expect(outbox.drains(UNSENT_MS - 1)).toBe(true);
	expect(outbox.drains(UNSENT_MS)).toBe(false);
});

test('L5: a reader that always has something waiting but takes it is not too slow', () => {
	const peer = new StalledPeer();
	const outbox = new Outbox(peer);
	for (let now = 0; now < 10 * UNSENT_MS; now += UNSENT_MS / 2) {
		outbox.send(new Uint8Array(10));
		expect(outbox.drains(now)).toBe(true);
		peer.unsentBytes -= Math.min(10, peer.unsentBytes - 5);
	}
});

test('L5: a pause in which everything left starts the time anew', () => {
	const peer = new StalledPeer();
	const outbox = new Outbox(peer);
	outbox.send(new Uint8Array(10));
	expect(outbox.drains(0)).toBe(true);
	peer.unsentBytes = 0;
	expect(outbox.drains(1_000)).toBe(true);
	outbox.send(new Uint8Array(10));
	expect(outbox.drains(UNSENT_MS)).toBe(true);
	expect(outbox.drains(2 * UNSENT_MS)).toBe(false);
});
