/**
 * The evidence narrative: rich text that several people write together. The closed list of what it
 * may hold, which the editor is built from and the server renders. An editor that does not know a
 * node deletes it from the document on opening, so a page with an older list does not open one:
 * the version goes up with every change of the list.
 */
export const NARRATIVE_VERSION = 1;

/** The root of a narrative document that holds its text. */
export const NARRATIVE_ROOT = 'narrative';

export const NARRATIVE_NODES = [
	'paragraph',
	'heading',
	'bulletList',
	'orderedList',
	'listItem',
	'hardBreak',
	'table',
	'tableRow',
	'tableHeader',
	'tableCell',
] as const;

export const NARRATIVE_MARKS = ['bold', 'italic', 'link'] as const;

/** Headings inside a narrative: the drawer's own stand above them. */
export const NARRATIVE_HEADINGS = [4, 5] as const;

const LINK = /^(?:https?:\/\/[^\s/]|mailto:[^\s@]+@)/i;

/** Links are http, https or mailto; anything else stays plain text. */
export function isNarrativeLink(href: unknown): href is string {
	return typeof href === 'string' && href.length <= 2_000 && LINK.test(href);
}
