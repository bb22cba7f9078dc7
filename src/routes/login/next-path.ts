/**
 * Where to go after signing in: the page that was asked for, or the inspections. Only a path of this
 * site counts, so that a link to our sign-in page cannot lead to somebody else's.
 */
const HOME = '/boards';
const HERE = 'http://here.invalid';

/** @param next  the `next` of the address: whatever somebody put there */
export function nextPath(next: string | null): string {
	if (next === null || !next.startsWith('/') || !URL.canParse(next, HERE)) return HOME;
	// Browsers read `/\host`, `/..//host` and a tab after the slash as another host; so does URL.
	const { origin, pathname, search } = new URL(next, HERE);
	const elsewhere = origin !== HERE || pathname.startsWith('//');
	const loop = pathname === '/login' || pathname.startsWith('/login/') || pathname === '/logout';
	return elsewhere || loop ? HOME : `${pathname}${search}`;
}
