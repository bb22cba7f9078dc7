import { describe, expect, test } from 'vitest';
import { documentName, isId, parseDocumentName } from './ids.ts';

describe('I1: an id is letters, digits and hyphens', () => {
	test.each(['durham-2023-25-q4', 'a', '0', 'A'.repeat(100)])('%s is one', (id) => {
		expect(isId(id)).toBe(true);
	});
	test.each(['', '-a', 'a b', 'a/b', 'a:b', 'a.b', 'é', 'a\n', 'a'.repeat(101), null, 7])(
		'%s is not',
		(id) => {
			expect(isId(id)).toBe(false);
		},
	);
});

describe('I2: a document’s name is read back as what it names, and nothing else is one', () => {
	test.each([
		{ kind: 'board', board: 'durham-2023-25' },
		{ kind: 'narrative', board: 'durham-2023-25', record: 'action-1' },
	] as const)('%o', (ref) => {
		expect(parseDocumentName(documentName(ref))).toEqual(ref);
	});
	test.each([
		'',
		'board',
		'board:',
		'board:a:b',
		'narrative:a',
		'narrative:a:',
		'narrative:a:b:c',
		'minutes:a',
		'board:../a',
		'Board:a',
	])('%s', (name) => {
		expect(parseDocumentName(name)).toBe(null);
	});
});
