/**
 * Forces, departments and people, written in the caller's transaction: by the loader of the
 * demonstration now, by administration later. What exists already is brought to what is asked for,
 * so that a load which was cut short can be run again. Whoever changes a person's rights while
 * others are at work calls `Auth.rightsChanged` after the commit.
 */
import { and, eq, inArray, notInArray } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import {
	departmentMembers,
	departments,
	forces,
	memberships,
	sessions,
	users,
} from '#db/schema/auth.ts';
import type { Role } from '#lib/domain/roles.ts';
import type { Passwords } from './passwords.ts';
import { normalEmail } from './tries.ts';

export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

export interface NewForce {
	readonly id: string;
	readonly name: string;
	readonly shortName: string;
}

export async function createForce(tx: Tx, { id, name, shortName }: NewForce): Promise<void> {
	await tx
		.insert(forces)
		.values({ id, name, shortName })
		.onConflictDoUpdate({ target: forces.id, set: { name, shortName } });
}

export interface NewDepartment {
	readonly id: string;
	readonly name: string;
	/** id of the force */
	readonly force: string;
}

/** A department stays in its force: only the name of an existing one is changed. */
export async function createDepartment(tx: Tx, department: NewDepartment): Promise<void> {
	const { id, name, force } = department;
	await tx
		.insert(departments)
		.values({ id, name, forceId: force })
		.onConflictDoUpdate({ target: departments.id, set: { name } });
}

export interface Membership {
	/** id of the user */
	readonly user: string;
	/** id of the force */
	readonly force: string;
	readonly role: Role;
	/** ids of departments of that force; those not named are left */
	readonly departments: readonly string[];
}

/** @throws Error when a department is not one of the force's */
export async function setMembership(tx: Tx, membership: Membership): Promise<void> {
	const { user, force, role, departments: named } = membership;
	const own = await tx
		.select({ id: departments.id })
		.from(departments)
		.where(eq(departments.forceId, force));
	const ownIds = own.map(({ id }) => id);
	const foreign = named.filter((id) => !ownIds.includes(id));
	if (foreign.length > 0) throw new Error(`${force} has no department ${foreign.join(', ')}.`);

	await tx
		.insert(memberships)
		.values({ userId: user, forceId: force, role })
		.onConflictDoUpdate({ target: [memberships.userId, memberships.forceId], set: { role } });
	await tx
		.delete(departmentMembers)
		.where(
			and(
				eq(departmentMembers.userId, user),
				inArray(departmentMembers.departmentId, ownIds),
				notInArray(departmentMembers.departmentId, [...named]),
			),
		);
	if (named.length === 0) return;
	await tx
		.insert(departmentMembers)
		.values(named.map((departmentId) => ({ departmentId, userId: user })))
		.onConflictDoNothing();
}

/** Takes a person out of a force; the account and what it wrote remain. */
export async function endMembership(tx: Tx, user: string, force: string): Promise<void> {
	const own = tx
		.select({ id: departments.id })
		.from(departments)
		.where(eq(departments.forceId, force));
	await tx
		.delete(departmentMembers)
		.where(and(eq(departmentMembers.userId, user), inArray(departmentMembers.departmentId, own)));
	await tx
		.delete(memberships)
		.where(and(eq(memberships.userId, user), eq(memberships.forceId, force)));
}

export interface NewUser {
	readonly id: string;
	readonly email: string;
	readonly name: string;
	readonly role: Role;
	/** id of the force */
	readonly force: string;
	/** ids of departments of that force */
	readonly departments: readonly string[];
	/** null for somebody who is named on boards and does not sign in with a password */
	readonly password: string | null;
}

export interface AccountParts {
	readonly passwords: Passwords;
	readonly now: () => Date;
}

/**
 * A person with their membership. An existing account of that id keeps its sessions and, when
 * `password` is null or already theirs, its password.
 * @throws when the address belongs to another account
 */
export async function createUser(tx: Tx, user: NewUser, parts: AccountParts): Promise<void> {
	const { id, name, password } = user;
	const email = normalEmail(user.email);
	await tx
		.insert(users)
		.values({ id, email, name, passwordHash: null, createdAt: parts.now() })
		.onConflictDoUpdate({ target: users.id, set: { email, name } });
	await setMembership(tx, { ...user, user: id });
	if (password !== null) await setPassword(tx, id, password, parts.passwords);
}

/**
 * A new password ends every session of the person; the one they already have changes nothing.
 * @returns whether it was new
 */
export async function setPassword(
	tx: Tx,
	user: string,
	password: string,
	passwords: Passwords,
): Promise<boolean> {
	const [account] = await tx
		.select({ stored: users.passwordHash })
		.from(users)
		.where(eq(users.id, user));
	if (!account) throw new Error(`There is no account ${user}.`);
	if (account.stored !== null && (await passwords.verify(account.stored, password))) return false;
	await tx
		.update(users)
		.set({ passwordHash: await passwords.hash(password) })
		.where(eq(users.id, user));
	await tx.delete(sessions).where(eq(sessions.userId, user));
	return true;
}
