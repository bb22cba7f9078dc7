/**
 * Who may sign in, and as what: written by `server/auth` alone. A person has one role per force;
 * a session is held as the SHA-256 of its secret, so that a stolen table opens nothing.
 */
import { sql } from 'drizzle-orm';
import { check, index, pgEnum, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { ROLES } from '#lib/domain/roles.ts';
import { instant } from './columns.ts';

export const role = pgEnum('role', ROLES);

export const forces = pgTable('forces', {
	id: text('id').primaryKey(),
	name: text('name').notNull(),
	shortName: text('short_name').notNull(),
});

export const users = pgTable(
	'users',
	{
		id: text('id').primaryKey(),
		/** lower case, so that one person cannot have two accounts that look alike */
		email: text('email').notNull().unique(),
		name: text('name').notNull(),
		/** argon2id in PHC form; null for somebody who cannot sign in with a password */
		passwordHash: text('password_hash'),
		createdAt: instant('created_at').notNull(),
	},
	(table) => [check('users_email_lower_case', sql`${table.email} = lower(${table.email})`)],
);

export const memberships = pgTable(
	'memberships',
	{
		userId: text('user_id')
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		forceId: text('force_id')
			.notNull()
			.references(() => forces.id),
		role: role('role').notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.userId, table.forceId] }),
		index('memberships_force').on(table.forceId),
	],
);

export const departments = pgTable(
	'departments',
	{
		id: text('id').primaryKey(),
		forceId: text('force_id')
			.notNull()
			.references(() => forces.id),
		name: text('name').notNull(),
	},
	(table) => [index('departments_force').on(table.forceId)],
);

export const departmentMembers = pgTable(
	'department_members',
	{
		departmentId: text('department_id')
			.notNull()
			.references(() => departments.id, { onDelete: 'cascade' }),
		userId: text('user_id')
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
	},
	(table) => [
		primaryKey({ columns: [table.departmentId, table.userId] }),
		index('department_members_user').on(table.userId),
	],
);

export const sessions = pgTable(
	'sessions',
	{
		/** SHA-256 of the secret in the cookie, hex */
		id: text('id').primaryKey(),
		userId: text('user_id')
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		expiresAt: instant('expires_at').notNull(),
	},
	(table) => [
		index('sessions_user').on(table.userId),
		index('sessions_expires_at').on(table.expiresAt),
	],
);

/**
 * Wrong tries to sign in. `account` is the SHA-256 of what was typed, whether or not there is such
 * an account: a reader of the answer must not be able to tell.
 */
export const signInTries = pgTable(
	'sign_in_tries',
	{
		account: text('account').notNull(),
		at: instant('at').notNull(),
	},
	(table) => [index('sign_in_tries_account_at').on(table.account, table.at)],
);
