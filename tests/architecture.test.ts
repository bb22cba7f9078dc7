/**
 * The borders of the product, read from its source: who may import whom, who writes which table, and
 * what the read-only live view never loads. A border that is crossed is named with file and import.
 */
import { describe, expect, test } from 'vitest';
import { importsOf, readSource, sourceFiles, type Import } from './support/source-tree.ts';

interface Row {
	/** areas, besides its own, that it may import */
	readonly from: readonly string[];
	/** packages it may import; where it is missing the area may import any */
	readonly packages?: readonly string[];
}

const DOMAIN = 'src/lib/domain';
const PROTOCOL = 'src/lib/protocol';
const CLIENT = 'src/lib/client';
const UI = 'src/lib/ui';

/** What pages and endpoints ask, through `event.locals` and for its types. Never rooms, never the log. */
const SERVICES = ['auth', 'projection', 'inspections', 'evidence', 'metrics'].map(
	(name) => `server/${name}`,
);

const TABLE: Readonly<Record<string, Row>> = {
	[DOMAIN]: { from: [], packages: ['yjs', 'lib0', 'fractional-indexing'] },
	[PROTOCOL]: { from: [DOMAIN], packages: ['lib0', 'y-protocols'] },
	[CLIENT]: {
		from: [DOMAIN, PROTOCOL],
		packages: ['yjs', 'lib0', 'y-protocols', 'y-websocket', 'svelte'],
	},
	[UI]: { from: [DOMAIN, CLIENT] },
	'src/routes': { from: [DOMAIN, CLIENT, UI, 'src/app.css'] },
	// Also the few plain modules that a page and its endpoint share.
	'src/routes (server)': { from: [DOMAIN, 'src/routes', ...SERVICES] },
	'src/hooks.server.ts': { from: [DOMAIN, ...SERVICES, 'server/http', 'server/app.ts'] },
	'src/app.d.ts': { from: [...SERVICES, 'server/app.ts'] },

	db: { from: [DOMAIN] },
	'server/auth': { from: [DOMAIN, 'db'] },
	'server/log': { from: [DOMAIN, 'db'] },
	'server/evidence': { from: [DOMAIN, 'db'] },
	// Frameworks, documents, measures and peers: rows that are read beside a board.
	'server/inspections': { from: [DOMAIN, 'db'] },
	'server/sync': { from: [DOMAIN, PROTOCOL, 'server/auth', 'server/log'] },
	'server/projection': { from: [DOMAIN, 'db', 'server/log'] },
	// What every request must pass, as predicates on a request: it knows of nothing else.
	'server/http': { from: [], packages: [] },
	// Counted where things happen and read by one endpoint: the counters know of nothing else.
	'server/metrics': { from: [], packages: [] },
	// How a fault is written down, for whoever runs the server.
	'server/reporting': { from: [], packages: ['drizzle-orm'] },

	// Before and outside the bundle: a package that is bundled too would be loaded twice. Vite is
	// what the development plugin extends, by its type.
	'server/embedded': {
		from: ['server/config.ts'],
		packages: ['@electric-sql/pglite', 'vite'],
	},
	'server/config.ts': { from: [], packages: [] },
	'server/listen.ts': { from: ['server/config.ts'], packages: [] },
	'server/main.ts': {
		from: ['server/config.ts', 'server/listen.ts', 'server/embedded'],
		packages: [],
	},
	'server/commands/cli.ts': { from: ['server/config.ts', 'server/embedded'], packages: [] },
	// Runs before anything is installed.
	'server/setup': { from: [], packages: [] },

	'server/commands': { from: [DOMAIN, 'db', 'server'] },
	'server/app.ts': { from: [DOMAIN, 'db', 'server'] },
	'*.config': { from: ['server/embedded', 'server/setup', 'tests'] },
};

/** Areas of one file; any other file belongs to its folder. */
const FILES = new Set(Object.keys(TABLE).filter((area) => area.endsWith('.ts')));

function areaOf(file: string): string {
	if (FILES.has(file)) return file;
	if (/^[^/]+\.config\.[jt]s$/.test(file)) return '*.config';
	if (file.startsWith('src/routes/')) {
		return /(\.server\.ts|\+server\.ts)$/.test(file) ? 'src/routes (server)' : 'src/routes';
	}
	const [top = '', second = '', third = ''] = file.split('/');
	if (top === 'src' && second === 'lib') return `src/lib/${third}`;
	if (top === 'server' || top === 'src') return `${top}/${second}`;
	return top;
}

const packageOf = (specifier: string): string =>
	specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

function mayImport(area: string, { specifier, file }: Import): boolean {
	const row = TABLE[area];
	if (row === undefined) return false;
	if (file !== null) {
		const to = areaOf(file);
		// The composition root is nobody's part, and an entry is nobody's module.
		if (to === 'server/app.ts' || to === 'server/main.ts') return row.from.includes(to);
		return to === area || row.from.some((from) => to === from || to.startsWith(`${from}/`));
	}
	if (specifier.startsWith('node:')) return !area.startsWith('src/lib/') && area !== 'src/routes';
	if (specifier.startsWith('$app/'))
		return area.startsWith('src/routes') || area.startsWith('src/hooks');
	return row.packages === undefined || row.packages.includes(packageOf(specifier));
}

/** Tests and what only they use may look behind every border. */
const isTest = (file: string): boolean =>
	file.startsWith('tests/') || /\.(test|contract)\.ts$/.test(file);

const product = sourceFiles().filter((file) => !isTest(file));
const imports = new Map(product.map((file) => [file, importsOf(file)]));

