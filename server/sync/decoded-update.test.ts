import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createBoard } from '#lib/domain/board.ts';
import { sampleAction, sampleFinding, samplePillar } from '#lib/domain/samples.ts';
import { committedDoc } from '#server/log/committed-doc.ts';
import { changed } from '../../tests/support/sockets.ts';
import { dice } from '../../tests/support/random.ts';
import { bringsNothing, decodeUpdate, firstNewClient, fits } from './decoded-update.ts';
import { hasPending } from './read-document.ts';

function decoded(bytes: Uint8Array) {
	const update = decodeUpdate(bytes);
	if (update === null) throw new Error('not an update');
	return update;
}

function copyOf(doc: Y.Doc): Y.Doc {
	const copy = committedDoc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
	return copy;
}

function textDoc(clientID: number, text: string): Y.Doc {
	const doc = new Y.Doc();
	doc.clientID = clientID;
	doc.getText('t').insert(0, text);
	return doc;
}

/** An update by hand: sections of structs, each written by the test, then the deletions. */
function handMade(
	sections: readonly {
		client: number;
		clock: number;
		structs: ((e: encoding.Encoder) => void)[];
	}[],
	deletes: readonly { client: number; ranges: readonly (readonly [number, number])[] }[] = [],
): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, sections.length);
	for (const { client, clock, structs } of sections) {
		encoding.writeVarUint(encoder, structs.length);
		encoding.writeVarUint(encoder, client);
		encoding.writeVarUint(encoder, clock);
		for (const write of structs) write(encoder);
	}
	encoding.writeVarUint(encoder, deletes.length);
	for (const { client, ranges } of deletes) {
		encoding.writeVarUint(encoder, client);
		encoding.writeVarUint(encoder, ranges.length);
		for (const [clock, len] of ranges) {
			encoding.writeVarUint(encoder, clock);
			encoding.writeVarUint(encoder, len);
		}
	}
	return encoding.toUint8Array(encoder);
}

/** Text after something: info byte for a string with a left origin. */
const textAfter = (client: number, clock: number, text: string) => (e: encoding.Encoder) => {
	encoding.writeUint8(e, 4 | 0x80);
	encoding.writeVarUint(e, client);
	encoding.writeVarUint(e, clock);
	encoding.writeVarString(e, text);
};
const gc = (length: number) => (e: encoding.Encoder) => {
	encoding.writeUint8(e, 0);
	encoding.writeVarUint(e, length);
};
const skip = (length: number) => (e: encoding.Encoder) => {
	encoding.writeUint8(e, 10);
	encoding.writeVarUint(e, length);
};

describe('G2: what is not exactly one update is malformed', () => {
	test('the update of an empty document is one, and brings nothing', () => {
		const empty = decoded(Y.encodeStateAsUpdate(new Y.Doc()));
		expect(bringsNothing(new Y.Doc(), empty)).toBe(true);
	});

	test.each([
		['no bytes', new Uint8Array()],
		['bytes after the end', Uint8Array.from([0, 0, 7])],
		['a struct without length', handMade([{ client: 5, clock: 0, structs: [gc(0)] }])],
		[
			'two sections of one client',
			handMade([
				{ client: 5, clock: 0, structs: [gc(1)] },
				{ client: 5, clock: 1, structs: [gc(1)] },
			]),
		],
		['a client id above 32 bits', handMade([{ client: 2 ** 33, clock: 0, structs: [gc(1)] }])],
		['an empty deletion', handMade([], [{ client: 5, ranges: [[0, 0]] }])],
		[
			'deletions that overlap',
			handMade(
				[],
				[
					{
						client: 5,
						ranges: [
							[0, 2],
							[1, 2],
						],
					},
				],
			),
		],
	])('%s', (_what, bytes) => {
		expect(decodeUpdate(bytes)).toBeNull();
	});
});

describe('G1: what changes nothing', () => {
	test('is an update that is known', () => {
		const doc = textDoc(5, 'abc');
		const update = decoded(Y.encodeStateAsUpdate(doc));
		expect(bringsNothing(doc, update)).toBe(true);
		expect(bringsNothing(new Y.Doc(), update)).toBe(false);
	});

	test('is a deletion of what is deleted, also when it was collected', () => {
		const doc = textDoc(5, 'abcdef');
		doc.getMap('m').set('inner', new Y.Map([['k', 'v']]));
		const server = copyOf(doc);
		const deletion = changed(doc, () => {
			doc.getText('t').delete(1, 3);
			doc.getMap('m').delete('inner');
		});
		expect(bringsNothing(server, decoded(deletion))).toBe(false);
		Y.applyUpdate(server, deletion);
		expect(bringsNothing(server, decoded(deletion))).toBe(true);
		const whole = decoded(Y.encodeStateAsUpdate(doc));
		expect(whole.deletes.size).toBeGreaterThan(0);
		expect(bringsNothing(server, whole)).toBe(true);
	});

	test('is not a deletion of which a part is new', () => {
		const doc = textDoc(5, 'abcdef');
		const server = copyOf(doc);
		Y.applyUpdate(
			server,
			changed(doc, () => doc.getText('t').delete(2, 1)),
		);
		const wider = decoded(handMade([], [{ client: 5, ranges: [[1, 3]] }]));
		expect(bringsNothing(server, wider)).toBe(false);
	});

	test('is not a deletion of what nobody has', () => {
		const beyond = decoded(handMade([], [{ client: 5, ranges: [[0, 9]] }]));
		expect(bringsNothing(textDoc(5, 'abc'), beyond)).toBe(false);
	});
});

