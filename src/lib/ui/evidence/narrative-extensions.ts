/**
 * The editor's nodes and marks: exactly the closed list of `lib/domain/narrative.ts`, so that what is
 * written here is what the server renders. Loaded only when somebody opens the editor.
 */
import type { Extensions } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { TableKit } from '@tiptap/extension-table';
import { StarterKit } from '@tiptap/starter-kit';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { isNarrativeLink, NARRATIVE_HEADINGS, NARRATIVE_ROOT } from '#lib/domain/narrative.ts';

interface NarrativeParts {
	readonly doc: Y.Doc;
	readonly provider: { readonly awareness: Awareness };
	readonly user: { readonly name: string; readonly colour: number };
}

export function narrativeExtensions({ doc, provider, user }: NarrativeParts): Extensions {
	return [
		StarterKit.configure({
			// Undo is Yjs's: it takes back one's own changes and never somebody else's.
			undoRedo: false,
			blockquote: false,
			code: false,
			codeBlock: false,
			horizontalRule: false,
			strike: false,
			underline: false,
			dropcursor: false,
			trailingNode: false,
			heading: { levels: [...NARRATIVE_HEADINGS] },
			link: {
				openOnClick: false,
				autolink: true,
				linkOnPaste: true,
				isAllowedUri: (href) => isNarrativeLink(href),
				HTMLAttributes: { rel: 'noopener noreferrer', target: null },
			},
		}),
		TableKit.configure({ table: { resizable: false } }),
		Collaboration.configure({ document: doc, field: NARRATIVE_ROOT }),
		CollaborationCaret.configure({
			provider,
			user: { ...user },
			render: caret,
			selectionRender: ({ colour }) => ({
				nodeName: 'span',
				class: `picked person-${colourOf(colour)}`,
			}),
		}),
	];
}

/** Presence is written by others: a name is text, a colour one of six. */
function caret({ name, colour }: Record<string, unknown>): HTMLElement {
	const mark = document.createElement('span');
	mark.className = `caret person-${colourOf(colour)}`;
	mark.dataset['who'] = typeof name === 'string' ? name : '';
	return mark;
}

function colourOf(colour: unknown): number {
	return Number.isInteger(colour) && Number(colour) >= 1 && Number(colour) <= 6
		? Number(colour)
		: 1;
}
