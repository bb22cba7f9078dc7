import { DrizzleQueryError } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { faultLine } from './fault-line.ts';

const at = new Date('2026-05-14T09:41:00Z');

test('a failed query is told without what it was asked with', () => {
	const fault = new DrizzleQueryError(
		'select * from users where email = $1',
		['somebody@force.example'],
		new Error('connection refused'),
	);
	const line = faultLine(at, 'sign-in', fault);
	expect(line).toContain('2026-05-14T09:41:00.000Z sign-in: a query failed (select * from users');
	expect(line).toContain('connection refused');
	expect(line).not.toContain('somebody@force.example');
});

test('any other fault is told with where it happened', () => {
	expect(faultLine(at, 'GET /boards', new Error('broken'))).toContain('fault-line.test.ts');
	expect(faultLine(at, 'GET /boards', 'broken')).toBe(
		'2026-05-14T09:41:00.000Z GET /boards: broken',
	);
});
