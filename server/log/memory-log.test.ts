import { randomUUID } from 'node:crypto';
import { logContract } from './log.contract.ts';
import { MemoryLog } from './memory-log.ts';

logContract('in memory', async () => {
	const log = new MemoryLog({ now: () => new Date(), randomId: () => randomUUID() });
	return { log, other: log };
});
