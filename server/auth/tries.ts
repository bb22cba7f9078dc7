/**
 * Wrong tries to sign in, counted per account: ten within 15 minutes make it wait until the tenth
 * newest is 15 minutes old. An account is the address as typed, hashed, whether it exists or not, so
 * that the answer tells nothing and the table collects no addresses (nor the passwords that people
 * type into the wrong field). Nobody else is made to wait: a station is one network address.
 */
import { and, desc, eq, gt, lte, sql } from 'drizzle-orm';
import { createHash } from 'node:crypto';
import type { Db } from '#db/client.ts';
import { signInTries } from '#db/schema/auth.ts';

const MINUTE = 60_000;
const triesAllowed = 10;
const windowMs = 15 * MINUTE;

export type Admission<T> =
	| { readonly ok: true; readonly result: T | null }
	| { readonly ok: false; readonly minutes: number };

export interface Tries {
	/**
	 * Makes one try, unless the account has to wait.
	 * @param attempt  what the right password gives, or null when it was wrong
	 */
	admit<T>(email: string, attempt: () => Promise<T | null>): Promise<Admission<T>>;
}

export function signInLimit(db: Db, now: () => Date): Tries {
	/** The last of those who wait in line, per account. */
	const lines = new Map<string, Promise<unknown>>();
	let cleanedAt = 0;

	/**
	 * Tries for one account take turns, so that twenty at once are counted one by one, and twenty
	 * right ones at once (one account on twenty screens) are not taken for wrong ones.
	 */
	async function inTurn<T>(account: string, work: () => Promise<T>): Promise<T> {
		const before = lines.get(account);
		const mine = before ? before.then(work, work) : work();
		lines.set(account, mine);
		try {
			return await mine;
		} finally {
			if (lines.get(account) === mine) lines.delete(account);
		}
	}

	async function tryOnce<T>(
		account: string,
		attempt: () => Promise<T | null>,
	): Promise<Admission<T>> {
		const at = now();
		const windowStart = new Date(at.getTime() - windowMs);
		const [tenth] = await db
			.select({ at: signInTries.at })
			.from(signInTries)
			.where(and(eq(signInTries.account, account), gt(signInTries.at, windowStart)))
			.orderBy(desc(signInTries.at))
			.offset(triesAllowed - 1)
			.limit(1);
		if (tenth) {
			const waitMs = tenth.at.getTime() + windowMs - at.getTime();
			return { ok: false, minutes: Math.max(1, Math.ceil(waitMs / MINUTE)) };
		}
		// Counted as wrong before it is judged: other processes see it, and a crash does not erase it.
		await db.insert(signInTries).values({ account, at });
		const result = await attempt();
		if (result !== null) await forgetOne(db, account, at);
		if (at.getTime() - cleanedAt > MINUTE) {
			cleanedAt = at.getTime();
			await db.delete(signInTries).where(lte(signInTries.at, windowStart));
		}
		return { ok: true, result };
	}

	return {
		admit(email, attempt) {
			const account = accountOf(email);
			return inTurn(account, () => tryOnce(account, attempt));
		},
	};
}

/** The address without the differences that make no other account. */
export function normalEmail(email: string): string {
	return email.trim().toLowerCase();
}

function accountOf(email: string): string {
	return createHash('sha256').update(normalEmail(email)).digest('hex');
}

/** Two tries of one millisecond are two equal rows; only one of them is taken back. */
async function forgetOne(db: Db, account: string, at: Date): Promise<void> {
	const one = db
		.select({ row: sql`ctid` })
		.from(signInTries)
		.where(and(eq(signInTries.account, account), eq(signInTries.at, at)))
		.limit(1)
		.for('update', { skipLocked: true });
	await db.delete(signInTries).where(sql`ctid in (${one})`);
}
