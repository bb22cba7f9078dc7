/** The server can do its work: the database answers, with all migrations applied. */
import { text } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

const headers = { 'cache-control': 'no-store' };

export const GET: RequestHandler = async ({ locals }) =>
	(await locals.services.ready())
		? text('ready\n', { headers })
		: text('not ready: the database does not answer, or lacks migrations\n', {
				status: 503,
				headers,
			});
