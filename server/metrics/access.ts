/**
 * Who may read the figures: this machine, or somebody with the token. A request that a proxy passed
 * on comes from this machine too, whoever sent it, so a forwarded one needs the token.
 */
import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * @param address  of the other end of the connection
 * @param token    null: nobody but this machine
 */
export function mayReadMetrics(address: string, headers: Headers, token: string | null): boolean {
	const given = /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
	if (token !== null && given !== undefined) return isSame(given, token);
	const forwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];
	return isOwnMachine(address) && !forwarded.some((name) => headers.has(name));
}

/** In the same time wherever the two differ; hashes also hide the lengths. */
function isSame(given: string, token: string): boolean {
	const [a, b] = [given, token].map((text) => createHash('sha256').update(text).digest());
	return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

function isOwnMachine(address: string): boolean {
	const plain = address.replace(/^::ffff:/i, '');
	return plain === '::1' || /^127(\.\d{1,3}){3}$/.test(plain);
}
