/**
 * Connections that are never used again once something happened to them. postgres.js 3.4.9 reuses
 * its connection objects after the server went away: a rollback sent to a closed one ends the whole
 * process, and what a dead transaction had not yet written can be sent inside the next one
 * (porsager/postgres 1066, 1208, 1216). So each of its clients holds one connection here, does one
 * query or one transaction at a time, and is thrown away when its connection closes or fails.
 */
import postgres from 'postgres';

type Row = Record<string, unknown>;
type Parameter = string | number | boolean | null | Uint8Array;

/** The part of the driver that drizzle and our own queries need. */
export interface Sql {
	<R extends object = Row>(text: TemplateStringsArray, ...values: Parameter[]): Promise<R[]>;
	unsafe<R extends object = Row>(
		text: string,
		values?: readonly unknown[],
		options?: { readonly prepare?: boolean },
	): Answer<R>;
	/**
	 * One transaction. Rolled back and passed on when `work` throws; when the connection is lost the
	 * error has one of the driver's codes, and whether a commit arrived is not known.
	 */
	begin<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
}

/** Runs when it is awaited: as objects, or as arrays of values. */
interface Answer<R> extends PromiseLike<R[]> {
	values(): Promise<unknown[][]>;
}

export type Settings = postgres.Options<Record<string, postgres.PostgresType>>;
type Client = postgres.Sql;

interface Slot {
	readonly client: Client;
	/** its connection closed: what is sent now would go to another one, outside any transaction */
	dead: boolean;
}

class ConnectionLost extends Error {
	readonly code = 'CONNECTION_CLOSED';
}

/** The conversions that drizzle asks for; it writes them into the client that it is given. */
interface Conversions {
	readonly parsers: Record<string, (value: string) => unknown>;
	readonly serializers: Record<string, (value: unknown) => unknown>;
}

export class Pool {
	readonly options: Conversions = { parsers: {}, serializers: {} };
	readonly #open: (settings: Settings) => Client;
	readonly #most: number;
	readonly #free: Slot[] = [];
	readonly #waiting: ((slot: Slot) => void)[] = [];
	#busy = 0;
	#closed: Promise<void> | null = null;
	#allFree: (() => void) | null = null;

	/** @param open  makes a client of the driver from these settings and the caller's own */
	constructor(most: number, open: (settings: Settings) => Client) {
		this.#most = most;
		this.#open = open;
	}

	get sql(): Sql {
		return sqlOf(
			(run) => this.#query(run),
			(work) => this.#begin(work),
		);
	}

	/** Waits for what is running, takes nothing more. */
	close(): Promise<void> {
		this.#closed ??= (async () => {
			if (this.#busy > 0) await new Promise<void>((resolve) => (this.#allFree = resolve));
			await Promise.all(this.#free.splice(0).map(({ client }) => client.end({ timeout: 5 })));
		})();
		return this.#closed;
	}

	async #query<T>(run: (client: Client) => PromiseLike<T>): Promise<T> {
		const slot = await this.#take();
		try {
			return await run(slot.client);
		} catch (error) {
			slot.dead ||= !isRefusal(error);
			throw error;
		} finally {
			this.#give(slot);
		}
	}

	async #begin<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
		const slot = await this.#take();
		let over = false;
		let cause: unknown = null;
		const query = async <A>(run: (client: Client) => PromiseLike<A>): Promise<A> => {
			if (over) throw new Error('A query was sent in a transaction that is over');
			if (slot.dead) throw new ConnectionLost('The connection closed within the transaction');
			try {
				return await run(slot.client);
			} catch (error) {
				slot.dead ||= !isRefusal(error);
				cause ??= error;
				throw error;
			}
		};
		try {
			// Sent together with the first query of `work`: the server keeps the order.
			const begun = query((client) => client`begin`);
			const [done] = await Promise.all([work(sqlOf(query, refuseNested)), begun]);
			const committed = await query((client) => client`commit`);
			// The server answers ROLLBACK when a query had failed and `work` took no notice.
			if (committed.command !== 'COMMIT') throw new Error('The transaction was rolled back');
			return done;
		} catch (error) {
			if (!slot.dead) await query((client) => client`rollback`).catch(() => (slot.dead = true));
			throw isAfterRefusal(error) ? cause : error;
		} finally {
			over = true;
			this.#give(slot);
		}
	}

	async #take(): Promise<Slot> {
		if (this.#closed !== null) throw new ConnectionLost('The database connections are closed');
		this.#busy += 1;
		for (let slot = this.#free.pop(); slot !== undefined; slot = this.#free.pop()) {
			if (!slot.dead) return slot;
			discard(slot);
		}
		if (this.#busy <= this.#most) return this.#make();
		return new Promise((resolve) => this.#waiting.push(resolve));
	}

	#give(slot: Slot): void {
		this.#busy -= 1;
		if (slot.dead) discard(slot);
		const next = this.#waiting.shift();
		if (next !== undefined) next(slot.dead ? this.#make() : slot);
		else if (!slot.dead) this.#free.push(slot);
		if (this.#busy === 0) this.#allFree?.();
	}

	#make(): Slot {
		const slot: Slot = {
			client: this.#open({ max: 1, max_lifetime: null, onclose: () => (slot.dead = true) }),
			dead: false,
		};
		Object.assign(slot.client.options.parsers, this.options.parsers);
		Object.assign(slot.client.options.serializers, this.options.serializers);
		return slot;
	}
}

type Run = <T>(run: (client: Client) => PromiseLike<T>) => Promise<T>;

function sqlOf(query: Run, begin: Sql['begin']): Sql {
	const tagged = <R extends object>(text: TemplateStringsArray, ...values: Parameter[]) =>
		query((client) => client<R[]>(text, ...values));
	const unsafe: Sql['unsafe'] = <R extends object>(
		text: string,
		values: readonly unknown[] = [],
		options: { readonly prepare?: boolean } = {},
	): Answer<R> => {
		const ask = (client: Client) => client.unsafe<R[]>(text, values as never[], options);
		return {
			then: (resolve, reject) => query(ask).then(resolve, reject),
			values: () => query((client) => ask(client).values()),
		};
	};
	return Object.assign(tagged, { unsafe, begin }) as Sql;
}

const refuseNested: Sql['begin'] = () =>
	Promise.reject(new Error('A transaction cannot begin inside another one'));

/** True when the server answered and goes on: anything else leaves the connection in doubt. */
function isRefusal(error: unknown): boolean {
	return error instanceof postgres.PostgresError && error.severity === 'ERROR';
}

/** "Current transaction is aborted": says only that a query sent before this one was refused. */
function isAfterRefusal(error: unknown): boolean {
	return error instanceof postgres.PostgresError && error.code === '25P02';
}

function discard({ client }: Slot): void {
	// Nobody waits on it any more: this only closes a socket that may still be open.
	client.end({ timeout: 0 }).catch(() => undefined);
}
