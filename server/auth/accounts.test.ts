import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { users } from '#db/schema/auth.ts';
import { onBothDatabases } from '../../tests/support/databases.ts';
import { FORCE, PASSWORD, signedIn, staffed } from '../../tests/support/staff.ts';
import { createForce, createUser, setMembership, setPassword } from './accounts.ts';
import { argon2Passwords } from './passwords.ts';

const LEAD = {
	id: 'user-lead',
	email: 'Lead@north.example',
	name: 'Lena Renamed',
	role: 'lead',
	force: FORCE,
	departments: ['contact'],
	password: PASSWORD,
} as const;

onBothDatabases('accounts', (open) => {
	test('names, roles and departments are listed by name', async () => {
		const { auth } = await staffed(open);
		expect(await auth.forces()).toEqual([{ id: FORCE, name: 'Northern Police' }]);
		expect(await auth.departments(FORCE)).toEqual([
			{ id: 'contact', name: 'Contact' },
			{ id: 'custody', name: 'Custody' },
		]);
		expect(await auth.people(FORCE)).toEqual([
			{ id: 'user-coordinator', name: 'Cora Example', role: 'coordinator', departments: [] },
			{ id: 'user-lead', name: 'Lena Example', role: 'lead', departments: ['contact', 'custody'] },
			{ id: 'user-named', name: 'Nia Example', role: 'lead', departments: ['custody'] },
			{ id: 'user-observer', name: 'Ola Example', role: 'observer', departments: [] },
		]);
		expect(await auth.people('force-south')).toEqual([]);
	});

	test('made once more, an account is brought up to date and keeps its sessions', async () => {
		const { auth, database, now } = await staffed(open);
		const { cookie } = await signedIn(auth, 'lead@north.example');
		const parts = { passwords: argon2Passwords(), now };
		await database.db.transaction((tx) => createUser(tx, LEAD, parts));
		expect(await auth.sessionOf(cookie)).toMatchObject({
			user: { name: 'Lena Renamed', email: 'lead@north.example' },
			departments: ['contact'],
		});
	});

	test('a new password ends the sessions that the old one opened', async () => {
		const { auth, database } = await staffed(open);
		const { cookie } = await signedIn(auth, 'lead@north.example');
		const passwords = argon2Passwords();
		const set = (password: string) =>
			database.db.transaction((tx) => setPassword(tx, 'user-lead', password, passwords));
		expect(await set(PASSWORD)).toBe(false);
		expect(await auth.sessionOf(cookie)).not.toBeNull();
		expect(await set('another password')).toBe(true);
		expect(await auth.sessionOf(cookie)).toBeNull();
		expect(await auth.signIn('lead@north.example', PASSWORD)).toMatchObject({ code: 'wrong' });
		expect(await auth.signIn('lead@north.example', 'another password')).toMatchObject({ ok: true });
	});

	test('a membership names departments of its own force only', async () => {
		const { auth, database } = await staffed(open);
		const south = { user: 'user-observer', force: 'force-south', role: 'lead' } as const;
		await database.db.transaction((tx) =>
			createForce(tx, { id: 'force-south', name: 'Southern Police', shortName: 'South' }),
		);
		const foreign = database.db.transaction((tx) =>
			setMembership(tx, { ...south, departments: ['custody'] }),
		);
		await expect(foreign).rejects.toThrow('force-south has no department custody.');
		expect(await auth.people('force-south')).toEqual([]);
	});

	test('two accounts cannot have one address', async () => {
		const { database, now } = await staffed(open);
		const parts = { passwords: argon2Passwords(), now };
		const second = { ...LEAD, id: 'user-second', email: ' LEAD@north.example ' };
		await expect(database.db.transaction((tx) => createUser(tx, second, parts))).rejects.toThrow();
		expect(await database.db.select().from(users).where(eq(users.id, 'user-second'))).toEqual([]);
	});
});
