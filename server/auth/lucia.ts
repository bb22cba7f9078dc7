/**
 * Sessions by Lucia, and the only file that knows of it: the rest talks to `Sessions`. The database
 * holds the SHA-256 of a session's secret and never the secret, so that a stolen table signs nobody
 * in. Lucia reads the machine's clock, which nobody can pass in, and extends a session only at its
 * half; so time is kept here: what has expired is not found, and Lucia is shown an end that it
 * never reaches.
 */
import { and, eq, gt, lte } from 'drizzle-orm';
import { Lucia, type Adapter } from 'lucia';
import { createHash } from 'node:crypto';
import type { Db } from '#db/client.ts';
import { forces, memberships, sessions, users } from '#db/schema/auth.ts';
import { departmentsIn } from './people.ts';
import type { Session, SessionCookie } from './session.ts';

const MINUTE = 60_000;
const idleMs = 12 * 60 * MINUTE;
/** A session is extended when this much of it is used: idle is idle, and not every request writes. */
const extendAfterMs = 5 * MINUTE;

const COOKIE = 'peelboard_session';
/** What Lucia makes: 25 random bytes in base 32. Anything else is not worth a query. */
const SECRET = /^[a-z2-7]{40}$/;
const FAR_OFF = new Date('9999-12-31T00:00:00Z');

declare module 'lucia' {
	interface Register {
		Lucia: Lucia<Record<string, never>, { session: Session }>;
		DatabaseUserAttributes: { session: Session };
	}
}

export interface Sessions {
	/** A new session. @returns null when the person has no membership */
	open(userId: string): Promise<{ session: Session; secret: string } | null>;
	/** The live session of a secret, or null. */
	ofSecret(secret: string): Promise<Session | null>;
	/** The live session of an id, or null. */
	find(id: string): Promise<Session | null>;
	/** Extends a session that is used. */
	slide(session: Session): Promise<Session>;
	end(id: string): Promise<void>;
	endAll(userId: string): Promise<void>;
	/** Throws expired sessions away; nothing depends on when. */
	clean(): Promise<void>;
	cookie(secret: string): SessionCookie;
	blankCookie(): SessionCookie;
}

/** @param secure  whether people reach the product by https */
export function luciaSessions(db: Db, now: () => Date, secure: boolean): Sessions {
	// The attributes that Lucia would give its cookie, but for its end.
	const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
	const lucia = new Lucia(storeHashes(db, now), {
		sessionCookie: { name: COOKIE, attributes: { secure } },
		getUserAttributes: (attributes) => attributes,
	});

	async function ofSecret(secret: string): Promise<Session | null> {
		const { user } = await lucia.validateSession(secret);
		return user?.session ?? null;
	}

	return {
		ofSecret,
		find: (id) => findSession(db, id, now()),
		async open(userId) {
			const { id: secret } = await lucia.createSession(userId, {});
			const session = await ofSecret(secret);
			return session && { session, secret };
		},
		async slide(session) {
			const leftMs = session.expiresAt.getTime() - now().getTime();
			if (idleMs - leftMs < extendAfterMs) return session;
			const expiresAt = new Date(now().getTime() + idleMs);
			await db.update(sessions).set({ expiresAt }).where(eq(sessions.id, session.id));
			return { ...session, expiresAt };
		},
		async end(id) {
			await db.delete(sessions).where(eq(sessions.id, id));
		},
		endAll: (userId) => lucia.invalidateUserSessions(userId),
		clean: () => lucia.deleteExpiredSessions(),
		cookie: (secret) => ({ name: lucia.sessionCookieName, value: secret, options }),
		blankCookie: () => ({
			name: lucia.sessionCookieName,
			value: '',
			options: { ...options, maxAge: 0 },
		}),
	};
}

/**
 * The secret in a Cookie header, or null. Lucia's own reader throws at a stray `%` in anybody's
 * cookie and wants a space after each semicolon.
 */
export function secretIn(cookieHeader: string | null | undefined): string | null {
	for (const pair of (cookieHeader ?? '').split(';')) {
		const [name, value] = pair.trim().split('=');
		if (name === COOKIE && value !== undefined && SECRET.test(value)) return value;
	}
	return null;
}

function hashOf(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}

/** Lucia's ids are secrets; ours are their hashes. Every id crosses here once, on its way in. */
function storeHashes(db: Db, now: () => Date): Adapter {
	return {
		async getSessionAndUser(secret) {
			const session = await findSession(db, hashOf(secret), now());
			if (!session) return [null, null];
			const userId = session.user.id;
			return [
				{ id: secret, userId, expiresAt: FAR_OFF, attributes: {} },
				{ id: userId, attributes: { session } },
			];
		},
		async setSession({ id: secret, userId }) {
			const expiresAt = new Date(now().getTime() + idleMs);
			await db.insert(sessions).values({ id: hashOf(secret), userId, expiresAt });
		},
		async deleteSession(secret) {
			await db.delete(sessions).where(eq(sessions.id, hashOf(secret)));
		},
		async deleteUserSessions(userId) {
			await db.delete(sessions).where(eq(sessions.userId, userId));
		},
		async deleteExpiredSessions() {
			await db.delete(sessions).where(lte(sessions.expiresAt, now()));
		},
		getUserSessions() {
			throw new Error('Sessions of a user cannot be listed: their secrets are not kept.');
		},
		updateSessionExpiration() {
			throw new Error('Lucia extended a session whose end it should never reach.');
		},
	};
}

/** One query: the session, its person, and what the person may do in their force at this moment. */
async function findSession(db: Db, id: string, at: Date): Promise<Session | null> {
	const [row] = await db
		.select({
			id: sessions.id,
			expiresAt: sessions.expiresAt,
			user: { id: users.id, name: users.name, email: users.email },
			force: { id: forces.id, name: forces.name },
			role: memberships.role,
			departments: departmentsIn(memberships.forceId),
		})
		.from(sessions)
		.innerJoin(users, eq(users.id, sessions.userId))
		.innerJoin(memberships, eq(memberships.userId, users.id))
		.innerJoin(forces, eq(forces.id, memberships.forceId))
		.where(and(eq(sessions.id, id), gt(sessions.expiresAt, at)))
		// Somebody of two forces gets the first by id until a session can choose its force.
		.orderBy(forces.id)
		.limit(1);
	return row ?? null;
}
