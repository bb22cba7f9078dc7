/** Who is in a force, in which departments, as what: the reading side of accounts. */
import { and, eq, isNotNull, sql, type AnyColumn, type SQL } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { departmentMembers, departments, forces, memberships, users } from '#db/schema/auth.ts';
import { ROLES } from '#lib/domain/roles.ts';
import type { Department, Person } from './session.ts';

// The database sorts by bytes on one of our two databases, so names are sorted here.
const byName = (a: { name: string }, b: { name: string }) => alphabet.compare(a.name, b.name);
const alphabet = new Intl.Collator('en-GB');

/**
 * The ids of a person's departments in a force, as a column of a query on `users`. JSON and not an
 * array, because the driver does not know the types of arrays.
 */
export function departmentsIn(force: AnyColumn): SQL<readonly string[]> {
	return sql<readonly string[]>`coalesce((
		select json_agg(${departments.id} order by ${departments.id})
		from ${departmentMembers}
		join ${departments} on ${departments.id} = ${departmentMembers.departmentId}
		where ${departmentMembers.userId} = ${users.id} and ${departments.forceId} = ${force}
	), '[]'::json)`;
}

export async function listForces(db: Db): Promise<readonly { id: string; name: string }[]> {
	const rows = await db.select({ id: forces.id, name: forces.name }).from(forces);
	return rows.sort(byName);
}

export async function listDepartments(db: Db, force: string): Promise<readonly Department[]> {
	const rows = await db
		.select({ id: departments.id, name: departments.name })
		.from(departments)
		.where(eq(departments.forceId, force));
	return rows.sort(byName);
}

/** By name. */
export async function listPeople(db: Db, force: string): Promise<readonly Person[]> {
	const rows = await peopleWhere(db, eq(memberships.forceId, force));
	return rows.sort(byName);
}

/** Those who have a password: by role, then by name. */
export async function listWithPassword(db: Db, force: string): Promise<readonly Person[]> {
	const rows = await peopleWhere(
		db,
		and(eq(memberships.forceId, force), isNotNull(users.passwordHash)),
	);
	return rows.sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || byName(a, b));
}

function peopleWhere(db: Db, condition: SQL | undefined): Promise<Person[]> {
	return db
		.select({
			id: users.id,
			name: users.name,
			role: memberships.role,
			departments: departmentsIn(memberships.forceId),
		})
		.from(memberships)
		.innerJoin(users, eq(users.id, memberships.userId))
		.where(condition);
}
