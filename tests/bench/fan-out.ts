/**
 * How long a change takes to reach the other screens of a board: one person writes 20 times a
 * second, the others watch, and every delivery is counted. The raw server and ours take turns, so
 * that what else the machine does falls on all of them alike; ratios are taken within a round.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Deliveries, Job } from './support/clients.ts';
import { processFigures } from './support/process-figures.ts';
import { signIn, type Product } from './support/product.ts';
import { median, quantile } from './support/quantiles.ts';

export interface FanOut {
	readonly watchers: number;
	readonly server: string;
	/** medians over the rounds */
	readonly medianMs: number;
	readonly p99Ms: number;
	/** until the writer is told that it is saved; null: that server never says so */
	readonly savedMs: number | null;
	/** of the medians, ours to raw */
	readonly ratio: number;
	/** of the whole run, both null where the system does not tell */
	readonly cpuSeconds: number | null;
	readonly rssMiB: number | null;
	/** all of all rounds; each came, in order and once */
	readonly deliveries: number;
}

interface Server {
	readonly name: string;
	readonly pid: number;
	readonly job: Pick<Job, 'url' | 'cookies'>;
}

interface Round {
	readonly medianMs: number;
	readonly p99Ms: number;
	readonly savedMs: number | null;
	readonly ratio: number;
	readonly cpuSeconds: number | null;
	readonly rssMiB: number | null;
	readonly deliveries: number;
}

export const FAN_OUT = {
	watchers: [50, 200],
	rounds: 5,
	updates: 220,
	warmUp: 20,
	updatesPerSecond: 20,
} as const;

/** Everybody of the demonstration who may open a board's document; one may have 50 sockets. */
const PEOPLE = ['coordinator', 'lead.contact', 'lead.vulnerability', 'contributor', 'executive'];
const BOARD = 'durham-2023-25';

/** @param products by the name of their database */
export async function measureFanOut(
	products: ReadonlyMap<string, Product>,
	say: (line: string) => void,
): Promise<FanOut[]> {
	const raw = await startRaw();
	const servers: Server[] = [raw.server];
	for (const [name, product] of products) servers.push(await withPeople(name, product));
	const results: FanOut[] = [];
	for (const watchers of FAN_OUT.watchers) {
		const rounds = new Map<Server, Round[]>(servers.map((server) => [server, []]));
		for (let n = 1; n <= FAN_OUT.rounds; n += 1) {
			say(`Fan-out to ${watchers}, round ${n} of ${FAN_OUT.rounds}`);
			let rawMs: number | null = null;
			for (const server of servers) {
				const round = await measure(server, watchers, n, rawMs);
				rawMs ??= round.medianMs;
				rounds.get(server)?.push(round);
			}
		}
		for (const [{ name }, all] of rounds) results.push(summary(name, watchers, all));
	}
	raw.stop();
	return results;
}

async function measure(
	server: Server,
	watchers: number,
	round: number,
	rawMs: number | null,
): Promise<Round> {
	const clients = forked('clients.ts');
	const { updates, warmUp, updatesPerSecond } = FAN_OUT;
	// A card for each round: a text stays far below its limit.
	const action = `durham-2023-25-q4-responding-resp-${round}`;
	clients.send({ ...server.job, action, watchers, updates, warmUp, updatesPerSecond });
	await answer(clients);
	const before = await processFigures(server.pid);
	clients.send('go');
	const { ms, savedMs } = (await answer(clients)) as Deliveries;
	const after = await processFigures(server.pid);
	if (ms.length !== watchers * (updates - warmUp)) throw new Error(`${ms.length} were timed`);
	const medianMs = median(ms);
	return {
		medianMs,
		p99Ms: quantile(ms, 0.99),
		savedMs: savedMs.length === 0 ? null : median(savedMs),
		ratio: medianMs / (rawMs ?? medianMs),
		cpuSeconds: before && after && after.cpuSeconds - before.cpuSeconds,
		rssMiB: after && after.rssMiB,
		deliveries: watchers * updates,
	};
}

function summary(server: string, watchers: number, rounds: readonly Round[]): FanOut {
	const over = (pick: (round: Round) => number | null): number | null => {
		const values = rounds.map(pick).filter((value) => value !== null);
		return values.length === 0 ? null : median(values);
	};
	return {
		watchers,
		server,
		medianMs: median(rounds.map((round) => round.medianMs)),
		p99Ms: median(rounds.map((round) => round.p99Ms)),
		ratio: median(rounds.map((round) => round.ratio)),
		savedMs: over((round) => round.savedMs),
		cpuSeconds: over((round) => round.cpuSeconds),
		rssMiB: over((round) => round.rssMiB),
		deliveries: rounds.reduce((sum, round) => sum + round.deliveries, 0),
	};
}

async function withPeople(name: string, { origin, pid }: Product): Promise<Server> {
	const cookies: string[] = [];
	for (const person of PEOPLE) cookies.push(await signIn(origin, `${person}@durham.example`));
	const url = `${origin.replace('http', 'ws')}/sync/board:${BOARD}?v=1`;
	return { name, pid, job: { url, cookies } };
}

async function startRaw(): Promise<{ server: Server; stop: () => void }> {
	const child = forked('raw-server.ts');
	const port = (await answer(child)) as number;
	const job = { url: `ws://127.0.0.1:${port}`, cookies: null };
	return {
		server: { name: 'raw sockets', pid: child.pid ?? 0, job },
		stop: () => child.disconnect(),
	};
}

function forked(file: string): ChildProcess {
	return fork(path.join(import.meta.dirname, 'support', file), { serialization: 'advanced' });
}

/** @throws when the process ends without a word; what it had to say stands above */
async function answer(child: ChildProcess): Promise<unknown> {
	const ended = new AbortController();
	const { signal } = ended;
	const died = once(child, 'exit', { signal }).then(() => {
		throw new Error('A process of the fan-out ended before it was done');
	});
	try {
		const come = once(child, 'message', { signal }) as Promise<[unknown]>;
		const [message] = await Promise.race([come, died]);
		return message;
	} finally {
		ended.abort();
		died.catch(() => undefined);
	}
}
