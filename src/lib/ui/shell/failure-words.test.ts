import { expect, test } from 'vitest';
import { explain } from './failure-words.ts';

test("a page's own words come before general ones, and framework messages never reach a reader", () => {
	const own = explain(403, { message: 'Boards are not part of your role.', remedy: 'Ask.' });
	expect(own.meaning).toBe('Boards are not part of your role.');
	expect(own.remedy).toBe('Ask.');
	expect(explain(404, { message: 'Not Found' }).meaning).not.toContain('Not Found');
	expect(explain(500, { message: 'TypeError: x is undefined' }).meaning).not.toContain('TypeError');
});

test('only what may pass by itself offers to try again', () => {
	expect([401, 403, 404].map((status) => explain(status, null).retry)).toEqual([
		false,
		false,
		false,
	]);
	expect([500, 503].map((status) => explain(status, null).retry)).toEqual([true, true]);
});
