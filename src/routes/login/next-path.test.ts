import { expect, test } from 'vitest';
import { nextPath } from './next-path.ts';

test.for(['/boards/durham-2023-25/q4?card=a-1', '/boards', '/'])(
	'a path of this site is kept: %s',
	(path) => expect(nextPath(path)).toBe(path),
);

test.for([
	null,
	'',
	'boards',
	'https://elsewhere.example/',
	'//elsewhere.example',
	'/\\elsewhere.example',
	'/\t/elsewhere.example',
	'/..//elsewhere.example',
	'/.//elsewhere.example',
	'javascript:alert(1)',
])('anything else leads to the inspections: %s', (next) => {
	expect(nextPath(next)).toBe('/boards');
});

test.for(['/login', '/login?next=/login', '/login/demo', '/logout'])(
	'signing in never leads to signing in or out: %s',
	(next) => expect(nextPath(next)).toBe('/boards'),
);
