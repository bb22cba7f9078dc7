/**
 * `npm start`: installs what is missing, builds when sources changed, then serves with the pinned
 * Node. Runs on Node 20 and later and without any package, because it is what gets them.
 */
import { build } from './build.js';
import { install } from './install.js';
import { main } from './main.js';
import { runProduct } from './product.js';
import { say } from './report.js';

await main(async () => {
	say('Peelboard is starting.');
	await install();
	await build();
	return runProduct('server/main.ts');
});
