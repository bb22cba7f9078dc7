/**
 * Accounts, put together: sessions, passwords and the limit on tries behind the `Auth` port. The
 * clock is passed in. Every question to the database that cannot be asked becomes `DatabaseAway`.
 */
import { DrizzleQueryError, eq } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { users } from '#db/schema/auth.ts';
import { luciaSessions, secretIn } from './lucia.ts';
import type { Passwords } from './passwords.ts';
import { listDepartments, listForces, listPeople, listWithPassword } from './people.ts';
import { DatabaseAway, type Auth, type Session, type SignIn } from './session.ts';
import { normalEmail, signInLimit } from './tries.ts';

export interface AuthParts {
	readonly db: Db;
	readonly now: () => Date;
	readonly passwords: Passwords;
	/** the address people use; its scheme decides whether the cookie is Secure */
	readonly origin: string;
}

export function createAuth({ db, now, passwords, origin }: AuthParts): Auth {
	const sessions = luciaSessions(db, now, origin.startsWith('https:'));
	const tries = signInLimit(db, now);
	const listeners = new Set<(userId: string) => void>();

	function tell(userId: string): void {
		for (const listener of listeners) listener(userId);
	}

	async function open(userId: string): Promise<SignIn> {
		const opened = await sessions.open(userId);
		await sessions.clean();
		return opened ? { ok: true, ...opened } : { ok: false, code: 'wrong' };
	}

	async function signIn(email: string, password: string): Promise<SignIn> {
		const tried = await tries.admit(email, async () => {
			const account = await accountBy(eq(users.email, normalEmail(email)));
			const fits = await passwords.verify(account?.passwordHash ?? null, password);
			return fits && account ? account.id : null;
		});
		if (!tried.ok) return { ok: false, code: 'wait', minutes: tried.minutes };
		return tried.result === null ? { ok: false, code: 'wrong' } : open(tried.result);
	}

	async function signInAs(userId: string): Promise<SignIn> {
		const account = await accountBy(eq(users.id, userId));
		return account?.passwordHash ? open(account.id) : { ok: false, code: 'wrong' };
	}

	async function accountBy(condition: ReturnType<typeof eq>) {
		const [account] = await db
			.select({ id: users.id, passwordHash: users.passwordHash })
			.from(users)
			.where(condition);
		return account;
	}

	async function sessionOf(cookieHeader: string | null | undefined): Promise<Session | null> {
		const secret = secretIn(cookieHeader);
		const session = secret && (await sessions.ofSecret(secret));
		return session ? sessions.slide(session) : null;
	}

	async function recheck(id: string, used: boolean): Promise<Session | null> {
		const session = await sessions.find(id);
		return session && used ? sessions.slide(session) : session;
	}

	return {
		signIn: (email, password) => asked(signIn(email, password)),
		signInAs: (userId) => asked(signInAs(userId)),
		sessionOf: (cookieHeader) => asked(sessionOf(cookieHeader)),
		recheck: (id, used) => asked(recheck(id, used)),
		async signOut(session) {
			await asked(sessions.end(session.id));
			tell(session.user.id);
		},
		async signOutEverywhere(userId) {
			await asked(sessions.endAll(userId));
			tell(userId);
		},
		rightsChanged: tell,
		cookie: (secret) => sessions.cookie(secret),
		blankCookie: () => sessions.blankCookie(),
		forces: () => asked(listForces(db)),
		people: (force) => asked(listPeople(db, force)),
		withPassword: (force) => asked(listWithPassword(db, force)),
		departments: (force) => asked(listDepartments(db, force)),
		onRevoked(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}

async function asked<T>(question: Promise<T>): Promise<T> {
	try {
		return await question;
	} catch (cause) {
		if (!(cause instanceof DrizzleQueryError)) throw cause;
		throw new DatabaseAway('The database did not answer a question about accounts.', { cause });
	}
}
