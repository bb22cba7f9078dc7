/** One-press sign-in as somebody of the demonstration, where the app offers it. */
import { error, redirect } from '@sveltejs/kit';
import { enter, unavailable } from '../sign-in.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const { auth, demonstration } = event.locals.services;
	if (!demonstration) error(404, 'The accounts of the demonstration are not offered here.');
	const user = (await event.request.formData()).get('user');
	if (typeof user !== 'string') error(400, 'Choose one of the accounts.');
	const signIn = await auth.signInAs(user).catch(unavailable);
	return signIn.ok ? enter(event, signIn) : redirect(303, `/login${event.url.search}`);
};
