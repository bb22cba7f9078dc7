/**
 * What is invented for show, in a file of its own, so that it can never be taken for a fact: who
 * works on a board, for which department, until when, and what has been released.
 */
import invented from '#db/demo/invented.json' with { type: 'json' };
import type { Role } from '#lib/domain/roles.ts';
import type { Department } from '#server/auth/session.ts';
import type { Inspection } from '#server/inspections/inspections.ts';

export interface InventedPerson {
	readonly id: string;
	readonly email: string;
	/** a post, never the name of somebody */
	readonly name: string;
	readonly role: Role;
	readonly departments: readonly string[];
	/** has the password of the demonstration; the others only own work */
	readonly signsIn: boolean;
}

export interface InventedBoard {
	readonly id: string;
	readonly phase: Inspection['phase'];
	/** false: its findings wait for an owner */
	readonly allocated: boolean;
	/** a pillar's code to the department that answers for it */
	readonly departments: Readonly<Record<string, string>>;
}

export interface InventedCard {
	readonly owner: string | null;
	/** counted from the day the demonstration is loaded, so that it never goes stale */
	readonly dueInDays: number | null;
}

export interface Invented {
	readonly departments: readonly Department[];
	/** a department to the person who leads it */
	readonly heads: Readonly<Record<string, string>>;
	readonly people: readonly InventedPerson[];
	readonly boards: readonly InventedBoard[];
	/** everything is shown to observers */
	readonly released: boolean;
	/** by the action's id */
	readonly cards: Readonly<Record<string, InventedCard>>;
}

/** JSON carries closed lists as plain strings, hence the cast. */
export const INVENTED = invented as unknown as Invented;
