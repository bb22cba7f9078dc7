import { expect, test } from 'vitest';
import { PERSON_COLOURS, personColour } from './person-colour.ts';

test('a person has one of the six colours, the same every time, and all six are used', () => {
	const colours = Array.from({ length: 60 }, (_, i) => personColour(`user-${i}`));
	expect(personColour('user-7')).toBe(colours[7]);
	expect(new Set(colours)).toEqual(
		new Set(Array.from({ length: PERSON_COLOURS }, (_, i) => i + 1)),
	);
});
