/**
 * A real sync server on a free port: real HTTP, real sockets, the log and the clock of the test.
 * Sessions are in the test's hands; how they come about is tested with the accounts.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as Y from 'yjs';
import { createBoard } from '#lib/domain/board.ts';
import type { Role } from '#lib/domain/roles.ts';
import { sampleAction, sampleFinding, samplePillar } from '#lib/domain/samples.ts';
import type { Session } from '#server/auth/session.ts';
import type { Log } from '#server/log/log.ts';
import { MemoryLog } from '#server/log/memory-log.ts';
import { createSync, type Sync } from '#server/sync/sync.ts';
import { HandClock } from './hand-clock.ts';

export const BOARD = 'board:north-2025';
export const NARRATIVE = 'narrative:north-2025:action-1';
export const FORCE_ID = 'force-north';

export interface TestPerson {
	role: Role;
	departments: readonly string[];
	expiresInMs: number;
	force: string;
	name: string;
}

/** Sessions by cookie: the cookie is the person's name. */
export class TestSessions {
	readonly people = new Map<string, TestPerson>();
	/** set: every look-up fails with it */
	failure: Error | null = null;
	readonly #listeners = new Set<(userId: string) => void>();
	readonly #now: () => number;

	constructor(now: () => number) {
		this.#now = now;
		this.set('cora', { role: 'coordinator' });
		this.set('lena', { role: 'lead', departments: ['contact'] });
		this.set('luke', { role: 'lead', departments: ['custody'] });
		this.set('cleo', { role: 'contributor', departments: ['contact'] });
		this.set('eva', { role: 'executive' });
		this.set('ola', { role: 'observer' });
		this.set('adam', { role: 'administrator' });
	}

	set(name: string, person: Partial<TestPerson>): void {
		const departments: readonly string[] = [];
		const fresh: TestPerson = {
			role: 'coordinator',
			departments,
			expiresInMs: 12 * 3_600_000,
			force: FORCE_ID,
			name,
		};
		this.people.set(name, { ...(this.people.get(name) ?? fresh), ...person });
	}

	revoke(name: string): void {
		for (const listener of this.#listeners) listener(`user-${name}`);
	}

	async sessionOf(cookie: string | null | undefined): Promise<Session | null> {
		if (this.failure !== null) throw this.failure;
		const person = this.people.get(cookie ?? '');
		if (person === undefined || person.expiresInMs <= 0) return null;
		return {
			id: `session-${cookie}`,
			user: { id: `user-${cookie}`, name: person.name, email: `${cookie}@north.example` },
			force: { id: person.force, name: person.force },
			role: person.role,
			departments: person.departments,
			expiresAt: new Date(this.#now() + person.expiresInMs),
		};
	}

	/** what was said of use at each recheck, oldest first */
	readonly rechecks: boolean[] = [];

	recheck(id: string, used: boolean): Promise<Session | null> {
		this.rechecks.push(used);
		return this.sessionOf(id.replace('session-', ''));
	}

	onRevoked(listener: (userId: string) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}
}

export interface SyncServer {
	readonly url: string;
	readonly log: Log;
	readonly clock: HandClock;
	readonly sessions: TestSessions;
	readonly sync: Sync;
	/** what was reported to the operator */
	readonly reports: readonly string[];
	readonly metrics: { updates: number; refusals: string[] };
	close(): Promise<void>;
}

export const ORIGIN = 'https://board.example';

export function memoryLog(clock: HandClock): Log {
	let made = 0;
	return new MemoryLog({
		now: () => new Date(clock.now()),
		randomId: () => `generation-${(made += 1)}`,
	});
}

/** A board with one pillar, one finding and two cards, the second of another department. */
export async function withBoard(log: Log, name = BOARD): Promise<void> {
	const doc = new Y.Doc();
	doc.clientID = 1;
	createBoard(doc, {
		title: 'North 2025',
		pillars: [samplePillar({ id: 'pillar-1' })],
		findings: [sampleFinding({ id: 'finding-1', pillar: 'pillar-1' })],
		actions: [
			sampleAction({ id: 'action-1', pillar: 'pillar-1', department: 'contact' }),
			sampleAction({ id: 'action-2', pillar: 'pillar-1', department: 'custody' }),
		],
	});
	await log.create(name, {
		actor: 'server',
		clientId: 1,
		bytes: Y.encodeStateAsUpdate(doc),
	});
}

export interface SyncServerOptions {
	readonly log?: Log;
	readonly clock?: HandClock;
	readonly sessions?: TestSessions;
}

/** Boards whose id begins with `north` are of the people's force. */
export async function startSyncServer(options: SyncServerOptions = {}): Promise<SyncServer> {
	const clock = options.clock ?? new HandClock();
	const log = options.log ?? memoryLog(clock);
	const sessions = options.sessions ?? new TestSessions(() => clock.now());
	if (options.log === undefined) await withBoard(log);
	const reports: string[] = [];
	const metrics = { updates: 0, refusals: [] as string[] };
	const sync = createSync({
		log,
		clock,
		auth: sessions,
		origin: ORIGIN,
		async boardForce(board) {
			if (sessions.failure !== null) throw sessions.failure;
			const force = board.startsWith('north') ? FORCE_ID : 'force-south';
			return (await log.head(`board:${board}`)) === null ? null : force;
		},
		metrics: {
			updates: { add: (by = 1) => void (metrics.updates += by) },
			refusals: { add: (_by, rule = '') => void metrics.refusals.push(rule) },
			commitMs: { observe: () => undefined },
		},
		report: (what, error) => void reports.push(`${what}: ${String(error)}`),
	});
	const server = createServer();
	server.on('upgrade', (request, socket, head) => sync.upgrade(request, socket, head));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/sync`,
		log,
		clock,
		sessions,
		sync,
		reports,
		metrics,
		async close() {
			const closed = sync.close();
			// The clock stands still, so the limits that would end the wait are reached by hand.
			clock.pass(10_000);
			await closed;
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
