import { describe, expect, test } from 'vitest';
import { dice, type Dice } from '../../../tests/support/random.ts';
import { byPosition, type Placed } from './board-records.ts';
import { firstPositions, isPosition, placeAt, POSITION_MAX, positionBetween } from './order.ts';

function list(positions: readonly string[]): Placed[] {
	return positions.map((position, i) => ({ id: `card-${i}`, position }));
}

/** Puts a card into the list as a command would: its own key and those of others that have to go. */
function put(cards: readonly Placed[], id: string, index: number): Placed[] {
	const siblings = cards.filter((card) => card.id !== id).sort(byPosition);
	const { position, others } = placeAt(siblings, index);
	const keys = new Map(others.map((other) => [other.id, other.position]));
	return [
		...siblings.map((card) => ({ ...card, position: keys.get(card.id) ?? card.position })),
		{ id, position },
	].sort(byPosition);
}

const ids = (cards: readonly Placed[]) => cards.map((card) => card.id);

test('K1: cards with one key stand in the order of their ids', () => {
	const cards = [
		{ id: 'b', position: 'a1' },
		{ id: 'a', position: 'a1' },
		{ id: 'c', position: 'Zz' },
	];
	expect(ids(cards.sort(byPosition))).toEqual(['c', 'a', 'b']);
});

describe('K2: a position is a key that others can be put beside', () => {
	test.each(['a0', 'Zz', 'b00', 'a0V', positionBetween('a0', 'a1')])('%s is', (key) => {
		expect(isPosition(key)).toBe(true);
	});
	test.each(['', 'a', 'a0 ', '0', 'a00', 'zz', '1', 'a-', `a0${'1'.repeat(63)}`, null, 7])(
		'%s is not',
		(key) => {
			expect(isPosition(key)).toBe(false);
		},
	);
	test('bounds that are no keys or out of order are refused', () => {
		expect(() => positionBetween('1', null)).toThrow(new RangeError('not a position: 1'));
		expect(() => positionBetween('a1', 'a1')).toThrow(RangeError);
		expect(() => positionBetween('a2', 'a1')).toThrow(RangeError);
	});
});

test('K3: putting a card between two keys writes one key', () => {
	const cards = list(firstPositions(5));
	for (let index = 0; index <= cards.length; index += 1) {
		expect(placeAt(cards, index).others).toEqual([]);
		expect(ids(put(cards, 'new', index)).indexOf('new')).toBe(index);
	}
});

test('K3: an index beyond the ends is the end', () => {
	const cards = list(firstPositions(2));
	expect(ids(put(cards, 'new', -3))[0]).toBe('new');
	expect(ids(put(cards, 'new', 99))[2]).toBe('new');
	expect(placeAt([], 4)).toEqual({ position: 'a0', others: [] });
});

test('K4: between equal keys the right neighbours get new keys first', () => {
	const cards = list(['a0', 'a1', 'a1', 'a1', 'a2']);
	expect(ids(put(cards, 'new', 2))).toEqual([
		'card-0',
		'card-1',
		'new',
		'card-2',
		'card-3',
		'card-4',
	]);
	expect(placeAt(cards, 2).others.map((other) => other.id)).toEqual(['card-2', 'card-3']);
	expect(placeAt(cards, 4).others).toEqual([]);
});

test('K4: keys that cannot be built upon are numbered anew', () => {
	const cards = list(['001', '002', '003']);
	expect(ids(put(cards, 'new', 1))).toEqual(['card-0', 'new', 'card-1', 'card-2']);
	expect(put(cards, 'new', 1).every((card) => isPosition(card.position))).toBe(true);
});

test('K4: one gap used a thousand times never grows a key beyond its length', () => {
	let cards = list(firstPositions(2));
	for (let i = 0; i < 1_000; i += 1) {
		cards = put(cards, `n${i}`, i % 2 === 0 ? 1 : 2);
		if (cards.length > 12) cards = [...cards.slice(0, 6), ...cards.slice(-6)];
		expect(Math.max(...cards.map((card) => card.position.length))).toBeLessThanOrEqual(
			POSITION_MAX,
		);
	}
});

test('K3: after any row of moves the order is the one wanted', () => {
	for (let seed = 1; seed <= 60; seed += 1) {
		const throwing = dice(seed);
		let cards = list(Array.from({ length: 8 }, () => throwing.pick(['a0', 'a1', 'a1', 'a3'])));
		cards.sort(byPosition);
		let wanted = ids(cards);
		for (let move = 0; move < 80; move += 1) {
			const id = throwing.below(4) === 0 ? `new-${move}` : throwing.pick(wanted);
			const rest = wanted.filter((other) => other !== id);
			const index = throwing.below(rest.length + 1);
			wanted = [...rest.slice(0, index), id, ...rest.slice(index)];
			cards = put(cards, id, index);
			expect(ids(cards), `seed ${seed}, move ${move}`).toEqual(wanted);
		}
	}
});

/** A new card with the neighbours its author saw. */
interface Wish {
	readonly card: Placed;
	readonly left: string | undefined;
	readonly right: string | undefined;
}

function wish(cards: readonly Placed[], id: string, throwing: Dice): Wish {
	const index = throwing.below(cards.length + 1);
	const { position, others } = placeAt(cards, index);
	expect(others).toEqual([]);
	return { card: { id, position }, left: cards[index - 1]?.id, right: cards[index]?.id };
}

test('K5: cards put in at the same time all stand between the neighbours their authors saw', () => {
	for (let seed = 1; seed <= 200; seed += 1) {
		const throwing = dice(seed);
		const cards = list(firstPositions(1 + throwing.below(6)));
		const wishes = ['x', 'y', 'z'].map((id) => wish(cards, id, throwing));
		const merged = ids([...cards, ...wishes.map(({ card }) => card)].sort(byPosition));
		for (const { card, left, right } of wishes) {
			const place = merged.indexOf(card.id);
			if (left !== undefined) expect(merged.indexOf(left), `seed ${seed}`).toBeLessThan(place);
			if (right !== undefined) expect(merged.indexOf(right), `seed ${seed}`).toBeGreaterThan(place);
		}
	}
});
