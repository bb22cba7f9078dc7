/** The process answers: nothing else is asked, so that an outage of the database restarts nobody. */
import { text } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = () =>
	text('ok\n', { headers: { 'cache-control': 'no-store' } });
