import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';
import { readerOf } from '../../access.server.ts';
import { liveModel } from './live-model.server.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const session = readerOf(locals);
	const model = await liveModel(locals.services, session, params.board);
	// The layout has answered already when the force has no such board.
	if (!model) error(404);
	return { model };
};
