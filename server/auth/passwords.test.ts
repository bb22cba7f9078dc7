import { hash, parseOptions, verify } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { argon2Passwords, type Argon2 } from './passwords.ts';

function counted(): Argon2 & { readonly verified: string[] } {
	const verified: string[] = [];
	return {
		verified,
		hash: (password) => hash(password, { memoryCost: 64, timeCost: 1 }),
		verify(stored, password) {
			verified.push(stored);
			return verify(stored, password);
		},
	};
}

test('a password fits its own hash and no other password does', async () => {
	const passwords = argon2Passwords();
	const stored = await passwords.hash('correct horse');
	expect(await passwords.verify(stored, 'correct horse')).toBe(true);
	expect(await passwords.verify(stored, 'Correct horse')).toBe(false);
	expect(await passwords.verify(stored, '')).toBe(false);
});

test('a stored password is Argon2id with at least the recommended cost, and salted', async () => {
	const passwords = argon2Passwords();
	const [first, second] = await Promise.all([passwords.hash('same'), passwords.hash('same')]);
	expect(first).toMatch(/^\$argon2id\$/);
	expect(first).not.toBe(second);
	const { memoryCost, timeCost } = parseOptions(first);
	expect(memoryCost).toBeGreaterThanOrEqual(19_456);
	expect(timeCost).toBeGreaterThanOrEqual(2);
});

test('an unknown account takes one verification of the same kind, and never fits', async () => {
	const argon2 = counted();
	const passwords = argon2Passwords(argon2);
	expect(await passwords.verify(null, 'anything')).toBe(false);
	expect(await passwords.verify(null, 'the password of nobody')).toBe(false);
	expect(argon2.verified).toHaveLength(2);
	const stored = await passwords.hash('mine');
	expect(parseOptions(argon2.verified[0] ?? '')).toEqual(parseOptions(stored));
});

test('composed and decomposed accents are one password', async () => {
	const passwords = argon2Passwords(counted());
	const stored = await passwords.hash('caf\u00e9');
	expect(await passwords.verify(stored, 'cafe\u0301')).toBe(true);
});
