import { error, json } from '@sveltejs/kit';
import { seesLiveView } from '#lib/domain/roles.ts';
import { visibleTo } from '#lib/domain/visible.ts';
import type { RequestHandler } from './$types';

/** `GET /api/boards/<board>`: one board as the reader may see it, at the log position it shows. */
export const GET: RequestHandler = async ({ params, locals: { session, services } }) => {
	if (!session) error(401, 'Sign in first.');
	if (!seesLiveView(session.role)) error(403, 'Administrators have no boards.');
	const board = await services.projection.board(session.force.id, params.board);
	if (!board) error(404, 'There is no such board.');
	const { id, title, force, cycle, position, pillars, findings, actions } = visibleTo(
		board,
		session.role,
	);
	return json({ id, title, force, cycle, position, pillars, findings, actions });
};
