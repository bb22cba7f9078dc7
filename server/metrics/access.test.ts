import { expect, test } from 'vitest';
import { mayReadMetrics } from './access.ts';

const none = new Headers();
const bearer = (token: string) => new Headers({ authorization: `Bearer ${token}` });

test.for(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])(
	'this machine reads without a token: %s',
	(address) => expect(mayReadMetrics(address, none, null)).toBe(true),
);

test.for(['10.0.0.7', '::ffff:10.0.0.7', '127.0.0.1.example', '1127.0.0.1', ''])(
	'another machine does not: "%s"',
	(address) => {
		expect(mayReadMetrics(address, none, null)).toBe(false);
		expect(mayReadMetrics(address, bearer('any'), null)).toBe(false);
	},
);

test('another machine reads with the token and with no other', () => {
	expect(mayReadMetrics('10.0.0.7', bearer('secret'), 'secret')).toBe(true);
	expect(mayReadMetrics('10.0.0.7', bearer('secre'), 'secret')).toBe(false);
	expect(mayReadMetrics('10.0.0.7', none, 'secret')).toBe(false);
	expect(mayReadMetrics('127.0.0.1', bearer('wrong'), 'secret')).toBe(false);
});

test.for(['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'])(
	'what a proxy on this machine passes on is not from this machine: %s',
	(name) => {
		expect(mayReadMetrics('127.0.0.1', new Headers({ [name]: '203.0.113.9' }), null)).toBe(false);
	},
);
