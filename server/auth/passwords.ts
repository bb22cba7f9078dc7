/**
 * Passwords as Argon2id hashes. Whoever asks about an account that does not exist, or that has no
 * password, is made to wait for the same work as everybody else, so that the time of an answer does
 * not tell which addresses have an account.
 */
import { hash, verify } from '@node-rs/argon2';

/**
 * 19 MiB, two passes, one lane: the least that OWASP's password storage sheet recommends for
 * Argon2id, about 25 ms of one core. Not more, because anybody may ask for a hash before signing in:
 * Node runs four at once, so that a flood of tries costs at most 76 MiB.
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The two operations of Argon2, so that a test can count them. */
export interface Argon2 {
	hash(password: string): Promise<string>;
	verify(hash: string, password: string): Promise<boolean>;
}

const argon2: Argon2 = {
	hash: (password) => hash(password, COST),
	verify: (stored, password) => verify(stored, password),
};

export interface Passwords {
	/** @returns the hash with its salt and its cost, as one string in PHC format */
	hash(password: string): Promise<string>;
	/** @param stored null for an unknown account or one without a password: the same work, then false */
	verify(stored: string | null, password: string): Promise<boolean>;
}

/** One person's keyboard may send é as one character and another's as two: both are the same password. */
function sameOnEveryKeyboard(password: string): string {
	return password.normalize('NFKC');
}

export function argon2Passwords(using: Argon2 = argon2): Passwords {
	// Made at once and not at the first wrong address, which would otherwise take twice as long.
	const decoy = using.hash('the password of nobody');
	return {
		hash: (password) => using.hash(sameOnEveryKeyboard(password)),
		async verify(stored, password) {
			const fits = await using.verify(stored ?? (await decoy), sameOnEveryKeyboard(password));
			return fits && stored !== null;
		},
	};
}
