import { describe, expect, test } from 'vitest';
import type { RemoteCaret } from '#lib/client/remote-carets.ts';
import { withCarets } from './caret-pieces.ts';

const caret = (name: string, index: number, head = index): RemoteCaret => ({
	client: index,
	name,
	colour: 2,
	index,
	head,
});

function textOf(text: string, carets: RemoteCaret[]): string {
	return withCarets(text, carets)
		.map((piece) => (piece.kind === 'caret' ? '' : piece.text))
		.join('');
}

describe('carets of others', () => {
	test('the pieces are the text again, wherever carets stand', () => {
		const text = 'One line\nand 😀 another';
		for (const carets of [
			[],
			[caret('A', 0)],
			[caret('A', text.length), caret('B', 4, 9)],
			[caret('A', 9, 2), caret('B', 5, 12), caret('C', 999)],
		]) {
			expect(textOf(text, carets)).toBe(text);
		}
	});

	test('a caret stands between the letters before and after it', () => {
		expect(withCarets('abcd', [caret('A', 2)])).toEqual([
			{ kind: 'text', text: 'ab' },
			{ kind: 'caret', name: 'A', colour: 2, hung: false },
			{ kind: 'text', text: 'cd' },
		]);
	});

	test('a selection is marked, with the caret at its head', () => {
		expect(withCarets('abcd', [caret('A', 3, 1)]).map(({ kind }) => kind)).toEqual([
			'text',
			'caret',
			'picked',
			'text',
		]);
	});

	test('far into a line the name hangs to the left', () => {
		const far = withCarets('x'.repeat(60), [caret('A', 55)]);
		expect(far.find((piece) => piece.kind === 'caret')).toMatchObject({ hung: true });
		const next = withCarets(`${'x'.repeat(60)}\nab`, [caret('A', 62)]);
		expect(next.find((piece) => piece.kind === 'caret')).toMatchObject({ hung: false });
	});

	test('an empty text can hold carets', () => {
		expect(withCarets('', [caret('A', 0)]).map(({ kind }) => kind)).toEqual(['caret']);
	});
});
