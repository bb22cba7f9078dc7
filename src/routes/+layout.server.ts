import type { LayoutServerLoad } from './$types';

/** Who is signed in: what the bar of every page shows. Nothing secret: the page's data is readable. */
export const load: LayoutServerLoad = ({ locals }) => {
	const { session } = locals;
	return {
		me: session && {
			id: session.user.id,
			name: session.user.name,
			role: session.role,
			departments: session.departments,
		},
		force: session && session.force,
	};
};
