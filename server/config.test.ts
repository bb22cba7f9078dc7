import { expect, test } from 'vitest';
import { readConfig } from '#server/config.ts';

test('without any variable the product serves the demonstration on loopback', () => {
	expect(readConfig({})).toEqual({
		ok: true,
		config: {
			databaseUrl: null,
			databaseMigrateUrl: null,
			dataDir: './data',
			host: '127.0.0.1',
			port: 3000,
			origin: 'http://127.0.0.1:3000',
			demoPassword: 'peelboard-demo',
			metricsToken: null,
		},
	});
});
