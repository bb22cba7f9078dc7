import type { Role } from '#lib/domain/roles.ts';

/** How many colours the look has for people: the tokens `--p1` to `--p6`. */
export const PRESENCE_COLOURS = 6;

/** Who stands behind a presence entry. Stamped by the server; what a client writes here is lost. */
export interface PresenceUser {
	readonly id: string;
	readonly name: string;
	readonly role: Role;
	/** 1 to 6: the token `--p<colour>`; the same for a person everywhere */
	readonly colour: number;
}

/** An awareness state as it arrives in a browser: the stamp, and what its client says of itself. */
export interface Presence {
	readonly user: PresenceUser;
	readonly [key: string]: unknown;
}

/** FNV-1a over the id, so that a person has one colour on every board and in every process. */
export function presenceColour(userId: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < userId.length; i += 1) {
		hash = Math.imul(hash ^ userId.charCodeAt(i), 0x01000193) >>> 0;
	}
	return (hash % PRESENCE_COLOURS) + 1;
}
