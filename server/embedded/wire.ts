/**
 * PostgreSQL's wire protocol in front of PGlite, which is one single backend: one session, one
 * transaction at a time. Every connection gets the backend to itself from the first message of
 * a query until the backend is ready for the next one outside a transaction; the others wait
 * in the order in which they came.
 *
 * The package `@electric-sql/pglite-socket` (0.2.17) hands over message by message instead. With
 * unnamed statements, which drizzle uses, and a failing query among them, the messages of two
 * connections mix: of 1,000 queries over 4 connections a third were answered with another one's
 * rows, and rows were written twice (`wire.test.ts` holds that load).
 *
 * What connections share, because there is one session: SET, temporary tables, advisory locks of
 * the session, names of prepared statements (postgres.js draws them at random). What is not served:
 * LISTEN, cancelling a query, and COPY FROM STDIN, in which PGlite itself never returns.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { FrameReader } from './frames.ts';

/** The part of PGlite that is needed; it works synchronously on the thread it runs on. */
export interface Backend {
	readonly execProtocolRawStream: (
		messages: Uint8Array,
		options: { readonly onRawData: (data: Uint8Array) => void },
	) => Promise<void>;
	readonly isInTransaction: () => boolean;
}

export interface WireOptions {
	readonly backend: Backend;
	readonly socketPath: string;
	/** How long a connection may keep the others waiting without saying anything */
	readonly idleInTransactionMs: number;
	/** A connection did, and was ended; what it had begun is rolled back */
	readonly onExpired: () => void;
	/** The backend itself failed: nothing it holds can be trusted any more */
	readonly onBroken: (error: unknown) => void;
}

interface Connection {
	readonly socket: Socket;
	readonly reader: FrameReader;
	isQueued: boolean;
	isClosed: boolean;
}

const SYNC_MESSAGE = message('S', '');
const ROLLBACK_MESSAGE = message('Q', 'ROLLBACK\0');
const EXPIRED_MESSAGE = message(
	'E',
	'SFATAL\0VFATAL\0C25P03\0Mterminating connection due to idle-in-transaction timeout\0\0',
);

export class WireServer {
	readonly #options: WireOptions;
	readonly #server: Server;
	readonly #connections = new Set<Connection>();
	readonly #queue: Connection[] = [];
	#holder: Connection | null = null;
	#isPumping = false;
	#idleTimer: NodeJS.Timeout | undefined;

	constructor(options: WireOptions) {
		this.#options = options;
		this.#server = createServer((socket) => this.#accept(socket));
		this.#server.maxConnections = 100;
	}

	listen(): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#server.once('error', reject);
			this.#server.listen(this.#options.socketPath, resolve);
		});
	}

	/** Ends all connections; an open transaction is rolled back by the backend's own shutdown. */
	close(): Promise<void> {
		clearTimeout(this.#idleTimer);
		return new Promise((resolve) => {
			this.#server.close(() => resolve());
			for (const { socket } of this.#connections) socket.destroy();
		});
	}

	#accept(socket: Socket): void {
		const connection: Connection = {
			socket,
			reader: new FrameReader(),
			isQueued: false,
			isClosed: false,
		};
		this.#connections.add(connection);
		socket.on('data', (chunk) => {
			connection.reader.push(chunk);
			this.#enqueue(connection);
		});
		// A peer that vanished is told by 'close', which always follows.
		socket.on('error', () => socket.destroy());
		socket.on('close', () => {
			connection.isClosed = true;
			this.#connections.delete(connection);
			if (this.#holder === connection) void this.#pump();
		});
	}

	#enqueue(connection: Connection): void {
		if (this.#holder !== connection && !connection.isQueued) {
			connection.isQueued = true;
			this.#queue.push(connection);
		}
		void this.#pump();
	}

	/** Serves whoever has the backend, then whoever is next, until nobody has anything to say. */
	async #pump(): Promise<void> {
		if (this.#isPumping) return;
		this.#isPumping = true;
		clearTimeout(this.#idleTimer);
		try {
			for (let next = this.#next(); next !== null; next = this.#next()) {
				if (!(await this.#serve(next))) break;
			}
		} catch (error) {
			this.#options.onBroken(error);
			return;
		}
		this.#isPumping = false;
		const holder = this.#holder;
		if (holder !== null) {
			this.#idleTimer = setTimeout(() => this.#expire(holder), this.#options.idleInTransactionMs);
		}
	}

	#next(): Connection | null {
		if (this.#holder !== null) return this.#holder;
		const next = this.#queue.shift() ?? null;
		if (next !== null) next.isQueued = false;
		return next;
	}

	/** @returns false when the connection keeps the backend and its next message is not here yet */
	async #serve(connection: Connection): Promise<boolean> {
		if (connection.isClosed) {
			if (this.#holder === connection) await this.#release();
			return true;
		}
		const taken = connection.reader.take();
		switch (taken.kind) {
			case 'incomplete':
				return this.#holder !== connection;
			case 'encryption':
				connection.socket.write('N');
				this.#enqueueAgain(connection);
				return true;
			case 'startup':
				await this.#run(taken.bytes, connection);
				this.#enqueueAgain(connection);
				return true;
			case 'messages':
				this.#holder = connection;
				await this.#run(taken.bytes, connection);
				if (taken.completes && !this.#options.backend.isInTransaction()) {
					this.#holder = null;
					this.#enqueueAgain(connection);
				}
				return true;
			case 'cancel':
			case 'terminate':
			case 'malformed':
				// The 'close' event of the socket comes a tick later and finds nothing left to do.
				connection.socket.end();
				connection.isClosed = true;
				if (this.#holder === connection) await this.#release();
				return true;
		}
	}

	/** There may be more in the reader; whoever came in the meantime goes first. */
	#enqueueAgain(connection: Connection): void {
		if (connection.isQueued) return;
		connection.isQueued = true;
		this.#queue.push(connection);
	}

	/** The holder is gone: leave no half-told query and no transaction to the next one. */
	async #release(): Promise<void> {
		this.#holder = null;
		await this.#run(SYNC_MESSAGE, null);
		if (this.#options.backend.isInTransaction()) await this.#run(ROLLBACK_MESSAGE, null);
	}

	/** Says why before it hangs up, as PostgreSQL does with `idle_in_transaction_session_timeout`. */
	#expire(connection: Connection): void {
		connection.socket.end(EXPIRED_MESSAGE);
		connection.isClosed = true;
		this.#options.onExpired();
		void this.#pump();
	}

	async #run(messages: Buffer, connection: Connection | null): Promise<void> {
		await this.#options.backend.execProtocolRawStream(messages, {
			// The bytes lie in memory that the backend uses again, so they are copied.
			onRawData: (data) => void connection?.socket.write(Buffer.from(data)),
		});
	}
}

function message(type: string, text: string): Buffer {
	const body = Buffer.from(text);
	const head = Buffer.alloc(5, type);
	head.writeUInt32BE(body.length + 4, 1);
	return Buffer.concat([head, body]);
}
