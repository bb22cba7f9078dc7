import { expect, test } from 'vitest';
import { placeAmongAll } from './shown-place.ts';

const all = ['a', 'hidden-1', 'b', 'hidden-2', 'c'];
const shown = ['a', 'b', 'c'];

test('with nothing hidden the place is the place', () => {
	expect([0, 1, 2].map((index) => placeAmongAll(shown, shown, 'x', index))).toEqual([0, 1, 2]);
});

test('before a shown card is before it among all', () => {
	expect(placeAmongAll(all, shown, 'x', 1)).toBe(2);
	expect(placeAmongAll(all, shown, 'x', 2)).toBe(4);
});

test('after the last shown card is right after it, and the carried one does not count', () => {
	expect(placeAmongAll(all, ['a', 'b'], 'x', 2)).toBe(3);
	expect(placeAmongAll(all, shown, 'a', 2)).toBe(4);
});

test('a cell that shows nothing takes the card at its end', () => {
	expect(placeAmongAll(['hidden-1', 'hidden-2'], [], 'x', 0)).toBe(2);
	expect(placeAmongAll([], [], 'x', 0)).toBe(0);
});
