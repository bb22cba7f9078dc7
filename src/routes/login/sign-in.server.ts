/** What both ways of signing in end with. */
import { error, redirect, type Cookies } from '@sveltejs/kit';
import { DatabaseAway, type SignIn } from '#server/auth/session.ts';
import { nextPath } from './next-path.ts';

interface Request {
	readonly locals: App.Locals;
	readonly cookies: Cookies;
	readonly url: URL;
}

/** Gives the browser its new session, ends the one it had, and goes on to the page asked for. */
export async function enter(
	{ locals, cookies, url }: Request,
	{ secret }: Extract<SignIn, { ok: true }>,
): Promise<never> {
	const { auth } = locals.services;
	if (locals.session) await auth.signOut(locals.session).catch(unavailable);
	const { name, value, options } = auth.cookie(secret);
	cookies.set(name, value, options);
	redirect(303, nextPath(url.searchParams.get('next')));
}

/** An outage is said as one; everything else is passed on. */
export function unavailable(fault: unknown): never {
	if (fault instanceof DatabaseAway) error(503, 'The database cannot be reached.');
	throw fault;
}
