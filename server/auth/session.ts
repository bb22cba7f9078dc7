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

export type SignIn =
	| { readonly ok: true; readonly session: Session; readonly secret: string }
	| { readonly ok: false; readonly code: 'wrong' }
	| { readonly ok: false; readonly code: 'wait'; readonly minutes: number };

/** Everything about accounts: the one module to replace when the way of signing in changes. */
export interface Auth {
	/** Ten wrong tries for one account in 15 minutes make that account wait. */
	signIn(email: string, password: string): Promise<SignIn>;
	/** One-press sign-in of the demonstration, offered on loopback only. */
	signInAs(userId: string): Promise<SignIn>;
	/** The session of a Cookie header; null when there is none, or it is expired or revoked. Slides the expiry. */
	sessionOf(cookieHeader: string | null | undefined): Promise<Session | null>;
	signOut(session: Session): Promise<void>;
	/** The Set-Cookie values for a new session and for the end of one. */
	cookie(secret: string, expiresAt: Date): string;
	blankCookie(): string;
	people(force: string): Promise<readonly Person[]>;
	departments(force: string): Promise<readonly Department[]>;
	/** Called when a session ends or a person's rights change, so that sockets are judged anew. */
	onRevoked(listener: (userId: string) => void): () => void;
}
