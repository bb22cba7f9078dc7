/**
 * The marks of responses. `accepted`: evidence accepted; `finished`: ticked and its words read as
 * finished; `going`: ticked, but its words say that it goes on or lies ahead; `open`: not ticked.
 */
export const MARKS = ['accepted', 'finished', 'going', 'open'] as const;
export type Mark = (typeof MARKS)[number];

export type MarkCounts = Readonly<Record<Mark, number>>;

export const MARK_WORDS: Readonly<Record<Mark, string>> = {
	accepted: 'Evidence accepted',
	finished: 'Reads as finished',
	going: 'Ticked, but going on or planned',
	open: 'Not ticked',
};

/** The one text alternative of a whole strip. */
export function marksInWords(counts: MarkCounts): string {
	const all = MARKS.reduce((sum, mark) => sum + counts[mark], 0);
	return (
		`${all} ${all === 1 ? 'response' : 'responses'}; evidence accepted ${counts.accepted}, ` +
		`read as finished ${counts.finished}, ticked but going on or planned ${counts.going}, ` +
		`not ticked ${counts.open}`
	);
}
