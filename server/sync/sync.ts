/**
 * Live editing, put together: sockets, rooms and the rights of those who come. Everything it needs
 * from outside is passed in. Rules: SPEC.md; the wire: src/lib/protocol/PROTOCOL.md.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { CLOSE_GRACE_MS, SHUTDOWN_MS } from '#lib/protocol/limits.ts';
import type { Log } from '#server/log/log.ts';
import type { Clock } from './clock.ts';
import type { Lookups } from './rights.ts';
import type { SyncMetrics } from './room.ts';
import { Rooms } from './rooms.ts';
import { Door } from './upgrade.ts';
import { Visits } from './visits.ts';

export interface SyncParts extends Lookups {
	readonly log: Log;
	readonly clock: Clock;
	/** the one origin that browsers may come from */
	readonly origin: string;
	readonly metrics?: SyncMetrics;
	/** For the operator: a load, a commit or a look-up that failed. */
	readonly report: (what: string, error: unknown) => void;
}

export interface Sync {
	/** Takes an upgrade of a path under `/sync/`. */
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
	/** Commits what has come, closes every socket, and is done within `SHUTDOWN_MS`. */
	close(): Promise<void>;
	counts(): { readonly connections: number; readonly rooms: number };
}

/** What waits is committed and acknowledged first; whoever goes on typing is not waited for. */
const LAST_COMMIT_MS = 1_000;

export function createSync(parts: SyncParts): Sync {
	const { log, clock, origin, report } = parts;
	const lookups: Lookups = { auth: parts.auth, boardForce: parts.boardForce };
	const rooms = new Rooms({ log, clock, report, metrics: parts.metrics ?? null });
	const visits = new Visits({ lookups, rooms, clock, report });
	const door = new Door({ lookups, visits, clock, origin, report });
	return {
		upgrade: (request, socket, head) => door.upgrade(request, socket, head),
		counts: () => ({ connections: visits.count, rooms: rooms.count }),
		async close() {
			await orAfter(clock, LAST_COMMIT_MS, rooms.whenIdle());
			visits.closeAll();
			await orAfter(clock, SHUTDOWN_MS - LAST_COMMIT_MS - CLOSE_GRACE_MS / 2, bothOf(rooms, door));
			door.cutAll();
			rooms.stopListening();
		},
	};
}

async function bothOf(rooms: Rooms, door: Door): Promise<void> {
	await Promise.all([rooms.whenIdle(), door.allClosed()]);
}

function orAfter(clock: Clock, ms: number, done: Promise<void>): Promise<void> {
	return new Promise((resolve, reject) => {
		const stop = clock.after(ms, resolve);
		done.then(resolve, reject).finally(stop);
	});
}
