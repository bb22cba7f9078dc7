import { isId } from '#lib/domain/ids.ts';
import type { RequestHandler } from './$types';
import { readerOf } from '../../../access.server.ts';
import { eventFeed } from '../event-feed.server.ts';
import { liveModel } from '../live-model.server.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	const session = readerOf(locals);
	const { auth, projection, now, today } = locals.services;
	const { board } = params;
	if (!isId(board) || !(await liveModel(locals.services, session, board))) {
		return new Response('There is no such board.', { status: 404 });
	}
	const events = eventFeed({
		load: async () => {
			const model = await liveModel(locals.services, session, board);
			return model && JSON.stringify(model);
		},
		onChanged: (changed) =>
			projection.onProjected((change) => {
				if (change.board === board) changed();
			}),
		onRevoked: (revoked) =>
			auth.onRevoked((user) => {
				if (user === session.user.id) revoked();
			}),
		expiresAt: session.expiresAt,
		now,
		today,
	});
	return new Response(events, {
		headers: {
			'content-type': 'text/event-stream',
			'cache-control': 'no-store',
			// a proxy that gathers answers would hold the events back
			'x-accel-buffering': 'no',
		},
	});
};
