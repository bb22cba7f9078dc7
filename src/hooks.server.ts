/**
 * What every request passes: one address, one origin, a session. Kit's `init` hook builds the app,
 * so that the first request, the first socket and the signal that ends it all meet one instance.
 */
import {
	error,
	redirect,
	type Handle,
	type HandleServerError,
	type ServerInit,
} from '@sveltejs/kit';
import { building } from '$app/environment';
import { startApp, type App } from '#server/app.ts';
import { DatabaseAway, type Session } from '#server/auth/session.ts';
import {
	isForeignWrite,
	loopbackDetour,
	needsSession,
	signInAddress,
} from '#server/http/guards.ts';

let app: App;

export const init: ServerInit = async () => {
	if (!building) app = await startApp();
};

const HEADERS = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

export const handle: Handle = async ({ event, resolve }) => {
	const { request, url, locals } = event;
	locals.services = app.services;

	const detour = loopbackDetour(request.headers.get('host'), url, app.origin);
	if (detour !== null && request.method === 'GET') redirect(307, detour);
	if (isForeignWrite(request, app.origin)) error(403, 'This was sent from another site.');

	locals.session = await sessionOf(request, url.pathname);
	if (locals.session === null && needsSession(url.pathname)) turnAway(request, url);

	const theme = themeOf(event.cookies.get('theme'));
	const response = await resolve(event, {
		transformPageChunk: ({ html }) => html.replace('%peelboard.theme%', theme),
	});
	for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
	// What is behind a session is nobody else's: no shared cache keeps it.
	if (!response.headers.has('cache-control')) {
		response.headers.set('cache-control', 'private, no-cache');
	}
	return response;
};

/** Open pages are shown without the database too: health has to answer just then. */
async function sessionOf(request: Request, pathname: string): Promise<Session | null> {
	try {
		return await app.services.auth.sessionOf(request.headers.get('cookie'));
	} catch (failure) {
		if (!(failure instanceof DatabaseAway)) throw failure;
		if (needsSession(pathname)) error(503, 'The database cannot be reached at the moment.');
		return null;
	}
}

/** Pages lead to the sign-in page and back; programs are told. */
function turnAway(request: Request, url: URL): never {
	const wanted = request.headers.get('accept') ?? '';
	if (url.pathname.startsWith('/api/') || wanted.includes('text/event-stream')) {
		error(401, 'Sign in first.');
	}
	redirect(303, request.method === 'GET' ? signInAddress(url) : '/login');
}

function themeOf(cookie: string | undefined): string {
	return cookie === 'light' || cookie === 'dark' ? `data-theme="${cookie}"` : '';
}

/** A fault is for whoever runs the server; a reader gets words that say what to do. */
export const handleError: HandleServerError = ({ error: fault, event, status, message }) => {
	if (fault instanceof DatabaseAway) {
		return {
			message: 'The database cannot be reached. Nothing can be shown or saved at the moment.',
			remedy: 'Everything that was saved is safe. Wait a minute and load the page again.',
		};
	}
	if (status >= 500) app.report(`${event.request.method} ${event.url.pathname}`, fault);
	return { message };
};
