/** The command line refuses in a sentence before it touches anything. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startEmbedded } from '../embedded/embedded.ts';

const CLI = path.join(import.meta.dirname, 'cli.ts');

function runCli(command: string, env: Record<string, string>) {
	return new Promise<{ code: number | null; said: string }>((resolve, reject) => {
		const child = spawn(process.execPath, [CLI, command], {
			env: { PATH: process.env.PATH ?? '', ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		let said = '';
		child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
		child.on('error', reject);
		child.on('close', (code) => resolve({ code, said }));
	});
}

test('every wrong variable is named at once', async () => {
	const { code, said } = await runCli('demo', { PORT: 'many', DATABASE_URL: 'mysql://there' });
	expect(code).toBe(1);
	expect(said.trim().split('\n')).toEqual([
		expect.stringContaining('PORT'),
		expect.stringContaining('DATABASE_URL'),
	]);
});

test('a data folder that a running server has is left alone', async () => {
	const dataDir = await mkdtemp(path.join(tmpdir(), 'peelboard-cli-'));
	const server = await startEmbedded({ dataDir });
	onTestFinished(async () => {
		if (server.ok) await server.close();
		await rm(dataDir, { recursive: true });
	});
	expect(server.ok).toBe(true);
	const { code, said } = await runCli('rebuild', { DATA_DIR: dataDir });
	expect(code).toBe(1);
	expect(said).toBe(
		`The data folder ${dataDir} is in use by process ${process.pid}. ` +
			'Stop that one first, or choose another folder with DATA_DIR.\n',
	);
});
