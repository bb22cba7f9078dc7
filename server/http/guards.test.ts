import { describe, expect, test } from 'vitest';
import { isForeignWrite, loopbackDetour, needsSession, signInAddress } from './guards.ts';

const ORIGIN = 'http://127.0.0.1:3000';

function request(method: string, headers: Record<string, string> = {}): Request {
	return new Request(`${ORIGIN}/boards`, { method, headers });
}

describe('sessions', () => {
	test('every page and endpoint but sign-in and health needs a session', () => {
		for (const path of ['/', '/boards', '/boards/x/live', '/api/boards', '/logout', '/login/x']) {
			expect(needsSession(path), path).toBe(true);
		}
		for (const path of ['/login', '/login/demo', '/healthz', '/readyz', '/metrics']) {
			expect(needsSession(path), path).toBe(false);
		}
	});

	test('the data of a page is guarded as the page is', () => {
		expect(needsSession('/boards/__data.json')).toBe(true);
		expect(needsSession('/login/__data.json')).toBe(false);
	});

	test('signing in leads back to the page that was asked for', () => {
		expect(signInAddress(new URL(`${ORIGIN}/boards/a/q4?card=1`))).toBe(
			'/login?next=%2Fboards%2Fa%2Fq4%3Fcard%3D1',
		);
		expect(signInAddress(new URL(`${ORIGIN}/boards`))).toBe('/login');
	});
});

describe('origins', () => {
	test('a write from another site is foreign, a reading request never', () => {
		expect(isForeignWrite(request('POST', { origin: 'https://elsewhere.example' }), ORIGIN)).toBe(
			true,
		);
		expect(isForeignWrite(request('POST', { origin: 'null' }), ORIGIN)).toBe(true);
		expect(isForeignWrite(request('POST', { origin: ORIGIN }), ORIGIN)).toBe(false);
		expect(isForeignWrite(request('GET', { origin: 'https://elsewhere.example' }), ORIGIN)).toBe(
			false,
		);
	});

	test('a write without an origin passes unless the browser calls it cross-site', () => {
		expect(isForeignWrite(request('POST'), ORIGIN)).toBe(false);
		expect(isForeignWrite(request('POST', { 'sec-fetch-site': 'cross-site' }), ORIGIN)).toBe(true);
	});
});

describe('one loopback name', () => {
	const url = new URL(`${ORIGIN}/boards?x=1`);

	test('another loopback name is sent to the origin, with path and query', () => {
		expect(loopbackDetour('localhost:3000', url, ORIGIN)).toBe(`${ORIGIN}/boards?x=1`);
		expect(loopbackDetour('[::1]:3000', url, ORIGIN)).toBe(`${ORIGIN}/boards?x=1`);
	});

	test('health and figures answer under any name', () => {
		for (const path of ['/healthz', '/readyz', '/metrics']) {
			expect(loopbackDetour('localhost:3000', new URL(`${ORIGIN}${path}`), ORIGIN)).toBeNull();
		}
	});

	test('the right name, a foreign name and a missing one are left alone', () => {
		expect(loopbackDetour('127.0.0.1:3000', url, ORIGIN)).toBeNull();
		expect(loopbackDetour('boards.example', url, ORIGIN)).toBeNull();
		expect(loopbackDetour(null, url, ORIGIN)).toBeNull();
		expect(loopbackDetour('localhost:3000', url, 'https://boards.example')).toBeNull();
	});
});
