/**
 * `npm run bench`: measures the built application and says in plain words what was reached. With
 * names of parts (`fan-out pages scripts starts`) only these are measured and printed; all of them
 * together are also kept in `docs/benchmarks.md`. Nothing here fails because a machine is slow: it
 * fails when something did not work, such as a change that never arrived.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measureFanOut } from './fan-out.ts';
import { measurePages } from './pages.ts';
import {
	fanOutSection,
	pagesSection,
	scriptsSection,
	sectionText,
	startsSection,
	type Section,
} from './report.ts';
import { measureScripts } from './scripts.ts';
import { measureStarts } from './starts.ts';
import { loadLargeBoard } from './support/large-board.ts';
import { machine } from './support/machine.ts';
import { openPostgres } from './support/postgres.ts';
import { ROOT, runCommand, startProduct, type Place, type Product } from './support/product.ts';

const PARTS = ['starts', 'fan-out', 'pages', 'scripts'] as const;
type Part = (typeof PARTS)[number];

const say = (line: string): void => console.log(line);
const asked = process.argv.slice(2);
const wrong = asked.filter((name) => !PARTS.some((part) => part === name));
if (wrong.length > 0) throw new Error(`There is no part ${wrong.join(', ')}: ${PARTS.join(', ')}`);
const parts = new Set<Part>(PARTS.filter((part) => asked.length === 0 || asked.includes(part)));

const folder = mkdtempSync(path.join(tmpdir(), 'peelboard-bench-'));
const postgres = await openPostgres();
if (postgres === null) say('There is no Postgres here: only the embedded database is measured.');
const places = new Map<string, Place>([
	['embedded', { dataDir: path.join(folder, 'embedded'), databaseUrl: null }],
]);
if (postgres !== null) {
	const place = { dataDir: path.join(folder, 'postgres'), databaseUrl: postgres.url };
	places.set('Postgres', place);
}
const running = new Map<string, Product>();
// Whoever stops a run half-way must not be left with a database and folders.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => void tidy().then(() => process.exit(1)));
}
try {
	const sections: Section[] = [];
	if (parts.has('starts')) sections.push(startsSection(await starts()));
	if (parts.size > 1 || !parts.has('starts')) {
		for (const [name, place] of places) running.set(name, await filled(place));
		sections.push(...(await served()));
	}
	await report(sections);
} finally {
	await tidy();
}

async function tidy(): Promise<void> {
	const products = [...running.values()];
	running.clear();
	for (const product of products) await product.stop();
	await postgres?.close();
	rmSync(folder, { recursive: true, force: true });
}

async function starts() {
	const results = [];
	for (const [name, place] of places) results.push(await measureStarts(name, place, say));
	return results;
}

/** A server with the demonstration and the large board; nothing is loaded twice. */
async function filled(place: Place): Promise<Product> {
	if (place.databaseUrl === null) await (await startProduct(place)).stop();
	else await runCommand(place, 'demo');
	await loadLargeBoard(place);
	return startProduct(place);
}

async function served(): Promise<Section[]> {
	const sections: Section[] = [];
	const embedded = running.get('embedded');
	if (embedded === undefined) throw new Error('The embedded database is always measured');
	if (parts.has('fan-out')) sections.push(fanOutSection(await measureFanOut(running, say)));
	// What a page costs does not hang on where the database is: one server is enough.
	await running.get('Postgres')?.stop();
	running.delete('Postgres');
	if (parts.has('pages')) sections.push(pagesSection(await measurePages(embedded, say)));
	if (parts.has('scripts')) sections.push(scriptsSection(await measureScripts(embedded, say)));
	return sections;
}

async function report(sections: readonly Section[]): Promise<void> {
	const day = new Date().toISOString().slice(0, 10);
	const head = [
		'# Benchmarks',
		`Written by \`npm run bench\` on ${day}. Ratios travel from machine to machine, times do not.`,
		(await machine(postgres?.version ?? null)).map((line) => `- ${line}`).join('\n'),
	];
	const text = `${[...head, ...sections.map(sectionText)].join('\n\n')}\n`;
	say(`\n${text}`);
	if (parts.size === PARTS.length) writeFileSync(path.join(ROOT, 'docs/benchmarks.md'), text);
}
