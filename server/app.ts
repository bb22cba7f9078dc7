/**
 * The composition root: puts the parts together once per process, hands them to the pages
 * (`event.locals.services`) and to the entry. The clock, the dice and the ids of the whole server
 * come from here. A start goes through migrations, demonstration and projection in this order; only
 * then does the port open.
 */
import { randomUUID } from 'node:crypto';
import { connect } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import { calendarDateOf, type CalendarDate } from '#lib/domain/dates.ts';
import { createAuth } from './auth/auth.ts';
import { argon2Passwords } from './auth/passwords.ts';
import type { Auth } from './auth/session.ts';
import { runCommand, type CommandParts } from './commands/commands.ts';
import { loadDemonstration } from './commands/demo.ts';
import { isLoopback, publishApp, publishedStart, type Start } from './config.ts';
import { createNarratives, type Narratives } from './evidence/narratives.ts';
import type { Inspections } from './inspections/inspections.ts';
import { postgresInspections } from './inspections/postgres-inspections.ts';
import { PostgresLog } from './log/postgres-log.ts';
import { keepSnapshots } from './log/snapshots.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import { PostgresProjection } from './projection/postgres-projection.ts';
import type { Projection } from './projection/projection.ts';
import { faultLine } from './reporting/fault-line.ts';
import { realClock } from './sync/clock.ts';
import { readDocument } from './sync/read-document.ts';
import { createSync } from './sync/sync.ts';

/** What pages and endpoints may ask. */
export interface Services {
	readonly auth: Auth;
	readonly projection: Projection;
	readonly inspections: Inspections;
	readonly narratives: Narratives;
	readonly metrics: Metrics;
	/** one-press accounts are offered: the demonstration is loaded and only this machine reaches us */
	readonly demonstration: boolean;
	readonly now: () => Date;
	/** the day in London */
	readonly today: () => CalendarDate;
}

export interface App {
	readonly origin: string;
	readonly services: Services;
	/** Writes a fault where whoever runs the server looks for it. */
	report(what: string, fault: unknown): void;
}

/** A sentence for the person who starts the server: the entry prints it and exits with code 1. */
class StartFailure extends Error {
	override readonly name = 'StartFailure';
}

const APP = Symbol.for('peelboard.app');
type Globals = Record<symbol, Promise<App> | undefined>;

/** Once per process: development evaluates modules again after an edit, but keeps the open database. */
export function startApp(): Promise<App> {
	const globals = globalThis as Globals;
	globals[APP] ??= compose(publishedStart());
	return globals[APP];
}

const now = (): Date => new Date();

async function compose(start: Start | null): Promise<App> {
	if (start === null) throw new Error('The application was loaded without its entry');
	const { config, database } = start;
	const migrated = await migrate(
		config.databaseMigrateUrl === null ? database : { kind: 'url', url: config.databaseMigrateUrl },
	);
	if (!migrated.ok) throw new StartFailure(migrated.message);

	const connected = connect(database);
	const { db, sql } = connected;
	const log = new PostgresLog(connected, { now, randomId: randomUUID });
	const passwords = argon2Passwords();
	const auth = createAuth({ db, now, passwords, origin: config.origin });
	const clock = realClock(now);
	const projection = new PostgresProjection({ db, sql, log, report, after: clock.after });
	const metrics = createMetrics(config.metricsToken);
	const parts: CommandParts = {
		db,
		log,
		passwords,
		projection,
		password: config.demoPassword,
		now,
		say,
	};

	const embedded = config.databaseUrl === null;
	// Asked by the entry's command too: "demo" there says whether there was anything to load.
	const loading = embedded ? await loadDemonstration(parts) : null;
	await projection.followAll();
	const stopSnapshots = keepSnapshots(log, (document, fault) =>
		report(`snapshot of ${document}`, fault),
	);

	const inspections = postgresInspections(db);
	const sync = createSync({
		log,
		auth,
		boardForce: (board) => inspections.forceOf(board),
		clock,
		origin: config.origin,
		metrics,
		report,
	});
	metrics.connections.readFrom(() => sync.counts().connections);
	metrics.rooms.readFrom(() => sync.counts().rooms);
	const services: Services = {
		auth,
		projection,
		inspections,
		narratives: createNarratives((name) => readDocument(log, name)),
		metrics,
		demonstration: loading?.ok === true && isLoopback(config.host),
		now,
		today: () => calendarDateOf(now()),
	};

	publishApp({
		upgrade: (request, socket, head) => sync.upgrade(request, socket, head),
		run: (command, sayCommand) => runCommand(command, { ...parts, say: sayCommand }),
		async close() {
			await sync.close();
			await stopSnapshots();
			await projection.close();
			await connected.close();
		},
	});
	return { origin: config.origin, services, report };
}

/** Lines for the person who waits for a start. */
function say(line: string): void {
	console.log(line);
}

function report(what: string, fault: unknown): void {
	console.error(faultLine(now(), what, fault));
}