const crossings = (file: string, found: readonly Import[]): readonly string[] =>
	found
		.filter((one) => !mayImport(areaOf(file), one))
		.map(({ specifier }) => `${file} imports ${specifier}`);

describe('the layers', () => {
	test('every area has a row in the table', () => {
		const areas = new Set(product.map(areaOf));
		expect([...areas].filter((area) => !(area in TABLE))).toEqual([]);
	});

	test('a file imports only what the row of its area allows', () => {
		expect([...imports].flatMap(([file, found]) => crossings(file, found))).toEqual([]);
	});

	test.each([
		['src/lib/domain/late.ts', "import { browser } from '$app/environment';"],
		['src/lib/domain/late.ts', "import { readFile } from 'node:fs/promises';"],
		['src/lib/domain/late.ts', "export { connect } from '#lib/client/sync-url.ts';"],
		['src/lib/client/late.ts', "import { Editor } from '@tiptap/core';"],
		[
			'src/lib/ui/action/Late.svelte',
			'<script lang="ts">import \'#lib/protocol/limits.ts\';</script>',
		],
		['src/routes/boards/+page.svelte', "{#await import('#server/log/log.ts')}…{/await}"],
		['src/routes/boards/+page.server.ts', "import { Room } from '#server/sync/room.ts';"],
		['src/routes/boards/+page.server.ts', "import type { App } from '#server/app.ts';"],
		['server/log/late.ts', "type Session = import('../auth/session.ts').Session;"],
		['server/commands/late.ts', "await import('../app.ts');"],
		['server/main.ts', "import postgres from 'postgres';"],
	])('the rule sees what is wrong in %s: %s', (file, text) => {
		expect(crossings(file, importsOf(file, text))).toHaveLength(1);
	});

	test('the composition root is imported by the hooks alone, and its types by app.d.ts', () => {
		const users = [...imports].filter(([, found]) =>
			found.some(({ file }) => file === 'server/app.ts'),
		);
		expect(users.map(([file]) => file)).toEqual(['src/app.d.ts', 'src/hooks.server.ts']);
	});
});

describe('tables', () => {
	/** The demonstration's mark is kept by the command that loads it. */
	const OWNERS: Readonly<Record<string, string>> = { demonstration: 'server/commands' };

	const tables = product
		.filter((file) => file.startsWith('db/schema/'))
		.flatMap((file) => {
			const name = file.slice('db/schema/'.length, -'.ts'.length);
			const owner = OWNERS[name] ?? `server/${name}`;
			const found = readSource(file).matchAll(/const (\w+) = pgTable\(\s*'(\w+)'/g);
			return [...found].map(([, variable = '', table = '']) => ({ owner, variable, table }));
		});

	function writersOf({ variable, table }: Readonly<Record<'variable' | 'table', string>>) {
		const write = new RegExp(
			`\\.(insert|update|delete)\\(\\s*${variable}\\s*\\)|` +
				`\\b(insert into|update|delete from|truncate)\\s+"?${table}\\b`,
			'i',
		);
		return product.filter((file) => !file.startsWith('db/') && write.test(readSource(file)));
	}

	test.each(tables)('$table is written by $owner alone', ({ owner, ...names }) => {
		expect(writersOf(names).filter((file) => !file.startsWith(`${owner}/`))).toEqual([]);
	});

	test('the rule sees who writes, in either language', () => {
		const log = { variable: 'updateLog', table: 'update_log' };
		expect(writersOf(log)).toEqual(['server/log/postgres-log.ts']);
		const boards = { variable: '', table: 'projected_boards' };
		expect(writersOf(boards)).toContain('server/projection/write-rows.ts');
	});
});

describe('the live view', () => {
	const LIVE = 'src/routes/boards/[board]/live/';

	/** What the browser loads for a page: its components, and the layouts above it. */
	function entriesOf(folder: string): readonly string[] {
		return product.filter((file) => {
			if (!file.startsWith('src/routes/') || areaOf(file) !== 'src/routes') return false;
			const at = file.slice(0, file.lastIndexOf('/') + 1);
			return at === folder || (folder.startsWith(at) && /\/\+(layout|error)[^/]*$/.test(file));
		});
	}

	/** Every package that is loaded from these files on, with the way that leads there. */
	function packagesBehind(entries: readonly string[]): ReadonlyMap<string, readonly string[]> {
		const packages = new Map<string, readonly string[]>();
		const seen = new Set(entries);
		const open: (readonly string[])[] = entries.map((file) => [file]);
		for (let way = open.pop(); way !== undefined; way = open.pop()) {
			for (const { specifier, file, typeOnly } of imports.get(way.at(-1) ?? '') ?? []) {
				if (typeOnly) continue;
				if (file === null) packages.set(packageOf(specifier), way);
				else if (imports.has(file) && !seen.has(file)) {
					seen.add(file);
					open.push([...way, file]);
				}
			}
		}
		return packages;
	}

	test('its page loads neither Yjs nor an editor', () => {
		const packages = packagesBehind(entriesOf(LIVE));
		const ways = [...packages].filter(([name]) => /^(yjs|y-|lib0$|@tiptap\/)/.test(name));
		expect(ways.map(([name, way]) => [...way, name].join(' → '))).toEqual([]);
	});

	test('the rule follows imports: the board loads Yjs', () => {
		const packages = packagesBehind(entriesOf('src/routes/boards/[board]/(board)/[pillar]/'));
		expect([...packages.keys()]).toContain('yjs');
	});
});