describe('G4: what would wait does not fit', () => {
	const server = () => textDoc(5, 'abc');

	test.each([
		['a gap in the clocks', handMade([{ client: 5, clock: 4, structs: [textAfter(5, 2, 'x')] }])],
		[
			'a new client that does not begin at 0',
			handMade([{ client: 9, clock: 1, structs: [gc(1)] }]),
		],
		['a skip', handMade([{ client: 9, clock: 0, structs: [skip(2), gc(1)] }])],
		[
			'an origin of an unknown client',
			handMade([{ client: 9, clock: 0, structs: [textAfter(8, 0, 'x')] }]),
		],
		[
			'an origin that is to come',
			handMade([{ client: 9, clock: 0, structs: [textAfter(5, 3, 'x')] }]),
		],
		[
			'an origin after itself',
			handMade([{ client: 9, clock: 0, structs: [textAfter(9, 4, 'x'), gc(5)] }]),
		],
		[
			'a circle',
			handMade([
				{ client: 8, clock: 0, structs: [textAfter(9, 0, 'x')] },
				{ client: 9, clock: 0, structs: [textAfter(8, 0, 'y')] },
			]),
		],
		['a deletion of what is to come', handMade([], [{ client: 5, ranges: [[2, 2]] }])],
	])('%s', (_what, bytes) => {
		expect(fits(server(), decoded(bytes))).toBe(false);
	});

	test('Yjs would have kept each of them waiting: a fact that the rule stands on', () => {
		const doc = server();
		Y.applyUpdate(doc, handMade([{ client: 9, clock: 1, structs: [gc(1)] }]));
		expect(hasPending(doc)).toBe(true);
	});

	test('an update whose parts refer to each other across clients fits', () => {
		const chain = handMade([
			{ client: 8, clock: 0, structs: [textAfter(9, 0, 'x'), textAfter(9, 1, 'z')] },
			{ client: 9, clock: 0, structs: [textAfter(5, 0, 'y'), textAfter(8, 0, 'w')] },
		]);
		const doc = server();
		expect(fits(doc, decoded(chain))).toBe(true);
		Y.applyUpdate(doc, chain);
		expect(hasPending(doc)).toBe(false);
	});

	test('a state of which half is known fits', () => {
		const doc = textDoc(5, 'abc');
		const behind = copyOf(doc);
		doc.getText('t').insert(3, 'def');
		expect(fits(behind, decoded(Y.encodeStateAsUpdate(doc)))).toBe(true);
		expect(firstNewClient(behind, decoded(Y.encodeStateAsUpdate(doc)))).toBe(5);
	});
});

test('a document of the server changes by nothing but what is applied to it', () => {
	const base = textDoc(1, 'plain bold plain');
	const [ada, ben] = [copyOf(base), copyOf(base)];
	// One marks words while the other deletes them: marks around nothing are left behind.
	const mark = changed(ada, () => ada.getText('t').format(6, 4, { bold: true }));
	const deletion = changed(ben, () => ben.getText('t').delete(6, 4));
	const changesOf = (doc: Y.Doc) => {
		doc.getText('t');
		let changes = 0;
		doc.on('update', () => (changes += 1));
		for (const bytes of [Y.encodeStateAsUpdate(base), mark, deletion]) Y.applyUpdate(doc, bytes);
		return changes;
	};
	expect(changesOf(committedDoc())).toBe(3);
	// What Yjs does by itself, so that the test shows what it guards against.
	expect(changesOf(new Y.Doc())).toBe(4);
});

test('2,000 mutations: each is malformed, does not fit, or is applied whole', () => {
	const SEED = 20261121;
	const random = dice(SEED);
	const base = new Y.Doc();
	base.clientID = 1;
	createBoard(base, {
		title: 'Board',
		pillars: [samplePillar()],
		findings: [sampleFinding()],
		actions: [sampleAction({ id: 'a1' }), sampleAction({ id: 'a2' })],
	});
	const writer = copyOf(base);
	const samples = [
		changed(writer, () => writer.getMap('meta').set('title', 'Another')),
		changed(writer, () => {
			for (const action of writer.getMap('actions').values()) {
				const title: unknown = action instanceof Y.Map ? action.get('title') : null;
				if (title instanceof Y.Text) title.insert(2, 'some words');
			}
		}),
		changed(writer, () => {
			const action = writer.getMap('actions').get('a1');
			const title: unknown = action instanceof Y.Map ? action.get('title') : null;
			if (title instanceof Y.Text) title.delete(1, 5);
		}),
		changed(writer, () => writer.getMap('findings').delete('afi-1')),
		Y.encodeStateAsUpdate(writer),
	];
	const server = copyOf(base);
	const counts = { malformed: 0, 'does not fit': 0, applied: 0 };
	for (let round = 0; round < 2_000; round += 1) {
		const bytes = random.pick(samples).slice();
		for (let hits = 1 + random.below(3); hits > 0; hits -= 1) {
			bytes[random.below(bytes.length)] = random.below(256);
		}
		const end = random.below(4) === 0 ? random.below(bytes.length) : bytes.length;
		const update = decodeUpdate(bytes.slice(0, end));
		if (update === null) counts.malformed += 1;
		else if (!fits(server, update)) counts['does not fit'] += 1;
		else {
			const doc = copyOf(server);
			expect(() => Y.applyUpdate(doc, update.bytes), `seed ${SEED}, round ${round}`).not.toThrow();
			expect(hasPending(doc), `seed ${SEED}, round ${round}`).toBe(false);
			expect(bringsNothing(doc, update), `seed ${SEED}, round ${round}`).toBe(true);
			counts.applied += 1;
		}
	}
	// All three ways out were taken, or the mutations show nothing.
	expect(Math.min(...Object.values(counts))).toBeGreaterThan(50);
});
