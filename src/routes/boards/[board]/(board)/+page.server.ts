import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';
import { boardOf, boardReaderOf } from '../../access.server.ts';

/** The board as its rows show it; the page follows the live document as soon as that is synced. */
export const load: PageServerLoad = async ({ locals, params }) => {
	boardReaderOf(locals);
	const { inspections } = locals.services;
	const [board, measures, peers] = await Promise.all([
		boardOf(locals, params.board),
		inspections.measures(params.board),
		inspections.peers(params.board),
	]);
	// The layout has answered already when the force has no such board.
	if (!board) error(404);
	return { board, measures, peers };
};
