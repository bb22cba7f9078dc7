import { fail, redirect } from '@sveltejs/kit';
import { missing, waiting, WRONG } from './fault-words.ts';
import { nextPath } from './next-path.ts';
import { enter, unavailable } from './sign-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const next = nextPath(url.searchParams.get('next'));
	if (locals.session) redirect(303, next);
	const { auth, demonstration } = locals.services;
	const forces = await auth.forces().catch(unavailable);
	const [only, ...others] = forces;
	const invented = demonstration
		? await Promise.all(forces.map(({ id }) => auth.withPassword(id))).catch(unavailable)
		: [];
	return {
		next,
		/** whose boards these are, when they are one force's */
		forceName: only && others.length === 0 ? only.name : null,
		/** the accounts of the demonstration, where they are offered */
		invented: invented.flat().map(({ id, name, role }) => ({ id, name, role })),
	};
};

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const email = textOf(form.get('email'));
		const password = textOf(form.get('password'));
		const incomplete = missing(email, password);
		if (incomplete) return fail(400, { email, ...incomplete });

		const signIn = await event.locals.services.auth.signIn(email, password).catch(unavailable);
		if (signIn.ok) return enter(event, signIn);
		switch (signIn.code) {
			case 'wrong':
				return fail(400, { email, ...WRONG });
			case 'wait':
				event.setHeaders({ 'retry-after': String(signIn.minutes * 60) });
				return fail(429, { email, ...waiting(signIn.minutes) });
		}
	},
};

function textOf(value: FormDataEntryValue | null): string {
	return typeof value === 'string' ? value : '';
}
