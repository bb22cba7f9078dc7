/** The process answers: nothing else is asked, so that an outage of the database restarts nobody. */
import { text } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };

export const GET: RequestHandler = () => text('ok\n', { headers });
