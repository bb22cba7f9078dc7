/**
 * The thread of the embedded database: PGlite computes here, so that a large query never holds up
 * the server's own event loop. Outside the bundle, run by Node as it is.
 */
import { PGlite } from '@electric-sql/pglite';
import { parentPort, workerData } from 'node:worker_threads';
import { WireServer } from './wire.ts';

export interface WorkerInput {
	/** Folder of the database, or null for one in memory */
	readonly folder: string | null;
	readonly socketPath: string;
	readonly idleInTransactionMs: number;
}

export type FromWorker =
	| { readonly kind: 'ready' }
	| { readonly kind: 'failed'; readonly reason: string }
	| { readonly kind: 'closed' };

const port = parentPort;
if (port === null) throw new Error('server/embedded/worker.ts runs as a worker thread only');

const { folder, socketPath, idleInTransactionMs } = workerData as WorkerInput;

const EXPIRED =
	`A transaction kept the embedded database waiting for ${idleInTransactionMs / 1_000} s and was rolled ` +
	'back. Inside a transaction only its own handle may be used, never the outer one.\n';

function tell(message: FromWorker): void {
	port?.postMessage(message);
}

function fail(error: unknown): void {
	tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
}

try {
	const backend = await PGlite.create(folder ?? 'memory://');
	const wire = new WireServer({
		backend,
		socketPath,
		idleInTransactionMs,
		onExpired: () => void process.stderr.write(EXPIRED),
		onBroken: fail,
	});
	await wire.listen();
	port.once('message', () => {
		wire
			.close()
			.then(() => backend.close())
			.then(() => tell({ kind: 'closed' }), fail)
			.finally(() => port.close());
	});
	tell({ kind: 'ready' });
} catch (error) {
	fail(error);
	port.close();
}
