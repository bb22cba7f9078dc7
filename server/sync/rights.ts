/**
 * What a session may do with a document. The session, the force and the record are looked up anew
 * at every question: at the upgrade, every minute, when the session expires, when somebody's rights
 * change, and when the record of a narrative changes.
 */
import { records } from '#lib/domain/board.ts';
import type { DocumentRef } from '#lib/domain/ids.ts';
import { mayOpen } from '#lib/domain/policy.ts';
import type { Role } from '#lib/domain/roles.ts';
import { CLOSE } from '#lib/protocol/close-codes.ts';
import { actorOf, type Auth, type Session } from '#server/auth/session.ts';
import type * as Y from 'yjs';
import type { Access } from './gate.ts';

export interface Lookups {
	readonly auth: Pick<Auth, 'sessionOf' | 'recheck' | 'onRevoked'>;
	/** id of the force whose board it is; null when there is no such board */
	readonly boardForce: (boardId: string) => Promise<string | null>;
}

/** Why somebody cannot have a document. */
export type NoEntry = typeof CLOSE.session | typeof CLOSE.access | typeof CLOSE.noDocument;

export type Entrance =
	| { readonly ok: true; readonly session: Session }
	| { readonly ok: false; readonly code: NoEntry };

/**
 * Session, force and role. A board of another force is answered like one that does not exist.
 * @throws when it cannot be found out; that is no answer, and least of all a final one
 */
export async function mayEnter(
	lookups: Lookups,
	cookie: string | undefined,
	ref: DocumentRef,
): Promise<Entrance> {
	return entrance(lookups, await lookups.auth.sessionOf(cookie), ref);
}

/**
 * The same for somebody who is in already.
 * @param used  whether they wrote since the last look: an open window alone keeps no session alive
 * @throws as `mayEnter`
 */
export async function mayStay(
	lookups: Lookups,
	session: Session,
	used: boolean,
	ref: DocumentRef,
): Promise<Entrance> {
	return entrance(lookups, await lookups.auth.recheck(session.id, used), ref);
}

async function entrance(
	lookups: Lookups,
	session: Session | null,
	ref: DocumentRef,
): Promise<Entrance> {
	if (session === null) return { ok: false, code: CLOSE.session };
	const force = await lookups.boardForce(ref.board);
	if (force !== session.force.id) return { ok: false, code: CLOSE.noDocument };
	if (mayOpen(actorOf(session), { kind: 'board', board: ref.board }) === 'none') {
		return { ok: false, code: CLOSE.access };
	}
	return { ok: true, session };
}

/**
 * @param board the committed board document, which says whose record a narrative belongs to
 * @returns the code to close with when the document is not for this person, or is none
 */
export function accessTo(
	ref: DocumentRef,
	session: Session,
	board: Y.Doc,
): Access | typeof CLOSE.access | typeof CLOSE.noDocument {
	const record = ref.kind === 'narrative' ? recordOf(board, ref.record) : null;
	if (ref.kind === 'narrative' && record === null) return CLOSE.noDocument;
	const access = mayOpen(actorOf(session), ref, record);
	return access === 'none' ? CLOSE.access : access;
}

function recordOf(board: Y.Doc, id: string): { readonly department: string | null } | null {
	const entry = records(board, 'actions').get(id) ?? records(board, 'findings').get(id);
	if (entry === undefined) return null;
	const department = entry.get('department');
	return { department: typeof department === 'string' ? department : null };
}

/**
 * What `hello` and `role` say. On a board it is the person's role, from which the page judges each
 * field; a narrative is open to writing as a whole or not at all.
 */
export function roleOn(ref: DocumentRef, role: Role, access: Access): Role | 'writer' | 'reader' {
	if (ref.kind === 'board') return role;
	return access === 'write' ? 'writer' : 'reader';
}

/** The board that a narrative hangs on; for a board, itself. */
export function boardOf(ref: DocumentRef): DocumentRef {
	return { kind: 'board', board: ref.board };
}

/** @returns whether the person behind two sessions has the same rights in both */
export function sameRights(a: Session, b: Session): boolean {
	return a.role === b.role && a.departments.join() === b.departments.join();
}
