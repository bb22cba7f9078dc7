import { expect, test } from 'vitest';
import { signInTries } from '#db/schema/auth.ts';
import { onBothDatabases } from '../../tests/support/databases.ts';
import { FORCE, PASSWORD, signedIn, staffed } from '../../tests/support/staff.ts';
import type { Auth } from './session.ts';

const MINUTE = 60_000;
const WRONG = { ok: false, code: 'wrong' } as const;

async function wrongTries(auth: Auth, email: string, times: number): Promise<void> {
	for (let n = 0; n < times; n += 1) {
		expect(await auth.signIn(email, `wrong ${n}`)).toEqual(WRONG);
	}
}

onBothDatabases('signing in', (open) => {
	test('an unknown address is answered like a wrong password, after the same work', async () => {
		const { auth, verified } = await staffed(open);
		expect(await auth.signIn('lead@north.example', 'wrong')).toEqual(WRONG);
		expect(await auth.signIn('nobody@north.example', 'wrong')).toEqual(WRONG);
		expect(await auth.signIn('named@north.example', 'wrong')).toEqual(WRONG);
		expect(verified).toHaveLength(3);
		expect(new Set(verified.map((hash) => hash.split('$').slice(0, 4).join('$'))).size).toBe(1);
	});

	test.for(['lead@north.example', 'nobody@north.example'])(
		'ten wrong tries make %s wait, then it may try again',
		async (email) => {
			const { auth, pass, verified } = await staffed(open);
			await wrongTries(auth, email, 10);
			pass(4 * MINUTE);
			expect(await auth.signIn(email, PASSWORD)).toEqual({ ok: false, code: 'wait', minutes: 11 });
			expect(await auth.signIn(` ${email.toUpperCase()}`, PASSWORD)).toMatchObject({
				code: 'wait',
			});
			expect(verified).toHaveLength(10);
			pass(11 * MINUTE - 1);
			expect(await auth.signIn(email, 'x')).toEqual({ ok: false, code: 'wait', minutes: 1 });
			pass(1);
			expect(await auth.signIn(email, 'x')).toEqual(WRONG);
		},
	);

	test('the wait of one account is nobody else’s', async () => {
		const { auth } = await staffed(open);
		await wrongTries(auth, 'lead@north.example', 10);
		await signedIn(auth, 'coordinator@north.example');
		await wrongTries(auth, 'observer@north.example', 9);
		await signedIn(auth, 'observer@north.example');
	});

	test('tries are spread over the window: the eleventh is free when the first is old', async () => {
		const { auth, pass } = await staffed(open);
		for (let n = 0; n < 10; n += 1) {
			await wrongTries(auth, 'lead@north.example', 1);
			pass(MINUTE);
		}
		expect(await auth.signIn('lead@north.example', 'x')).toMatchObject({ minutes: 5 });
		pass(5 * MINUTE);
		await signedIn(auth, 'lead@north.example');
		await wrongTries(auth, 'lead@north.example', 1);
		expect(await auth.signIn('lead@north.example', 'x')).toMatchObject({ minutes: 1 });
	});

	test('twenty wrong tries at once: ten are judged', async () => {
		const { auth, verified } = await staffed(open);
		const answers = await Promise.all(
			Array.from({ length: 20 }, (_, n) => auth.signIn('lead@north.example', `wrong ${n}`)),
		);
		expect(answers.filter((answer) => !answer.ok && answer.code === 'wrong')).toHaveLength(10);
		expect(answers.filter((answer) => !answer.ok && answer.code === 'wait')).toHaveLength(10);
		expect(verified).toHaveLength(10);
	});

	test('twenty wrong tries at once in two processes: at most one more is judged', async () => {
		const { auth, anotherAuth, verified } = await staffed(open);
		const processes = [auth, anotherAuth()];
		await Promise.all(
			processes.flatMap((process) =>
				Array.from({ length: 10 }, (_, n) => process.signIn('lead@north.example', `wrong ${n}`)),
			),
		);
		await Promise.all(processes.map((process) => process.signIn('lead@north.example', 'wrong')));
		expect(verified.length).toBeGreaterThanOrEqual(10);
		expect(verified.length).toBeLessThanOrEqual(11);
	});

	test('one account on twenty screens at once is let in twenty times', async () => {
		const { auth, database } = await staffed(open);
		const all = Array.from({ length: 20 }, () => signedIn(auth, 'coordinator@north.example'));
		expect(new Set((await Promise.all(all)).map(({ secret }) => secret)).size).toBe(20);
		expect(await database.db.select().from(signInTries)).toEqual([]);
	});

	test('what was typed is not kept, and old tries are thrown away', async () => {
		const { auth, database, pass } = await staffed(open);
		await wrongTries(auth, 'nobody@north.example', 3);
		const kept = await database.db.select().from(signInTries);
		expect(kept).toHaveLength(3);
		expect(JSON.stringify(kept)).not.toContain('nobody');
		pass(15 * MINUTE);
		await wrongTries(auth, 'lead@north.example', 1);
		expect(await database.db.select().from(signInTries)).toHaveLength(1);
	});

	test('one press signs in only those who have a password', async () => {
		const { auth } = await staffed(open);
		expect((await auth.withPassword(FORCE)).map(({ id }) => id)).toEqual([
			'user-coordinator',
			'user-lead',
			'user-observer',
		]);
		expect(await auth.signInAs('user-lead')).toMatchObject({ ok: true });
		expect(await auth.signInAs('user-named')).toEqual(WRONG);
		expect(await auth.signInAs('user-unknown')).toEqual(WRONG);
	});
});
