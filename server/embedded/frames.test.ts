import { expect, test } from 'vitest';
import { seededRandom } from '../../tests/support/random.ts';
import { FrameReader } from './frames.ts';

const startup = (() => {
	const body = Buffer.from('user\0postgres\0\0');
	const head = Buffer.alloc(8);
	head.writeUInt32BE(body.length + 8, 0);
	head.writeUInt32BE(196_608, 4);
	return Buffer.concat([head, body]);
})();

function message(type: string, body: Buffer | string): Buffer {
	const bytes = Buffer.from(body);
	const head = Buffer.alloc(5, type);
	head.writeUInt32BE(bytes.length + 4, 1);
	return Buffer.concat([head, bytes]);
}

function started(): FrameReader {
	const reader = new FrameReader();
	reader.push(startup);
	expect(reader.take()).toEqual({ kind: 'startup', bytes: startup });
	return reader;
}

test('a question for encryption and the start-up are read before the first message', () => {
	const reader = new FrameReader();
	const question = Buffer.alloc(8);
	question.writeUInt32BE(8, 0);
	question.writeUInt32BE(80_877_103, 4);
	reader.push(Buffer.concat([question, startup.subarray(0, 10)]));
	expect(reader.take()).toEqual({ kind: 'encryption' });
	expect(reader.take()).toEqual({ kind: 'incomplete' });
	reader.push(startup.subarray(10));
	expect(reader.take()).toEqual({ kind: 'startup', bytes: startup });
});

test('a query is complete at its Sync, not at its Flush', () => {
	const reader = started();
	const told = Buffer.concat([message('P', 'x'), message('D', 'S'), message('H', '')]);
	reader.push(told);
	expect(reader.take()).toEqual({ kind: 'messages', bytes: told, completes: false });
	const rest = Buffer.concat([message('B', 'y'), message('E', ''), message('S', '')]);
	reader.push(rest);
	expect(reader.take()).toEqual({ kind: 'messages', bytes: rest, completes: true });
	expect(reader.take()).toEqual({ kind: 'incomplete' });
});

test('what comes before a farewell is still read', () => {
	const reader = started();
	const query = message('Q', 'select 1\0');
	reader.push(Buffer.concat([query, message('X', '')]));
	expect(reader.take()).toEqual({ kind: 'messages', bytes: query, completes: true });
	expect(reader.take()).toEqual({ kind: 'terminate' });
});

test('another protocol and an impossible length are malformed', () => {
	const http = new FrameReader();
	http.push(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
	expect(http.take().kind).toBe('malformed');
	const reader = started();
	reader.push(Buffer.from([0x51, 0, 0, 0, 0]));
	expect(reader.take().kind).toBe('malformed');
});

test.each([1, 2, 3, 4, 5])(
	'however the bytes are cut, the same messages come out (seed %i)',
	(seed) => {
		const roll = seededRandom(seed);
		const sent = Buffer.concat(
			Array.from({ length: 60 }, (_, index) =>
				message(index % 3 === 2 ? 'S' : 'B', Buffer.alloc(Math.floor(roll() ** 4 * 50_000), index)),
			),
		);
		const reader = started();
		const received: Buffer[] = [];
		for (let at = 0; at < sent.length;) {
			const end = at + 1 + Math.floor(roll() ** 3 * 20_000);
			reader.push(sent.subarray(at, end));
			at = end;
			for (let taken = reader.take(); taken.kind !== 'incomplete'; taken = reader.take()) {
				if (taken.kind !== 'messages') throw new Error(`unexpected ${taken.kind}`);
				received.push(Buffer.from(taken.bytes));
			}
		}
		expect(Buffer.concat(received).equals(sent)).toBe(true);
	},
);
