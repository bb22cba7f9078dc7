/** Hands over to the product: our input, output and process group are its own. */
import { run } from './child.js';
import { inRoot, PINNED_NODE, ROOT } from './places.js';

/**
 * @param {string} entry  a TypeScript file, which Node 24 runs as it is
 * @param {readonly string[]} args
 * @returns {Promise<number>} its exit code
 */
export async function runProduct(entry, args = []) {
	const { code, signal } = await run(PINNED_NODE, [inRoot(entry), ...args], {
		cwd: ROOT,
		stdio: 'inherit',
		env: { NODE_ENV: 'production', ...process.env },
	});
	if (signal !== null) process.stderr.write(`Peelboard was ended by ${signal}.\n`);
	return code;
}
