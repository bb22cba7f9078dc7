import type { Role } from '#lib/domain/roles.ts';

/** Who stands behind a presence entry. Stamped by the server; what a client writes here is lost. */
export interface PresenceUser {
	readonly id: string;
	readonly name: string;
	readonly role: Role;
	/** 1 to 6: the token `--p<colour>`; the same for a person everywhere */
	readonly colour: number;
}
