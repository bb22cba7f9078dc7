/**
 * What the product is compared with: the least that can be done with `ws`. It passes each message on
 * to everybody else; it knows nobody, judges nothing and keeps nothing. A process of its own.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
server.on('connection', (from) => {
	from.on('message', (bytes: Buffer) => {
		for (const to of server.clients) if (to !== from) to.send(bytes);
	});
});
await once(server, 'listening');
process.send?.((server.address() as AddressInfo).port);
process.on('disconnect', () => process.exit());
