import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RULES } from './rules.ts';

const here = new URL('./', import.meta.url);
const spec = readFileSync(new URL('SPEC.md', here), 'utf8');
const tests = readdirSync(here)
	.filter((name) => name.endsWith('.test.ts') && name !== 'spec.test.ts')
	.map((name) => readFileSync(new URL(name, here), 'utf8'))
	.join('\n');

const numbers = [...spec.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map(([, number]) => number ?? '');

test('a rule is numbered once', () => {
	expect(numbers.length).toBeGreaterThan(40);
	expect(new Set(numbers).size).toBe(numbers.length);
});

test('a refusal’s rule stands in SPEC.md word for word', () => {
	const flat = spec.replace(/\s+/g, ' ');
	for (const [rule, line] of Object.entries(RULES)) expect(flat).toContain(`**${rule}** ${line}`);
});

test('every rule is held by a test that quotes it', () => {
	const quoted = (number: string) => new RegExp(`\\b${number}\\b|'${number}'`).test(tests);
	expect(numbers.filter((number) => !quoted(number))).toEqual([]);
});

/** The modules that a module loads when it runs; types cost nothing. */
function loads(file: string, seen = new Set<string>()): Set<string> {
	if (seen.has(file)) return seen;
	seen.add(file);
	if (!file.startsWith('./')) return seen;
	const source = readFileSync(new URL(file, here), 'utf8');
	for (const [, what, from] of source.matchAll(/^import ([^;]*?) from '([^']+)'/gms)) {
		if (what !== undefined && from !== undefined && !what.startsWith('type ')) loads(from, seen);
	}
	return seen;
}

test.each(['lanes', 'filters', 'rollup', 'mine', 'brag', 'words', 'plan', 'explain', 'visible'])(
	'a page that only reads loads no Yjs with %s',
	(module) => {
		expect([...loads(`./${module}.ts`)]).not.toContain('yjs');
	},
);

test('what writes a document does load it, so that the question above means something', () => {
	expect([...loads('./change.ts')]).toContain('yjs');
});
