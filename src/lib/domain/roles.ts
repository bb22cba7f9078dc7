/** Who uses a board. A person has one role per force, taken from their membership in it. */
export const ROLES = [
	'coordinator',
	'lead',
	'contributor',
	'executive',
	'observer',
	'administrator',
] as const;

export type Role = (typeof ROLES)[number];

/** The person whose change is judged: the server builds it from the session, never from the wire. */
export interface Actor {
	readonly id: string;
	readonly role: Role;
	/** ids of the departments the person belongs to, in this force */
	readonly departments: readonly string[];
}

/** What a role is called on screen. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
	coordinator: 'Coordinator',
	lead: 'Department lead',
	contributor: 'Contributor',
	executive: 'Executive',
	observer: 'Observer',
	administrator: 'Administrator',
};

/** Opens overview and pillar boards. Observers have the live view instead; administrators no board. */
export function opensBoards(role: Role): boolean {
	return role !== 'observer' && role !== 'administrator';
}

/** Opens the list of inspections and the live view. */
export function seesLiveView(role: Role): boolean {
	return role !== 'administrator';
}

/** Has anything to write on a board; the rest of the rights are in `policy.ts`. */
export function writesBoards(role: Role): boolean {
	return role === 'coordinator' || role === 'lead' || role === 'contributor';
}

/** The record is of one of the person's departments. A record without a department is nobody's. */
export function isOwnDepartment(actor: Actor, record: Readonly<{ department?: unknown }>): boolean {
	const { department } = record;
	return typeof department === 'string' && actor.departments.includes(department);
}
