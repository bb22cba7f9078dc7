import { error, json } from '@sveltejs/kit';
import { seesLiveView } from '#lib/domain/roles.ts';
import type { RequestHandler } from './$types';

/** `GET /api/boards`: the boards of the reader's force, newest first. */
export const GET: RequestHandler = async ({ locals: { session, services } }) => {
	if (!session) error(401, 'Sign in first.');
	if (!seesLiveView(session.role)) error(403, 'Administrators have no boards.');
	const boards = await services.projection.boards(session.force.id);
	return json(boards.map(({ id, title, force, cycle }) => ({ id, title, force, cycle })));
};
