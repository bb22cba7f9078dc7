import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { PRESENCE_EVERY_MS } from '#lib/protocol/limits.ts';
import { joined } from '../../tests/support/sockets.ts';
import {
	BOARD,
	ORIGIN,
	startSyncServer,
	type SyncServer,
} from '../../tests/support/sync-server.ts';
import { readDocument } from './read-document.ts';

let server: SyncServer;
let providers: WebsocketProvider[] = [];

beforeEach(async () => {
	server = await startSyncServer();
});
afterEach(async () => {
	for (const provider of providers) {
		provider.awareness.destroy();
		provider.destroy();
	}
	providers = [];
	await server.close();
});

/** The real package as it comes, in a browser with this person's cookie. */
function stock(cookie: string, doc = new Y.Doc(), url = server.url): WebsocketProvider {
	class BrowserSocket extends WebSocket {
		constructor(address: string | URL, protocols?: string | string[]) {
			super(address, protocols, { headers: { cookie }, origin: ORIGIN });
		}
	}
	const provider = new WebsocketProvider(url, BOARD, doc, {
		WebSocketPolyfill: BrowserSocket as unknown as typeof globalThis.WebSocket,
		disableBc: true,
		maxBackoffTime: 50,
	});
	providers.push(provider);
	return provider;
}

const synced = (provider: WebsocketProvider) =>
	new Promise<void>((resolve) => {
		if (provider.synced) resolve();
		else provider.once('sync', () => resolve());
	});

const titleIs = (doc: Y.Doc, title: string) =>
	new Promise<void>((resolve) => {
		const look = () => {
			if (doc.getMap('meta').get('title') !== title) return;
			doc.off('update', look);
			resolve();
		};
		doc.on('update', look);
		look();
	});

test('a stock y-websocket client reads, writes and sees who is there', async () => {
	const [cora, lena] = [stock('cora'), stock('lena')];
	await Promise.all([synced(cora), synced(lena)]);
	expect(cora.doc.getMap('meta').get('title')).toBe('North 2025');
	cora.doc.getMap('meta').set('title', 'by a stock client');
	await titleIs(lena.doc, 'by a stock client');
	const seen = new Promise<unknown>((resolve) => {
		lena.awareness.on('change', () => {
			const state = lena.awareness.getStates().get(cora.doc.clientID);
			if (state?.['place'] === 'action-1') resolve(state);
		});
	});
	cora.awareness.setLocalState({ place: 'action-1', user: { name: 'somebody else' } });
	// Presence goes out 20 times a second; what comes after it on the socket says it has come.
	cora.doc.getMap('meta').set('title', 'and then');
	await titleIs(lena.doc, 'and then');
	server.clock.pass(PRESENCE_EVERY_MS);
	expect(await seen).toEqual({
		place: 'action-1',
		user: {
			id: 'user-cora',
			name: 'cora',
			role: 'coordinator',
			colour: expect.any(Number) as number,
		},
	});
	expect(cora.awareness.getLocalState()).toEqual({
		place: 'action-1',
		user: { name: 'somebody else' },
	});
});

test('what it typed while the server was away arrives when it is back', async () => {
	const cora = stock('cora');
	await synced(cora);
	const { log, sessions, url } = server;
	await server.close();
	cora.doc.getMap('meta').set('title', 'typed while away');
	server = await startSyncServer({ log, sessions });
	// The port is another one; a proxy in front would hide that.
	cora.serverUrl = server.url;
	expect(server.url).not.toBe(url);
	const { client, doc } = await joined(server.url, BOARD, { cookie: 'eva' });
	await client.next((frame) => {
		if (frame.kind === 'update') Y.applyUpdate(doc, frame.update);
		return doc.getMap('meta').get('title') === 'typed while away';
	});
	expect((await readDocument(log, BOARD))?.getMap('meta').get('title')).toBe('typed while away');
});

test('it stops for good when it is not allowed in, and when it is refused', async () => {
	const closed = (provider: WebsocketProvider) =>
		new Promise<number>((resolve) => provider.once('closed', ({ code }) => resolve(code)));
	expect(await closed(stock('ola'))).toBe(4403);
	expect(await closed(stock('nobody'))).toBe(4401);
	const eva = stock('eva');
	await synced(eva);
	const refused = closed(eva);
	eva.doc.getMap('meta').set('title', 'forbidden');
	expect(await refused).toBe(4409);
	expect((await readDocument(server.log, BOARD))?.getMap('meta').get('title')).toBe('North 2025');
});
