/**
 * Who is in a document, from presence as the server stamped it: each person once, with all of
 * their windows.
 */
import { isId } from '#lib/domain/ids.ts';
import { ROLES, type Role } from '#lib/domain/roles.ts';
import { PERSON_COLOURS, personColour } from '#lib/domain/person-colour.ts';
import type { PresenceUser } from '#lib/protocol/presence.ts';
import type { Cursor } from './remote-carets.ts';

/** Where on a board somebody is; what is null, they are not in. */
export interface Place {
	readonly pillar: string | null;
	/** id of the action or finding whose drawer is open, or whose card is in the hand */
	readonly card: string | null;
	/** key of the text they are in */
	readonly field: string | null;
	readonly cursor: Cursor | null;
}

export const NOWHERE: Place = { pillar: null, card: null, field: null, cursor: null };

export interface PresentWindow {
	/** Yjs client id */
	readonly client: number;
	readonly place: Place | null;
}

export interface Person {
	/** id of the user */
	readonly id: string;
	readonly name: string;
	readonly role: Role;
	/** 1 to 6: the token `--p<colour>` */
	readonly colour: number;
	readonly self: boolean;
	/** of the window that said last where it is */
	readonly place: Place | null;
	readonly windows: readonly PresentWindow[];
}

/** This window, which the server does not tell us about. */
export interface Own {
	readonly client: number;
	readonly id: string;
	readonly name: string;
	readonly role: Role;
}

/** @returns the others by name, then oneself */
export function peopleIn(states: ReadonlyMap<number, unknown>, own: Own): readonly Person[] {
	const people = new Map<string, Person>();
	for (const [client, state] of states) {
		const user = client === own.client ? ownUser(own) : readUser(state);
		if (user === null) continue;
		const place = readPlace(state);
		const before = people.get(user.id);
		people.set(user.id, {
			...user,
			self: user.id === own.id,
			place: place ?? before?.place ?? null,
			windows: [...(before?.windows ?? []), { client, place }],
		});
	}
	return [...people.values()].toSorted(
		(a, b) => Number(a.self) - Number(b.self) || a.name.localeCompare(b.name, 'en-GB'),
	);
}

function ownUser({ id, name, role }: Own): PresenceUser {
	return { id, name, role, colour: personColour(id) };
}

/** @returns null for an entry without the server's stamp: whose it is cannot be said */
function readUser(state: unknown): PresenceUser | null {
	const user = isObject(state) ? state.user : null;
	if (!isObject(user)) return null;
	const { id, name, colour } = user;
	const role = ROLES.find((known) => known === user.role);
	const isColour = typeof colour === 'number' && colour >= 1 && colour <= PERSON_COLOURS;
	if (!isId(id) || typeof name !== 'string' || role === undefined || !isColour) return null;
	return { id, name, role, colour };
}

function readPlace(state: unknown): Place | null {
	const place = isObject(state) ? state.place : null;
	if (!isObject(place)) return null;
	const { cursor } = place;
	return {
		pillar: idOrNull(place.pillar),
		card: idOrNull(place.card),
		field: idOrNull(place.field),
		cursor: isObject(cursor) ? { anchor: cursor.anchor, head: cursor.head } : null,
	};
}

function idOrNull(value: unknown): string | null {
	return isId(value) ? value : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null;
}
