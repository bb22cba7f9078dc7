/** Why a database did not answer, as one sentence for the person who starts the server. */
import type { Target } from './client.ts';

export interface Unreachable {
	readonly ok: false;
	readonly code: 'away' | 'refused' | 'no such database' | 'too old';
	/** never holds the password */
	readonly message: string;
}

/** Codes of Node's sockets and of postgres.js while connecting. */
const AWAY = new Set([
	'ECONNREFUSED',
	'ECONNRESET',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ENOENT',
	'ENOTFOUND',
	'EAI_AGAIN',
	'ETIMEDOUT',
	'CONNECT_TIMEOUT',
	'CONNECTION_CLOSED',
	'CONNECTION_ENDED',
	'CONNECTION_DESTROYED',
	// Postgres itself: shutting down, crashed, starting up
	'57P01',
	'57P02',
	'57P03',
]);

/** Wrong password, no such role, no entry for this host, too many connections. */
const REFUSED = new Set(['28P01', '28000', '53300', '42501']);

/** @returns null when the error has nothing to do with reaching the database */
export function explainFailure(error: unknown, target: Target): Unreachable | null {
	const code = codeOf(error);
	if (code === null) return null;
	const where = place(target);
	if (AWAY.has(code)) {
		return {
			ok: false,
			code: 'away',
			message: `The database at ${where} does not answer (${code}).`,
		};
	}
	if (REFUSED.has(code)) {
		const said = error instanceof Error ? error.message : code;
		return { ok: false, code: 'refused', message: `The database at ${where} refused us: ${said}.` };
	}
	if (code === '3D000') {
		return { ok: false, code: 'no such database', message: `There is no database at ${where}.` };
	}
	return null;
}

/** drizzle wraps the driver's error; several addresses of one host give an AggregateError. */
function codeOf(error: unknown): string | null {
	if (!(error instanceof Error)) return null;
	if ('code' in error && typeof error.code === 'string') return error.code;
	if (error instanceof AggregateError) return codeOf(error.errors[0]);
	return codeOf(error.cause);
}

function place(target: Target): string {
	switch (target.kind) {
		case 'url': {
			const { host, pathname } = new URL(target.url);
			return `${host}${pathname}`;
		}
		case 'socket':
			return target.path;
	}
}
