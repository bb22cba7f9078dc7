/**
 * What a request must pass before any page sees it: the right address, the right origin, a session.
 * Pure functions of headers and address, so that each rule has a test without a server.
 */

/** Pages and endpoints that answer without a session: signing in, health, and what a page is made of. */
const OPEN_PATHS = new Set(['/login', '/login/demo', '/healthz', '/readyz', '/metrics']);

export function needsSession(pathname: string): boolean {
	return !OPEN_PATHS.has(pathname.replace(/\/__data\.json$/, ''));
}

/**
 * A request that writes must come from our own pages. A browser always says from where (`Origin`),
 * so a missing one is not a browser, carries nobody's cookie by accident, and may pass.
 */
export function isForeignWrite(request: Request, origin: string): boolean {
	if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') {
		return false;
	}
	const from = request.headers.get('origin');
	if (from !== null) return from !== origin;
	return request.headers.get('sec-fetch-site') === 'cross-site';
}

/** Asked by programs, which carry no cookie and follow no redirect. */
const MACHINE_PATHS = new Set(['/healthz', '/readyz', '/metrics']);

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * A page asked for as `localhost` while the product is known as `127.0.0.1` (or the other way round)
 * would get a cookie and a socket of another origin; it is sent to the one address.
 * @param host  the Host header
 * @returns the address to go to, or null when the request is where it belongs
 */
export function loopbackDetour(host: string | null, url: URL, origin: string): string | null {
	const own = new URL(origin);
	// Programs that watch the server ask by whatever name they know.
	if (host === null || host === own.host || MACHINE_PATHS.has(url.pathname)) return null;
	const asked = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
	if (!LOOPBACK.has(asked) || !LOOPBACK.has(own.hostname)) return null;
	return `${origin}${url.pathname}${url.search}`;
}

/** Where to go after signing in: a path of this site, or the list of boards. */
export function signInAddress(url: URL): string {
	const next = `${url.pathname}${url.search}`;
	return next === '/' || next === '/boards' ? '/login' : `/login?next=${encodeURIComponent(next)}`;
}
