import { describe, expect, test } from 'vitest';
import { encodeEntries, type AwarenessEntry } from '#lib/protocol/awareness.ts';
import { PRESENCE_BYTES, PRESENCE_EVERY_MS } from '#lib/protocol/limits.ts';
import type { PresenceUser } from '#lib/protocol/presence.ts';
import { HandClock } from '../../tests/support/hand-clock.ts';
import { readFrame } from '../../tests/support/sockets.ts';
import { RoomPresence, type Present } from './presence.ts';

/** `soon` runs when the test says so too. */
class SteppedClock extends HandClock {
	override soon(run: () => void): void {
		this.after(0, run);
	}
}

class Somebody implements Present {
	readonly got: AwarenessEntry[][] = [];
	user: PresenceUser;
	constructor(id: string) {
		this.user = { id, name: `Name of ${id}`, role: 'lead', colour: 1 };
	}
	send(frame: Uint8Array): void {
		const read = readFrame(frame);
		if (read.kind === 'awareness') this.got.push([...read.entries]);
	}
	get last(): AwarenessEntry | undefined {
		return this.got.at(-1)?.at(-1);
	}
	get state(): unknown {
		return JSON.parse(this.last?.json ?? 'null') as unknown;
	}
}

function room() {
	const clock = new SteppedClock();
	const members = new Set<Somebody>();
	const presence = new RoomPresence(clock, () => members);
	const enter = (id: string) => {
		const somebody = new Somebody(id);
		members.add(somebody);
		return somebody;
	};
	const leave = (who: Somebody) => {
		members.delete(who);
		presence.leave(who);
		clock.pass(PRESENCE_EVERY_MS);
	};
	const say = (who: Somebody, clientId: number, at: number, state: unknown) => {
		const json = JSON.stringify(state);
		const ok = presence.receive(who, encodeEntries([{ clientId, clock: at, json }]));
		clock.pass(PRESENCE_EVERY_MS);
		return ok;
	};
	return { clock, presence, enter, leave, say };
}

describe('A1: an entry is stamped by the server', () => {
	test('with the person behind the connection, whatever the client says', () => {
		const { enter, say } = room();
		const [ada, ben] = [enter('ada'), enter('ben')];
		say(ada, 7, 1, { user: { id: 'chief', name: 'Chief', role: 'executive' }, place: 'action-1' });
		expect(ben.state).toEqual({ user: ada.user, place: 'action-1' });
	});

	test('and stamped again when the person changes', () => {
		const { clock, presence, enter, say } = room();
		const [ada, ben] = [enter('ada'), enter('ben')];
		say(ada, 7, 1, { place: 'x' });
		const before = ben.last?.clock ?? 0;
		ada.user = { ...ada.user, role: 'contributor' };
		presence.restamp(ada);
		clock.pass(PRESENCE_EVERY_MS);
		expect(ben.state).toEqual({ user: ada.user, place: 'x' });
		expect(ben.last?.clock).toBeGreaterThan(before);
	});
});

describe('A2: nobody writes another’s entry', () => {
	test('neither its state nor its end', () => {
		const { enter, say } = room();
		const [ada, ben, eva] = [enter('ada'), enter('ben'), enter('eva')];
		say(ada, 7, 1, { place: 'x' });
		say(ben, 8, 1, { place: 'y' });
		const told = eva.got.length;
		expect(say(ben, 7, 50, { place: 'forged' })).toBe(true);
		expect(say(ben, 7, 51, null)).toBe(true);
		expect(eva.got.length).toBe(told);
	});

	test('nor takes it as its first', () => {
		const { enter, say } = room();
		const [ada, ben, eva] = [enter('ada'), enter('ben'), enter('eva')];
		say(ada, 7, 1, { place: 'x' });
		say(ben, 7, 50, { place: 'forged' });
		expect(eva.got.length).toBe(1);
	});

	test('nor brings back somebody who has left', () => {
		const { enter, leave, say } = room();
		const [ada, ben, eva] = [enter('ada'), enter('ben'), enter('eva')];
		say(ada, 7, 1, { place: 'x' });
		leave(ada);
		expect(eva.last?.json).toBe('null');
		say(ben, 7, 50, { place: 'x' });
		expect(eva.last?.json).toBe('null');
	});
});

describe('A3: an entry belongs to the newest connection of its person', () => {
	test('and ends when that one closes, not when an older one does', () => {
		const { enter, leave, say } = room();
		const [older, newer, eva] = [enter('ada'), enter('ada'), enter('eva')];
		say(older, 7, 1, { place: 'old' });
		say(newer, 7, 2, { place: 'new' });
		say(older, 7, 3, { place: 'late' });
		expect(eva.state).toMatchObject({ place: 'new' });
		leave(older);
		expect(eva.state).toMatchObject({ place: 'new' });
		leave(newer);
		expect(eva.last?.json).toBe('null');
	});

	test('who comes back with the same clock is seen by others at once', () => {
		const { enter, leave, say } = room();
		const [ada, eva] = [enter('ada'), enter('eva')];
		say(ada, 7, 5, { place: 'x' });
		leave(ada);
		const gone = eva.last?.clock ?? 0;
		say(enter('ada'), 7, 5, { place: 'x' });
		expect(eva.last?.clock).toBeGreaterThan(gone);
	});
});

describe('A4: limits', () => {
	test('2 KB an entry, and it is JSON of an object', () => {
		const { enter, say, presence } = room();
		const ada = enter('ada');
		expect(say(ada, 7, 1, { place: 'x'.repeat(PRESENCE_BYTES) })).toBe(false);
		expect(say(ada, 7, 1, ['list'])).toBe(false);
		expect(say(ada, 7, 1, 'text')).toBe(false);
		expect(presence.receive(ada, encodeEntries([{ clientId: 7, clock: 1, json: '{' }]))).toBe(
			false,
		);
		expect(presence.receive(ada, Uint8Array.from([3, 1]))).toBe(false);
	});

	test('what changes within 50 ms goes out once, as it is then', () => {
		const { clock, presence, enter } = room();
		const [ada, ben, eva] = [enter('ada'), enter('ben'), enter('eva')];
		const say = (who: Somebody, clientId: number, at: number) =>
			presence.receive(who, encodeEntries([{ clientId, clock: at, json: `{"at":${at}}` }]));
		say(ada, 7, 1);
		clock.pass(0);
		expect(eva.got.length).toBe(1);
		for (let at = 2; at < 30; at += 1) {
			say(ada, 7, at);
			say(ben, 8, at);
		}
		clock.pass(PRESENCE_EVERY_MS - 1);
		expect(eva.got.length).toBe(1);
		clock.pass(1);
		expect(eva.got.length).toBe(2);
		const at = (json: string): unknown => (JSON.parse(json) as { at: unknown }).at;
		expect(eva.got[1]?.map(({ clientId, json }) => [clientId, at(json)])).toEqual([
			[7, 29],
			[8, 29],
		]);
	});

	test('nobody is told their own entry: their client would take it for its state', () => {
		const { presence, enter, say } = room();
		const [ada, ben] = [enter('ada'), enter('ben')];
		say(ada, 7, 1, { place: 'x' });
		say(ben, 8, 1, { place: 'y' });
		expect(ada.got.flat().map((entry) => entry.clientId)).toEqual([8]);
		expect(presence.everybody(ben)).not.toBeNull();
		expect(readFrame(presence.everybody(ben) ?? new Uint8Array())).toMatchObject({
			entries: [{ clientId: 7 }],
		});
	});
});
