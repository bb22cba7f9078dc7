/**
 * The environment, read once, before anything else starts. Pure and without packages: `main.ts`
 * runs it outside the bundle, and hands the result to the application inside the bundle over a
 * global, the one thing both have in common.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Config {
	/** Where Postgres is; null means the embedded database in `dataDir` */
	readonly databaseUrl: string | null;
	/** A second role that owns the tables and runs the migrations; null: `databaseUrl` does both */
	readonly databaseMigrateUrl: string | null;
	/** Folder of the embedded database and of what is stored as files */
	readonly dataDir: string;
	readonly host: string;
	readonly port: number;
	/** The address people use, `http(s)://host[:port]`, without a path; cookies and Origin follow it */
	readonly origin: string;
	/** One password for all users of the demonstration */
	readonly demoPassword: string;
	/** Opens `/metrics` to other machines; null: this machine only */
	readonly metricsToken: string | null;
}

/** Where the database answers: a URL of Postgres, or the private socket of the embedded one. */
export type Database =
	| { readonly kind: 'url'; readonly url: string }
	| { readonly kind: 'socket'; readonly path: string };

/** What the entry hands to the application. */
export interface Start {
	readonly config: Config;
	readonly database: Database;
}

/** What the application hands back to the entry. */
export interface PublishedApp {
	readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
	/** A command of `server/commands`, in place of serving. @returns whether it did its work */
	readonly run: (command: string, say: (line: string) => void) => Promise<boolean>;
	readonly close: () => Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

export type ReadConfig =
	| { readonly ok: true; readonly config: Config }
	| { readonly ok: false; readonly faults: readonly string[] };

const DEFAULT_DEMO_PASSWORD = 'peelboard-demo';

/**
 * Reads all settings and names all faults at once, so that they are put right in one go.
 * @returns faults as sentences for the person who starts the server
 */
export function readConfig(env: Environment): ReadConfig {
	const faults: string[] = [];
	const host = text(env.HOST) ?? '127.0.0.1';
	const port = readPort(text(env.PORT), faults);
	const databaseUrl = readDatabaseUrl('DATABASE_URL', text(env.DATABASE_URL), faults);
	const config: Config = {
		databaseUrl,
		databaseMigrateUrl: readDatabaseUrl(
			'DATABASE_MIGRATE_URL',
			text(env.DATABASE_MIGRATE_URL),
			faults,
		),
		dataDir: text(env.DATA_DIR) ?? './data',
		host,
		port,
		origin: readOrigin(text(env.ORIGIN), `http://${named(host)}:${port}`, faults),
		demoPassword: text(env.DEMO_PASSWORD) ?? DEFAULT_DEMO_PASSWORD,
		metricsToken: text(env.METRICS_TOKEN) ?? null,
	};
	if (/\s/.test(host) || host.includes('/')) {
		faults.push(`HOST must be a name or an address such as 127.0.0.1, but it is "${host}".`);
	}
	if (config.databaseMigrateUrl !== null && databaseUrl === null) {
		faults.push('DATABASE_MIGRATE_URL is set without DATABASE_URL. Set both, or neither.');
	}
	// With DATABASE_URL nothing is loaded unasked, so there are no accounts with a known password.
	if (databaseUrl === null && !isLoopback(host) && text(env.DEMO_PASSWORD) === undefined) {
		faults.push(
			`HOST is ${host}, which other machines can reach, and the demonstration has a password ` +
				'that everybody can read. Set DEMO_PASSWORD, or HOST=127.0.0.1, or DATABASE_URL.',
		);
	}
	return faults.length > 0 ? { ok: false, faults } : { ok: true, config };
}

/** An empty variable is what a shell or a service file leaves when nothing is meant. */
function text(value: string | undefined): string | undefined {
	const trimmed = value?.trim();
	return trimmed === '' ? undefined : trimmed;
}

function readPort(value: string | undefined, faults: string[]): number {
	if (value === undefined) return 3000;
	const port = Number(value);
	if (/^\d+$/.test(value) && port >= 1 && port <= 65_535) return port;
	faults.push(`PORT must be a whole number from 1 to 65535, but it is "${value}".`);
	return 3000;
}

/** The value may hold a password, so a fault never repeats it. */
function readDatabaseUrl(name: string, value: string | undefined, faults: string[]): string | null {
	if (value === undefined) return null;
	const url = URL.canParse(value) ? new URL(value) : null;
	if (url !== null && (url.protocol === 'postgres:' || url.protocol === 'postgresql:')) {
		return value;
	}
	faults.push(`${name} must look like postgres://user:password@host:5432/name.`);
	return null;
}

function readOrigin(value: string | undefined, fallback: string, faults: string[]): string {
	if (value === undefined) return fallback;
	const url = URL.canParse(value) ? new URL(value) : null;
	const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
	const bare = url !== null && [url.origin, `${url.origin}/`].includes(value.toLowerCase());
	if (url !== null && isWeb && bare) return url.origin;
	faults.push(
		`ORIGIN must be an address like https://boards.example, without a path, but it is "${value}".`,
	);
	return fallback;
}

/** Loopback addresses are reached from this machine only. */
export function isLoopback(host: string): boolean {
	const name = host.toLowerCase().replace(/^\[|\]$/g, '');
	return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/**
 * The host as it stands in an address: IPv6 in brackets, and "all addresses" as this machine's own,
 * because no browser can ask for 0.0.0.0; people elsewhere need ORIGIN.
 */
function named(host: string): string {
	if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
	return host.includes(':') ? `[${host}]` : host;
}

/** adapter-node reads ORIGIN from the environment when the built handler is imported. */
export function tellAdapter(config: Config, env: Record<string, string | undefined>): void {
	env.ORIGIN = config.origin;
}

const START = Symbol.for('peelboard.start');
const APP = Symbol.for('peelboard');

type Globals = { [START]?: Start; [APP]?: PublishedApp };

/** Called by `main.ts` and the development plugin before the application is loaded. */
export function publishStart(start: Start): void {
	(globalThis as Globals)[START] = start;
}

/** @returns null when the application runs without an entry, as in some tests */
export function publishedStart(): Start | null {
	return (globalThis as Globals)[START] ?? null;
}

/** Called by the application when it is ready; calls from the entry go through it. */
export function publishApp(app: PublishedApp): void {
	(globalThis as Globals)[APP] = app;
}

/** @returns null until the application is ready */
export function publishedApp(): PublishedApp | null {
	return (globalThis as Globals)[APP] ?? null;
}
