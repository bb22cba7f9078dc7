/**
 * Names of things. A record's id is letters, digits and hyphens, so that it can stand in an
 * address, in a document's name and in a file name without being escaped.
 */

const ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/;

export function isId(value: unknown): value is string {
	return typeof value === 'string' && ID.test(value);
}

/** What is edited together: a whole board, or the evidence narrative of one of its records. */
export type DocumentRef =
	| { readonly kind: 'board'; readonly board: string }
	| { readonly kind: 'narrative'; readonly board: string; readonly record: string };

/** `board:<boardId>` or `narrative:<boardId>:<recordId>`: the name on the wire and in the log. */
export function documentName(ref: DocumentRef): string {
	switch (ref.kind) {
		case 'board':
			return `board:${ref.board}`;
		case 'narrative':
			return `narrative:${ref.board}:${ref.record}`;
	}
}

/** @returns null when the name is not one of ours; a caller answers "no such document" */
export function parseDocumentName(name: string): DocumentRef | null {
	const [kind, board, record, ...rest] = name.split(':');
	if (rest.length > 0 || !isId(board)) return null;
	if (kind === 'board' && record === undefined) return { kind, board };
	if (kind === 'narrative' && isId(record)) return { kind, board, record };
	return null;
}
