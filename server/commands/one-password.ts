/**
 * The passwords of accounts that all have the same one, which is no secret: it is hashed once, and a
 * hash that they share is checked once, since either takes 25 ms of every start.
 */
import type { Passwords } from '#server/auth/passwords.ts';

export function onePassword(passwords: Passwords, password: string): Passwords {
	let hashed: Promise<string> | null = null;
	const checked = new Map<string | null, Promise<boolean>>();
	return {
		hash(typed) {
			if (typed !== password) return passwords.hash(typed);
			hashed ??= passwords.hash(typed);
			return hashed;
		},
		verify(stored, typed) {
			if (typed !== password) return passwords.verify(stored, typed);
			const known = checked.get(stored) ?? passwords.verify(stored, typed);
			checked.set(stored, known);
			return known;
		},
	};
}
