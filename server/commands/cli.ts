/**
 * `node server/commands/cli.ts demo` and `… rebuild`: starts the built application without opening a
 * port, lets it run the command, and closes it. With `DATABASE_URL` a server may be running
 * meanwhile. The embedded database belongs to one process: while a server has it the command
 * refuses, and says which process that is. Outside the bundle, like `main.ts`: it imports only what
 * needs no packages, and meets the application at the global that both know.
 */
import { publishedApp, publishStart, readConfig, tellAdapter, type Config } from '../config.ts';
import { startEmbedded } from '../embedded/embedded.ts';

const HANDLER = new URL('../../build/handler.js', import.meta.url);

interface Opened {
	readonly database: Parameters<typeof publishStart>[0]['database'];
	readonly close: () => Promise<void>;
}

/** @returns the sentence to print when the database is not to be had */
async function openDatabase(config: Config): Promise<Opened | string> {
	if (config.databaseUrl !== null) {
		const database = { kind: 'url', url: config.databaseUrl } as const;
		return { database, close: () => Promise.resolve() };
	}
	const embedded = await startEmbedded({ dataDir: config.dataDir });
	if (!embedded.ok) return embedded.message;
	return { database: { kind: 'socket', path: embedded.socketPath }, close: embedded.close };
}

/** @returns the process's exit code */
async function main(command: string, say: (line: string) => void): Promise<0 | 1> {
	const read = readConfig(process.env);
	if (!read.ok) {
		read.faults.forEach(say);
		return 1;
	}
	const opened = await openDatabase(read.config);
	if (typeof opened === 'string') {
		say(opened);
		return 1;
	}
	try {
		tellAdapter(read.config, process.env);
		publishStart({ config: read.config, database: opened.database });
		await import(HANDLER.href);
		const app = publishedApp();
		if (app === null) throw new Error('The application was built without its start');
		const done = await app.run(command, say);
		await app.close();
		return done ? 0 : 1;
	} catch (error) {
		// What the person can mend comes as a sentence; anything else is a fault, shown in full.
		const isSentence = error instanceof Error && error.name === 'StartFailure';
		say(isSentence ? error.message : String(error instanceof Error ? error.stack : error));
		return 1;
	} finally {
		await opened.close();
	}
}

process.exitCode = await main(process.argv[2] ?? '', (line) => console.log(line));
