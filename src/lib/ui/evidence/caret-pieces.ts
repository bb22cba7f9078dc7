/** A text cut where others' carets and selections stand, for the copy that lies under a field. */
import type { RemoteCaret } from '#lib/client/remote-carets.ts';

export type CaretPiece =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'picked'; readonly text: string; readonly colour: number }
	| {
			readonly kind: 'caret';
			readonly name: string;
			readonly colour: number;
			/** late in a line, where the name would be cut off: it hangs to the left */
			readonly hung: boolean;
	  };

/** From so many letters into a line on, a name hangs to the left of its caret. */
const HUNG_FROM = 48;

/** Joined, the text pieces are the text again. A selection that overlaps another is shown once. */
export function withCarets(text: string, carets: readonly RemoteCaret[]): readonly CaretPiece[] {
	const stops = new Set([0, text.length]);
	for (const { index, head } of carets) {
		stops.add(clamp(index, text)).add(clamp(head, text));
	}
	const cuts = [...stops].sort((a, b) => a - b);
	const pieces: CaretPiece[] = [];
	for (const [i, from] of cuts.entries()) {
		for (const caret of carets) {
			if (clamp(caret.head, text) !== from) continue;
			const column = from - (text.lastIndexOf('\n', from - 1) + 1);
			const hung = column >= HUNG_FROM;
			pieces.push({ kind: 'caret', name: caret.name, colour: caret.colour, hung });
		}
		const to = cuts[i + 1];
		if (to === undefined) continue;
		const part = text.slice(from, to);
		const picker = carets.find(
			({ index, head }) => Math.min(index, head) <= from && Math.max(index, head) >= to,
		);
		pieces.push(
			picker ? { kind: 'picked', text: part, colour: picker.colour } : { kind: 'text', text: part },
		);
	}
	return pieces;
}

function clamp(index: number, text: string): number {
	return Math.max(0, Math.min(index, text.length));
}
