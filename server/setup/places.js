/** Where things lie; the set-up works from any folder, so nothing is relative to the current one. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** @param {...string} parts */
export function inRoot(...parts) {
	return path.join(ROOT, ...parts);
}

/** The pinned Node 24 from the npm package `node`: everything but npm itself runs with it. */
export const PINNED_NODE = inRoot(
	'node_modules/node/bin',
	process.platform === 'win32' ? 'node.exe' : 'node',
);
