/** Who may open which page: asked by every load below `/boards` before it reads anything. */
import { error, redirect } from '@sveltejs/kit';
import { opensBoards, seesLiveView } from '#lib/domain/roles.ts';
import type { Session } from '#server/auth/session.ts';
import type { ProjectedBoard } from '#server/projection/projection.ts';

/** The hook lets nobody through without a session; this is for the type, and for the day it changes. */
function signedIn(locals: App.Locals): Session {
	return locals.session ?? redirect(303, '/login');
}

/** Lists of inspections and live views: everybody but administrators. */
export function readerOf(locals: App.Locals): Session {
	const session = signedIn(locals);
	if (!seesLiveView(session.role)) {
		error(403, {
			message: 'An administrator looks after accounts and settings and opens no board.',
			remedy:
				'To work with inspections, ask the inspection team to give you a role in the force. ' +
				'Sign out to use another account.',
		});
	}
	return session;
}

/** Overview and pillar boards: everybody who works on them, and executives to read. */
export function boardReaderOf(locals: App.Locals): Session {
	const session = readerOf(locals);
	if (!opensBoards(session.role)) {
		error(403, {
			message: 'An observer reads what the force has released, in the live view.',
			remedy: 'Open the live view of this inspection. Ask the force if you miss something there.',
		});
	}
	return session;
}

const boards = new WeakMap<App.Locals, Promise<ProjectedBoard | null>>();

/** The board of a page's address: read once for a request, by whichever load asks first. */
export function boardOf(locals: App.Locals, id: string): Promise<ProjectedBoard | null> {
	const before = boards.get(locals);
	if (before !== undefined) return before;
	const { session, services } = locals;
	const read = session
		? services.projection.board(session.force.id, id)
		: Promise.resolve<null>(null);
	boards.set(locals, read);
	return read;
}
