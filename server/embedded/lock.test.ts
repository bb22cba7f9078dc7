import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from './lock.ts';
import { processIdentity } from './process-identity.ts';

let folder: string;
let file: string;

beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'peelboard-lock-test-'));
	file = path.join(folder, 'lock');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function leaveLock(pid: number, identity: string): void {
	writeFileSync(file, JSON.stringify({ pid, identity, socketFolder: '/tmp/peelboard-left' }));
}

test('a free folder is locked, and free again after the release', () => {
	const lock = takeLock(file, '/tmp/peelboard-mine');
	expect(lock).toMatchObject({ ok: true, abandoned: null });
	expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
		pid: process.pid,
		socketFolder: '/tmp/peelboard-mine',
	});
	if (lock.ok) lock.release();
	expect(readdirSync(folder)).toEqual([]);
});

test('a lock of a process that runs is respected, and its number named', () => {
	leaveLock(process.ppid, processIdentity(process.ppid) ?? '');
	expect(takeLock(file, '/tmp/peelboard-mine')).toEqual({ ok: false, pid: process.ppid });
	expect(readdirSync(folder)).toEqual(['lock']);
});

test('a lock whose number another process has now does not count', () => {
	leaveLock(process.ppid, 'the start of an earlier process');
	expect(takeLock(file, 'x')).toMatchObject({ ok: true, abandoned: '/tmp/peelboard-left' });
	expect(readdirSync(folder)).toEqual(['lock']);
});

test('a lock of a process that is gone does not count, even while its parent has not noticed', async () => {
	const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
	await once(child, 'spawn');
	leaveLock(child.pid ?? 0, processIdentity(child.pid ?? 0) ?? '');
	expect(takeLock(file, 'x')).toEqual({ ok: false, pid: child.pid });
	child.kill('SIGKILL');
	await once(child, 'exit');
	expect(takeLock(file, 'x').ok).toBe(true);
});

test('a torn lock file does not count', () => {
	writeFileSync(file, '{"pid":');
	expect(takeLock(file, 'x')).toMatchObject({ ok: true, abandoned: null });
});

test('a lock that was taken over is not removed by its earlier holder', () => {
	const lock = takeLock(file, 'x');
	leaveLock(process.ppid, 'later');
	if (lock.ok) lock.release();
	expect(readdirSync(folder)).toEqual(['lock']);
});
