/**
 * The server can do its work: the database answers, and its tables are there. The port opens only
 * after the migrations, so what can change later is the database behind it.
 */
import { text } from '@sveltejs/kit';
import { DatabaseAway } from '#server/auth/session.ts';
import type { RequestHandler } from './$types';

const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };

export const GET: RequestHandler = async ({ locals }) => {
	try {
		await locals.services.auth.forces();
		return text('ready\n', { headers });
	} catch (fault) {
		if (!(fault instanceof DatabaseAway)) throw fault;
		return text('not ready: the database does not answer\n', { status: 503, headers });
	}
};
