/**
 * The project's own source as text: which files there are, and what each imports. TypeScript's
 * parser reads the scripts, so that a word in a comment or a string is no import.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const ROOT = path.join(import.meta.dirname, '../..');

const ALIASES: readonly (readonly [string, string])[] = [
	['#lib/', 'src/lib/'],
	['#server/', 'server/'],
	['#db/', 'db/'],
	['$lib/', 'src/lib/'],
];

export interface Import {
	/** as written */
	readonly specifier: string;
	/** a path from the root, or null for a package or a module of the framework */
	readonly file: string | null;
	/** gone when the program runs */
	readonly typeOnly: boolean;
}

/** Paths from the root with `/`, sorted. */
export function sourceFiles(): readonly string[] {
	const patterns = ['{src,server,db,tests}/**/*.{ts,js,svelte}', '*.{ts,js}'];
	return globSync(patterns, { cwd: ROOT })
		.map((file) => file.replaceAll(path.sep, '/'))
		.sort();
}

export function readSource(file: string): string {
	return readFileSync(path.join(ROOT, file), 'utf8');
}

/** Every static and dynamic import of a file; of a component, those of its scripts and markup. */
export function importsOf(file: string, text = readSource(file)): readonly Import[] {
	return scriptsOf(file, text).flatMap((script) => {
		const source = ts.createSourceFile(file.replace(/\.svelte$/, '.ts'), script, {
			languageVersion: ts.ScriptTarget.ESNext,
		});
		return [...importsBelow(source)].map(({ specifier, typeOnly }) => ({
			specifier,
			file: resolve(file, specifier),
			typeOnly,
		}));
	});
}

/** Markup holds expressions only: a dynamic import is found there by its look. */
function scriptsOf(file: string, text: string): readonly string[] {
	if (!file.endsWith('.svelte')) return [text];
	const scripts = [...text.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map(
		([, script]) => script ?? '',
	);
	const markup = text.replaceAll(/<(script|style)[^>]*>.*?<\/\1>/gs, '');
	return [
		...scripts,
		...[...markup.matchAll(/import\(\s*['"][^'"]*['"]\s*\)/g)].map(([call]) => call),
	];
}

type Found = Pick<Import, 'specifier' | 'typeOnly'>;

function* importsBelow(node: ts.Node): Generator<Found> {
	const found = importAt(node);
	if (found !== null) yield found;
	const children: ts.Node[] = [];
	ts.forEachChild(node, (child) => {
		children.push(child);
	});
	for (const child of children) yield* importsBelow(child);
}

function importAt(node: ts.Node): Found | null {
	if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
		const typeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
		return { specifier: node.moduleSpecifier.text, typeOnly };
	}
	if (
		ts.isExportDeclaration(node) &&
		node.moduleSpecifier &&
		ts.isStringLiteral(node.moduleSpecifier)
	) {
		return { specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly };
	}
	if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
		const [specifier] = node.arguments;
		return specifier && ts.isStringLiteral(specifier)
			? { specifier: specifier.text, typeOnly: false }
			: null;
	}
	if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
		const { literal } = node.argument;
		return ts.isStringLiteral(literal) ? { specifier: literal.text, typeOnly: true } : null;
	}
	return null;
}

function resolve(from: string, specifier: string): string | null {
	if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(from), specifier);
	const alias = ALIASES.find(([prefix]) => specifier.startsWith(prefix));
	return alias ? alias[1] + specifier.slice(alias[0].length) : null;
}
