import { MARKS, type Mark } from '#lib/domain/ladder.ts';
import { plural } from '#lib/domain/words.ts';

/** The one text alternative of a whole strip of marks. */
export function marksInWords(marks: readonly Mark[]): string {
	const counts = MARKS.map((mark) => marks.filter((each) => each === mark).length);
	const [accepted, finished, going, open] = counts;
	return (
		`${plural(marks.length, 'response')}; evidence accepted ${accepted}, ` +
		`read as finished ${finished}, ticked but going on or planned ${going}, not ticked ${open}`
	);
}
