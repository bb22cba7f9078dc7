/**
 * What `npm run build`, `demo`, `rebuild` and `bench` have in common: the same set-up as a start,
 * then one thing and its exit code.
 */
import { build } from './build.js';
import { install } from './install.js';
import { main } from './main.js';
import { runProduct } from './product.js';
import { SetupFailure } from './report.js';

/** @type {Record<string, (args: readonly string[]) => Promise<number>>} */
const THINGS = {
	build: async () => 0,
	demo: () => runProduct('server/commands/cli.ts', ['demo']),
	rebuild: () => runProduct('server/commands/cli.ts', ['rebuild']),
	bench: (args) => runProduct('tests/bench/bench.ts', args),
};

await main(async () => {
	const [name = '', ...args] = process.argv.slice(2);
	const thing = THINGS[name];
	if (thing === undefined) {
		throw new SetupFailure(`There is no "${name}". There are: ${Object.keys(THINGS).join(', ')}.`);
	}
	await install();
	await build();
	return thing(args);
});
