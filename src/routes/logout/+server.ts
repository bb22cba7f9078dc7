/** Ends the session here and at the server; its sockets are closed with it. */
import { redirect } from '@sveltejs/kit';
import { unavailable } from '../login/sign-in.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, cookies }) => {
	const { auth } = locals.services;
	// The cookie goes only when the session is gone: nobody should believe to be signed out who is not.
	if (locals.session) await auth.signOut(locals.session).catch(unavailable);
	const { name, value, options } = auth.blankCookie();
	cookies.set(name, value, options);
	redirect(303, '/login');
};
