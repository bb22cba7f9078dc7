/** How many colours and shapes the look has for people: the tokens `--p1` to `--p6`. */
export const PERSON_COLOURS = 6;

/**
 * A person's colour, from 1: FNV-1a over the id, so that it is the same on every page, on every
 * board and in every process. Two people may share one; initials and names tell them apart.
 */
export function personColour(userId: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < userId.length; i += 1) {
		hash = Math.imul(hash ^ userId.charCodeAt(i), 0x01000193) >>> 0;
	}
	return (hash % PERSON_COLOURS) + 1;
}
