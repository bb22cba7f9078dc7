/**
 * Once per run: a data folder with the demonstration in it, which every server of the run starts
 * from as a copy. Loading the demonstration takes longer than copying it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RunningServer } from './running-server.ts';

/** The name under which the configuration finds the folder again, in the processes that run tests. */
export const PREPARED = 'PEELBOARD_E2E_DATA';

export default async function prepare(): Promise<() => Promise<void>> {
	const folder = await mkdtemp(path.join(tmpdir(), 'peelboard-e2e-'));
	const remove = () => rm(folder, { recursive: true, force: true });
	try {
		const server = await RunningServer.start(path.join(folder, 'data'));
		await server.stop();
	} catch (fault) {
		await remove();
		throw fault;
	}
	process.env[PREPARED] = path.join(folder, 'data');
	return remove;
}
