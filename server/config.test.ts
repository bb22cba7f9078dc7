import { expect, test } from 'vitest';
import { readConfig, type Config } from './config.ts';

const PLAIN: Config = {
	databaseUrl: null,
	databaseMigrateUrl: null,
	dataDir: './data',
	host: '127.0.0.1',
	port: 3000,
	origin: 'http://127.0.0.1:3000',
	demoPassword: 'peelboard-demo',
	metricsToken: null,
};

function faultsOf(env: Record<string, string>): readonly string[] {
	const read = readConfig(env);
	return read.ok ? [] : read.faults;
}

test('without any variable the product serves the demonstration on loopback', () => {
	expect(readConfig({})).toEqual({ ok: true, config: PLAIN });
});

test('an empty variable counts as not set', () => {
	expect(readConfig({ PORT: '', HOST: ' ', DATABASE_URL: '', ORIGIN: '' })).toEqual({
		ok: true,
		config: PLAIN,
	});
});

test('all variables are taken over', () => {
	const env = {
		DATABASE_URL: 'postgres://app:secret@db.example/peelboard',
		DATABASE_MIGRATE_URL: 'postgresql://owner:secret@db.example/peelboard',
		DATA_DIR: '/srv/peelboard',
		HOST: '0.0.0.0',
		PORT: '8080',
		ORIGIN: 'https://boards.example/',
		DEMO_PASSWORD: 'other',
		METRICS_TOKEN: 'token',
	};
	expect(readConfig(env)).toEqual({
		ok: true,
		config: {
			databaseUrl: env.DATABASE_URL,
			databaseMigrateUrl: env.DATABASE_MIGRATE_URL,
			dataDir: '/srv/peelboard',
			host: '0.0.0.0',
			port: 8080,
			origin: 'https://boards.example',
			demoPassword: 'other',
			metricsToken: 'token',
		},
	});
});

test('the address follows host and port, and is one that a browser can ask for', () => {
	const originFor = (HOST: string) => {
		const read = readConfig({ HOST, PORT: '81', DEMO_PASSWORD: 'x' });
		return read.ok ? read.config.origin : read.faults;
	};
	expect(originFor('localhost')).toBe('http://localhost:81');
	expect(originFor('::1')).toBe('http://[::1]:81');
	expect(originFor('0.0.0.0')).toBe('http://127.0.0.1:81');
	expect(originFor('boards.example')).toBe('http://boards.example:81');
});

test('all faults are told at once', () => {
	const faults = faultsOf({ PORT: '80000', ORIGIN: 'boards.example', DATABASE_URL: 'mysql://a/b' });
	expect(faults.map((fault) => fault.split(' ', 1)[0])).toEqual(['PORT', 'DATABASE_URL', 'ORIGIN']);
});

test.each(['0', '65536', '3000.5', '-1', '0x50', 'http'])('PORT=%s is a fault', (PORT) => {
	expect(faultsOf({ PORT })).toEqual([
		`PORT must be a whole number from 1 to 65535, but it is "${PORT}".`,
	]);
});

test.each(['ftp://a.example', 'https://a.example/boards', 'https://a.example?x=1', 'a b'])(
	'ORIGIN=%s is a fault',
	(ORIGIN) => expect(faultsOf({ ORIGIN })).toHaveLength(1),
);

test('a fault never repeats a password', () => {
	expect(faultsOf({ DATABASE_URL: 'mysql://app:secret@db.example/x' }).join()).not.toContain(
		'secret',
	);
});

test('other machines reach the demonstration only with a password of its own', () => {
	expect(faultsOf({ HOST: '0.0.0.0' })).toHaveLength(1);
	expect(faultsOf({ HOST: '192.0.2.7' })).toHaveLength(1);
	expect(faultsOf({ HOST: '0.0.0.0', DEMO_PASSWORD: 'chosen' })).toEqual([]);
	expect(faultsOf({ HOST: '0.0.0.0', DATABASE_URL: 'postgres://db.example/x' })).toEqual([]);
	for (const HOST of ['127.0.0.1', '127.0.1.1', '::1', 'localhost']) {
		expect(faultsOf({ HOST })).toEqual([]);
	}
});

test('a role for migrations makes no sense without a database', () => {
	expect(faultsOf({ DATABASE_MIGRATE_URL: 'postgres://db.example/x' })).toHaveLength(1);
});
