import { error, json } from '@sveltejs/kit';
import { opensBoards } from '#lib/domain/roles.ts';
import type { RequestHandler } from './$types';

/** A record's evidence narrative as HTML, for a drawer that is opened without loading the page. */
export const GET: RequestHandler = async ({ params, locals: { session, services } }) => {
	if (!session || !opensBoards(session.role)) error(403, 'This is not open to you.');
	const board = await services.projection.board(session.force.id, params.board);
	const known = [...(board?.actions ?? []), ...(board?.findings ?? [])];
	if (!known.some((record) => record.id === params.record)) error(404, 'There is no such card.');
	return json(await services.narratives.read(params.board, params.record));
};
