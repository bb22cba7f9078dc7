import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sessions } from '#db/schema/auth.ts';
import { onBothDatabases } from '../../tests/support/databases.ts';
import { FORCE, signedIn, staffed } from '../../tests/support/staff.ts';
import { endMembership, setMembership } from './accounts.ts';
import { DatabaseAway } from './session.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

onBothDatabases('sessions', (open) => {
	test('who signs in is known by the cookie, with force, role and departments', async () => {
		const { auth } = await staffed(open);
		const { cookie, session } = await signedIn(auth, ' Lead@North.example');
		expect(await auth.sessionOf(`theme=dark; ${cookie}; other=1`)).toEqual(session);
		expect(session).toMatchObject({
			user: { id: 'user-lead', name: 'Lena Example', email: 'lead@north.example' },
			force: { id: FORCE, name: 'Northern Police' },
			role: 'lead',
			departments: ['contact', 'custody'],
		});
	});

	test('the database holds the hash of the secret and never the secret', async () => {
		const { auth, database } = await staffed(open);
		const { secret, session } = await signedIn(auth, 'lead@north.example');
		const rows = await database.db.select().from(sessions);
		expect(rows.map((row) => row.id)).toEqual([createHash('sha256').update(secret).digest('hex')]);
		expect(JSON.stringify(rows)).not.toContain(secret);
		expect(session.id).toBe(rows[0]?.id);
		expect(await auth.sessionOf(`peelboard_session=${session.id}`)).toBeNull();
	});

	test('a missing, foreign or malformed cookie is nobody', async () => {
		const { auth } = await staffed(open);
		const { cookie, secret } = await signedIn(auth, 'lead@north.example');
		const nobody = [null, undefined, '', 'a=%zz', 'peelboard_session', `other=${secret}`];
		for (const header of [...nobody, `${cookie}x`, `peelboard_session=${'a'.repeat(40)}`]) {
			expect(await auth.sessionOf(header)).toBeNull();
		}
		expect(await auth.sessionOf(`a=%zz;${cookie}`)).not.toBeNull();
	});

	test('twelve idle hours end a session, to the millisecond', async () => {
		const { auth, database, pass } = await staffed(open);
		const { cookie } = await signedIn(auth, 'lead@north.example');
		pass(12 * HOUR - 1);
		expect(await auth.sessionOf(cookie)).not.toBeNull();
		pass(12 * HOUR);
		expect(await auth.sessionOf(cookie)).toBeNull();
		await signedIn(auth, 'lead@north.example');
		expect(await database.db.select().from(sessions)).toHaveLength(1);
	});

	test('a session that is used every few hours does not end', async () => {
		const { auth, pass, now } = await staffed(open);
		const { cookie } = await signedIn(auth, 'lead@north.example');
		for (let step = 0; step < 5; step += 1) {
			pass(7 * HOUR);
			const session = await auth.sessionOf(cookie);
			expect(session?.expiresAt.getTime()).toBe(now().getTime() + 12 * HOUR);
		}
	});

	test('use within five minutes of the last extension writes nothing', async () => {
		const { auth, database, pass } = await staffed(open);
		const { cookie, session } = await signedIn(auth, 'lead@north.example');
		pass(5 * MINUTE - 1);
		expect((await auth.sessionOf(cookie))?.expiresAt).toEqual(session.expiresAt);
		pass(1);
		await auth.sessionOf(cookie);
		const [row] = await database.db.select().from(sessions);
		expect(row?.expiresAt.getTime()).toBe(session.expiresAt.getTime() + 5 * MINUTE);
	});

	test('an open window keeps a session only while it is used', async () => {
		const { auth, pass } = await staffed(open);
		const { session } = await signedIn(auth, 'lead@north.example');
		pass(6 * HOUR);
		expect((await auth.recheck(session.id, false))?.expiresAt).toEqual(session.expiresAt);
		expect((await auth.recheck(session.id, true))?.expiresAt.getTime()).toBe(
			session.expiresAt.getTime() + 6 * HOUR,
		);
		pass(12 * HOUR);
		expect(await auth.recheck(session.id, true)).toBeNull();
	});

	test('signing out ends that session, tells the listeners, and leaves the others', async () => {
		const { auth } = await staffed(open);
		const told: string[] = [];
		const stop = auth.onRevoked((userId) => told.push(userId));
		const desk = await signedIn(auth, 'lead@north.example');
		const phone = await signedIn(auth, 'lead@north.example');
		await auth.signOut(desk.session);
		expect(told).toEqual(['user-lead']);
		expect(await auth.sessionOf(desk.cookie)).toBeNull();
		expect(await auth.recheck(desk.session.id, true)).toBeNull();
		expect(await auth.sessionOf(phone.cookie)).toEqual(phone.session);
		await auth.signOutEverywhere('user-lead');
		expect(await auth.sessionOf(phone.cookie)).toBeNull();
		stop();
		auth.rightsChanged('user-lead');
		expect(told).toEqual(['user-lead', 'user-lead']);
	});

	test('a changed membership counts at once, and an ended one ends access', async () => {
		const { auth, database } = await staffed(open);
		const { cookie } = await signedIn(auth, 'lead@north.example');
		const told: string[] = [];
		auth.onRevoked((userId) => told.push(userId));
		await database.db.transaction((tx) =>
			setMembership(tx, {
				user: 'user-lead',
				force: FORCE,
				role: 'contributor',
				departments: ['custody'],
			}),
		);
		auth.rightsChanged('user-lead');
		expect(told).toEqual(['user-lead']);
		expect(await auth.sessionOf(cookie)).toMatchObject({
			role: 'contributor',
			departments: ['custody'],
		});
		await database.db.transaction((tx) => endMembership(tx, 'user-lead', FORCE));
		expect(await auth.sessionOf(cookie)).toBeNull();
		expect((await auth.people(FORCE)).map(({ id }) => id)).not.toContain('user-lead');
	});

	test('a database that cannot be asked is not the answer "nobody"', async () => {
		const { auth, database } = await staffed(open);
		const { cookie, session } = await signedIn(auth, 'lead@north.example');
		await database.close();
		await expect(auth.sessionOf(cookie)).rejects.toBeInstanceOf(DatabaseAway);
		await expect(auth.recheck(session.id, true)).rejects.toBeInstanceOf(DatabaseAway);
		await expect(auth.signIn('lead@north.example', 'x')).rejects.toBeInstanceOf(DatabaseAway);
		expect(await auth.sessionOf('theme=dark')).toBeNull();
	});

	test('the cookie is out of reach of scripts and other sites, and Secure on https', async () => {
		const { options } = (await staffed(open)).auth.cookie('s');
		expect(options).toEqual({ path: '/', httpOnly: true, sameSite: 'lax', secure: false });
		const https = (await staffed(open, { origin: 'https://boards.example' })).auth;
		expect(https.cookie('s').options.secure).toBe(true);
		expect(https.blankCookie()).toEqual({
			...https.cookie(''),
			options: { ...https.cookie('').options, maxAge: 0 },
		});
	});
});
