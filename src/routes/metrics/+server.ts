/** Figures for Prometheus, for this machine or with the token. */
import { error, text } from '@sveltejs/kit';
import { mayReadMetrics } from '#server/metrics/access.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, request, getClientAddress }) => {
	const { metrics } = locals.services;
	if (!mayReadMetrics(getClientAddress(), request.headers, metrics.token)) {
		error(403, 'Figures are read on the server itself, or with the token.');
	}
	return text(metrics.text(), {
		headers: { 'content-type': 'text/plain; version=0.0.4', 'cache-control': 'no-store' },
	});
};
