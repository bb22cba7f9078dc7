import { expect, test } from 'vitest';
import { indexAfter, Origins, spliceBetween, type Splice } from './splice.ts';

function apply(text: string, { index, remove, insert }: Splice): string {
	return text.slice(0, index) + insert + text.slice(index + remove);
}

test.each([
	['abc', 'abXc', 3, { index: 2, remove: 0, insert: 'X' }],
	['abc', 'ac', 1, { index: 1, remove: 1, insert: '' }],
	['abc', 'aXYc', 3, { index: 1, remove: 1, insert: 'XY' }],
	['', 'abc', 3, { index: 0, remove: 0, insert: 'abc' }],
	['abc', '', 0, { index: 0, remove: 3, insert: '' }],
])('%s to %s is the smallest splice', (before, after, caret, expected) => {
	expect(spliceBetween(before, after, caret)).toEqual(expected);
});

test('nothing changed is no splice', () => {
	expect(spliceBetween('abc', 'abc', 1)).toBeNull();
});

test('among equal letters the caret says which one it was', () => {
	expect(spliceBetween('aaaa', 'aaaaa', 3)).toEqual({ index: 2, remove: 0, insert: 'a' });
	expect(spliceBetween('aaaa', 'aaa', 1)).toEqual({ index: 1, remove: 1, insert: '' });
	expect(spliceBetween('abab', 'ababab', 4)).toEqual({ index: 2, remove: 0, insert: 'ab' });
	// A caret that cannot be right, as after an undo by the browser, is put to the nearest place.
	expect(spliceBetween('xaay', 'xaaay', 0)).toEqual({ index: 1, remove: 0, insert: 'a' });
});

test('a character of two units goes as a whole', () => {
	expect(spliceBetween('a😀b', 'a😁b', 3)).toEqual({ index: 1, remove: 2, insert: '😁' });
	expect(spliceBetween('😀', '😀😀', 4)).toEqual({ index: 2, remove: 0, insert: '😀' });
	// Same second half, other first half.
	const [one, two] = ['\u{1F600}', '\u{1FA00}'];
	expect(spliceBetween(`a${one}`, `a${two}`, 3)).toEqual({ index: 1, remove: 2, insert: two });
});

test('any two values are brought together by their splice', () => {
	const words = ['', 'a', 'aa', 'aaa', 'aba', 'abab', '😀', 'a😀', '😀😁', '😁', 'b😀b'];
	for (const before of words) {
		for (const after of words) {
			for (let caret = 0; caret <= after.length; caret++) {
				const splice = spliceBetween(before, after, caret);
				expect(splice === null ? before : apply(before, splice)).toBe(after);
			}
		}
	}
});

test('an index stays with its letter', () => {
	const insert = [{ retain: 2 }, { insert: 'xyz' }];
	expect(indexAfter(insert, 1, 'left')).toBe(1);
	expect(indexAfter(insert, 2, 'left')).toBe(2);
	expect(indexAfter(insert, 2, 'right')).toBe(5);
	expect(indexAfter(insert, 3, 'left')).toBe(6);
	const remove = [{ retain: 2 }, { delete: 3 }];
	expect(indexAfter(remove, 1, 'left')).toBe(1);
	expect(indexAfter(remove, 4, 'left')).toBe(2);
	expect(indexAfter(remove, 6, 'left')).toBe(3);
	expect(
		indexAfter([{ insert: 'ab' }, { delete: 1 }, { retain: 1 }, { insert: 'c' }], 3, 'left'),
	).toBe(5);
});

test('a splice of an older text leaves what others wrote inside what it takes out', () => {
	const origins = new Origins(6); // abcdef
	origins.apply([{ retain: 3 }, { insert: 'XY' }]); // abcXYdef
	origins.apply([{ delete: 1 }]); // bcXYdef
	const splices = origins.carry({ index: 1, remove: 4, insert: 'new' }); // b c d e go
	expect(splices.reduce(apply, 'bcXYdef')).toBe('newXYf');
});
