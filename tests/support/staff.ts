/**
 * A force with people who can sign in, and a clock that the test sets. Passwords are real Argon2id at
 * a cost that makes a suite quick; every verification is counted.
 */
import { hash, verify } from '@node-rs/argon2';
import { createDepartment, createForce, createUser } from '#server/auth/accounts.ts';
import { createAuth } from '#server/auth/auth.ts';
import { argon2Passwords } from '#server/auth/passwords.ts';
import type { Auth, Session } from '#server/auth/session.ts';
import type { OpenDatabase, TestDatabase } from './databases.ts';

export const PASSWORD = 'a password for tests';
export const FORCE = 'force-north';

const PEOPLE = [
	['user-coordinator', 'coordinator@north.example', 'Cora Example', 'coordinator', []],
	['user-lead', 'lead@north.example', 'Lena Example', 'lead', ['contact', 'custody']],
	['user-observer', 'observer@north.example', 'Ola Example', 'observer', []],
] as const;

export interface Staff {
	readonly database: TestDatabase;
	readonly auth: Auth;
	/** the hashes that were verified, in order */
	readonly verified: readonly string[];
	readonly now: () => Date;
	/** Lets time go by. */
	readonly pass: (ms: number) => void;
	/** Another process on the same database. */
	readonly anotherAuth: () => Auth;
}

export async function staffed(
	open: OpenDatabase,
	{ origin = 'http://127.0.0.1:3000' } = {},
): Promise<Staff> {
	const database = await open();
	let at = new Date('2026-03-02T09:00:00Z').getTime();
	const now = () => new Date(at);
	const verified: string[] = [];
	const passwords = argon2Passwords({
		hash: (password) => hash(password, { memoryCost: 64, timeCost: 1 }),
		verify(stored, password) {
			verified.push(stored);
			return verify(stored, password);
		},
	});

	await database.db.transaction(async (tx) => {
		await createForce(tx, { id: FORCE, name: 'Northern Police', shortName: 'North' });
		await createDepartment(tx, { id: 'custody', name: 'Custody', force: FORCE });
		await createDepartment(tx, { id: 'contact', name: 'Contact', force: FORCE });
		for (const [id, email, name, role, departments] of PEOPLE) {
			const user = { id, email, name, role, departments, force: FORCE, password: PASSWORD };
			await createUser(tx, user, { passwords, now });
		}
		await createUser(
			tx,
			{
				id: 'user-named',
				email: 'named@north.example',
				name: 'Nia Example',
				role: 'lead',
				departments: ['custody'],
				force: FORCE,
				password: null,
			},
			{ passwords, now },
		);
	});

	return {
		database,
		auth: createAuth({ db: database.db, now, passwords, origin }),
		verified,
		now,
		pass(ms) {
			at += ms;
		},
		anotherAuth: () => createAuth({ db: database.another().db, now, passwords, origin }),
	};
}

/** Signs in with the password that everybody here has. @returns the Cookie header of a browser */
export async function signedIn(
	auth: Auth,
	email: string,
): Promise<{ session: Session; secret: string; cookie: string }> {
	const answer = await auth.signIn(email, PASSWORD);
	if (!answer.ok) throw new Error(`${email} could not sign in: ${answer.code}`);
	const { session, secret } = answer;
	const { name, value } = auth.cookie(secret);
	return { session, secret, cookie: `${name}=${value}` };
}
