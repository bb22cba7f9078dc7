/**
 * A narrative as HTML for readers, who never open an editor. Only what the closed list knows becomes
 * an element, every text and address is escaped, and what is not known keeps its words: a reader
 * may see a plain paragraph too many, never a gap.
 */
import * as Y from 'yjs';
import {
	isNarrativeLink,
	NARRATIVE_HEADINGS,
	NARRATIVE_NODES,
	NARRATIVE_ROOT,
} from '#lib/domain/narrative.ts';

/** @returns an empty string when nothing is written yet */
export function narrativeHtml(doc: Y.Doc): string {
	const fragment = doc.getXmlFragment(NARRATIVE_ROOT);
	if (textOf(fragment).trim() === '') return '';
	return fragment.toArray().map(htmlOf).join('');
}

type Part = Y.XmlElement | Y.XmlText | Y.XmlHook;

function htmlOf(part: Part): string {
	if (part instanceof Y.XmlText) return inline(part);
	// Hooks are a relic of Yjs that no editor of ours writes.
	if (!(part instanceof Y.XmlElement)) return '';
	const inner = part.toArray().map(htmlOf).join('');
	const name = NARRATIVE_NODES.find((node) => node === part.nodeName);
	if (name === undefined) return inner;
	switch (name) {
		case 'paragraph':
			return `<p>${inner}</p>`;
		case 'heading':
			return heading(part, inner);
		case 'bulletList':
			return `<ul>${inner}</ul>`;
		case 'orderedList':
			return `<ol>${inner}</ol>`;
		case 'listItem':
			return `<li>${inner}</li>`;
		case 'hardBreak':
			return '<br>';
		case 'table':
			return `<table><tbody>${inner}</tbody></table>`;
		case 'tableRow':
			return `<tr>${inner}</tr>`;
		case 'tableHeader':
			return `<th scope="col"${spans(part)}>${inner}</th>`;
		case 'tableCell':
			return `<td${spans(part)}>${inner}</td>`;
	}
}

/** Attributes arrive as strings or numbers, whatever their declared type says. */
function attribute(element: Y.XmlElement, name: string): unknown {
	return element.getAttribute(name);
}

function heading(element: Y.XmlElement, inner: string): string {
	const level = Number(attribute(element, 'level'));
	const known = NARRATIVE_HEADINGS.find((each) => each === level) ?? NARRATIVE_HEADINGS[0];
	return `<h${known}>${inner}</h${known}>`;
}

function spans(cell: Y.XmlElement): string {
	return ['colspan', 'rowspan']
		.map((name) => {
			const count = Number(attribute(cell, name));
			return Number.isInteger(count) && count > 1 && count <= 100 ? ` ${name}="${count}"` : '';
		})
		.join('');
}

interface Run {
	readonly insert: unknown;
	readonly attributes?: Readonly<Record<string, unknown>>;
}

function inline(text: Y.XmlText): string {
	const runs = text.toDelta() as readonly Run[];
	return runs
		.map(({ insert, attributes = {} }) => {
			if (typeof insert !== 'string') return '';
			let html = escaped(insert);
			if (attributes['bold']) html = `<strong>${html}</strong>`;
			if (attributes['italic']) html = `<em>${html}</em>`;
			const href = hrefOf(attributes['link']);
			return href === null
				? html
				: `<a href="${escaped(href)}" rel="noopener noreferrer">${html}</a>`;
		})
		.join('');
}

function hrefOf(link: unknown): string | null {
	const href = typeof link === 'object' && link !== null && 'href' in link ? link.href : null;
	return isNarrativeLink(href) ? href : null;
}

function textOf(part: Part | Y.XmlFragment): string {
	if (part instanceof Y.XmlText) {
		return (part.toDelta() as readonly Run[])
			.map(({ insert }) => (typeof insert === 'string' ? insert : ''))
			.join('');
	}
	if (part instanceof Y.XmlHook) return '';
	return part.toArray().map(textOf).join(' ');
}

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
