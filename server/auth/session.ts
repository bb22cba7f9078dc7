import type { Actor, Role } from '#lib/domain/roles.ts';

/** Who is signed in: what a page, an endpoint and the upgrade to a socket all judge by. */
export interface Session {
	/** SHA-256 of the session's secret, hex: what the database holds; the cookie holds the secret */
	readonly id: string;
	readonly user: { readonly id: string; readonly name: string; readonly email: string };
	readonly force: { readonly id: string; readonly name: string };
	readonly role: Role;
	/** ids of the person's departments in this force */
	readonly departments: readonly string[];
	readonly expiresAt: Date;
}

export function actorOf(session: Session): Actor {
	return { id: session.user.id, role: session.role, departments: session.departments };
}

/** Somebody of the force, for names on cards and for choosing an owner. */
export interface Person {
	readonly id: string;
	readonly name: string;
	readonly role: Role;
	readonly departments: readonly string[];
}

export interface Department {
	readonly id: string;
	readonly name: string;
}

/** As SvelteKit's `cookies.set(name, value, options)` takes it. */
export interface SessionCookie {
	readonly name: string;
	readonly value: string;
	readonly options: {
		readonly path: '/';
		readonly httpOnly: true;
		readonly sameSite: 'lax';
		/** only over https */
		readonly secure: boolean;
		/** 0 takes the cookie away */
		readonly maxAge?: number;
	};
}

export type SignIn =
	| { readonly ok: true; readonly session: Session; readonly secret: string }
	| { readonly ok: false; readonly code: 'wrong' }
	| { readonly ok: false; readonly code: 'wait'; readonly minutes: number };

/**
 * The database could not be asked. It is not the answer "nobody": a page answers 503 and a socket
 * 4503 (try again), never 401 or 4401, which would end somebody's work for good.
 */
export class DatabaseAway extends Error {
	override readonly name = 'DatabaseAway';
}

/** Everything about accounts: the one module to replace when the way of signing in changes. */
export interface Auth {
	/**
	 * Ten wrong tries for one account in 15 minutes make that account wait, with the right password
	 * too, and whether or not there is such an account. @throws DatabaseAway
	 */
	signIn(email: string, password: string): Promise<SignIn>;
	/**
	 * One-press sign-in of the demonstration, offered on loopback only; the caller checks that. Only
	 * for somebody of `withPassword`, else `wrong`. @throws DatabaseAway
	 */
	signInAs(userId: string): Promise<SignIn>;
	/**
	 * The session of a Cookie header; null when there is none, or it is expired or revoked, or its
	 * person has no membership left. Slides the expiry. @throws DatabaseAway
	 */
	sessionOf(cookieHeader: string | null | undefined): Promise<Session | null>;
	/**
	 * The session once more, for a socket that stays open: rights and expiry as they are now.
	 * @param id    `Session.id`
	 * @param used  whether the person did something since the last check: only that slides the expiry,
	 *              so that a forgotten window does not keep a session alive
	 * @throws DatabaseAway
	 */
	recheck(id: string, used: boolean): Promise<Session | null>;
	/** Ends one session and tells the listeners. @throws DatabaseAway */
	signOut(session: Session): Promise<void>;
	/** Ends every session of a person and tells the listeners. @throws DatabaseAway */
	signOutEverywhere(userId: string): Promise<void>;
	/** To be called after the commit of a change of somebody's membership (`accounts.ts`). */
	rightsChanged(userId: string): void;
	/**
	 * The cookie of a new session, and the one that takes it away. It names no end of its own: the
	 * browser keeps it while it runs, and the server alone decides what has expired.
	 */
	cookie(secret: string): SessionCookie;
	blankCookie(): SessionCookie;
	forces(): Promise<readonly { readonly id: string; readonly name: string }[]>;
	/** Everybody of the force, by name. */
	people(force: string): Promise<readonly Person[]>;
	/** Those of them who have a password, by role and name. */
	withPassword(force: string): Promise<readonly Person[]>;
	departments(force: string): Promise<readonly Department[]>;
	/** Called when a session ends or a person's rights change, so that sockets are judged anew. */
	onRevoked(listener: (userId: string) => void): () => void;
}
