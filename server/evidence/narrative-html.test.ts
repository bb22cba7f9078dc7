import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { NARRATIVE_ROOT } from '#lib/domain/narrative.ts';
import { narrativeHtml } from './narrative-html.ts';

interface Node {
	readonly name: string;
	readonly attributes?: Readonly<Record<string, unknown>>;
	readonly inside?: readonly (Node | Run)[];
}
interface Run {
	readonly text: string;
	readonly marks?: Record<string, unknown>;
}

function docOf(...nodes: Node[]): Y.Doc {
	const doc = new Y.Doc();
	doc.getXmlFragment(NARRATIVE_ROOT).insert(0, nodes.map(build));
	return doc;
}

function build({ name, attributes = {}, inside = [] }: Node): Y.XmlElement {
	const element = new Y.XmlElement(name);
	for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value as string);
	element.insert(
		0,
		inside.map((part) => {
			if ('name' in part) return build(part);
			const text = new Y.XmlText();
			text.insert(0, part.text, part.marks);
			return text;
		}),
	);
	return element;
}

const p = (text: string, marks?: Record<string, unknown>): Node => ({
	name: 'paragraph',
	inside: [marks ? { text, marks } : { text }],
});

describe('a narrative for readers', () => {
	test('nothing written is an empty string, and so are empty paragraphs', () => {
		expect(narrativeHtml(new Y.Doc())).toBe('');
		expect(narrativeHtml(docOf({ name: 'paragraph' }, p('  ')))).toBe('');
	});

	test('headings, lists, tables and marks become their elements', () => {
		const html = narrativeHtml(
			docOf(
				{ name: 'heading', attributes: { level: 4 }, inside: [{ text: 'Audit' }] },
				{ name: 'bulletList', inside: [{ name: 'listItem', inside: [p('one')] }] },
				{ name: 'orderedList', inside: [{ name: 'listItem', inside: [p('first')] }] },
				{
					name: 'table',
					inside: [
						{ name: 'tableRow', inside: [{ name: 'tableHeader', inside: [p('Month')] }] },
						{
							name: 'tableRow',
							inside: [{ name: 'tableCell', attributes: { colspan: 2 }, inside: [p('May')] }],
						},
					],
				},
				p('much', { bold: true }),
			),
		);
		expect(html).toBe(
			'<h4>Audit</h4><ul><li><p>one</p></li></ul><ol><li><p>first</p></li></ol>' +
				'<table><tbody><tr><th scope="col"><p>Month</p></th></tr>' +
				'<tr><td colspan="2"><p>May</p></td></tr></tbody></table><p><strong>much</strong></p>',
		);
	});

	test('text, addresses and attributes cannot become markup', () => {
		const html = narrativeHtml(
			docOf(
				p('<script>alert("1")</script>'),
				p('here', { link: { href: 'https://a.example/?q="><img src=x>' } }),
				{ name: 'heading', attributes: { level: '4"><b' }, inside: [{ text: 'x' }] },
			),
		);
		expect(html).not.toMatch(/<script|<img|<b>/);
		expect(html).toContain('&lt;script&gt;');
	});

	test('only http, https and mailto are links; the words of others stay', () => {
		const linked = (href: string): string => narrativeHtml(docOf(p('word', { link: { href } })));
		expect(linked('https://force.example/a')).toContain('<a href="https://force.example/a"');
		expect(linked('mailto:board@force.example')).toContain('href="mailto:');
		for (const href of ['javascript:alert(1)', 'data:text/html,x', '//evil.example', 'HTTPS://']) {
			expect(linked(href), href).toBe('<p>word</p>');
		}
	});

	test('what is not known keeps its words', () => {
		expect(narrativeHtml(docOf({ name: 'marquee', inside: [p('kept')] }))).toBe('<p>kept</p>');
	});
});
