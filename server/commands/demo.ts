/**
 * Loads the demonstration into an empty database: people, then a board document for each
 * inspection, then the rows beside them. These are several transactions, since each document's log
 * has its own; a mark is begun before the first and finished in the last, so that a start after a
 * kill completes what is half there and leaves what is whole alone.
 */
import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import * as Y from 'yjs';
import type { Db } from '#db/client.ts';
import { forces, users } from '#db/schema/auth.ts';
import { demonstrations } from '#db/schema/demonstration.ts';
import { createBoard } from '#lib/domain/board.ts';
import { calendarDateOf, type CalendarDate } from '#lib/domain/dates.ts';
import { documentName } from '#lib/domain/ids.ts';
import { createDepartment, createForce, createUser, setPassword } from '#server/auth/accounts.ts';
import type { Passwords } from '#server/auth/passwords.ts';
import { insertFrameworks, insertInspection } from '#server/inspections/load.ts';
import { DocumentExists, type Log } from '#server/log/log.ts';
import { demonstrationBoard } from './demo-board.ts';
import {
	FORCE_FACTS,
	FRAMEWORK_FACTS,
	INSPECTION_FACTS,
	type InspectionFacts,
} from './demo-facts.ts';
import { demonstrationInspections } from './demo-inspections.ts';
import { INVENTED } from './demo-invented.ts';
import { onePassword } from './one-password.ts';

/** Who made the first entry of each board, in the log. */
export const DEMONSTRATION_ACTOR = 'demonstration';

export interface LoadParts {
	readonly db: Db;
	readonly log: Log;
	readonly passwords: Passwords;
	/** one for all accounts of the demonstration that sign in */
	readonly password: string;
	readonly now: () => Date;
	/** takes a line of progress, for the person who waits */
	readonly say: (line: string) => void;
}

export type Loading =
	| { readonly ok: true; readonly code: 'loaded' | 'completed' | 'already loaded' }
	| { readonly ok: false; readonly code: 'not empty'; readonly message: string };

export async function loadDemonstration(parts: LoadParts): Promise<Loading> {
	const mark = await begin(parts);
	if (mark === null) {
		const message = 'The database is not empty, so the demonstration was not loaded.';
		return { ok: false, code: 'not empty', message };
	}
	if (mark.state === 'finished') {
		await keepPasswords(parts);
		return { ok: true, code: 'already loaded' };
	}

	parts.say(`Demonstration: ${INVENTED.people.length} people`);
	await loadPeople(parts);
	for (const facts of INSPECTION_FACTS) {
		parts.say(`Demonstration: ${facts.title}`);
		await loadBoard(parts, facts, mark.begunOn);
	}
	parts.say('Demonstration: documents, measures and grades');
	await finish(parts);
	return { ok: true, code: mark.state === 'new' ? 'loaded' : 'completed' };
}

interface Mark {
	readonly state: 'new' | 'begun' | 'finished';
	/** kept, so that what is completed later counts its dates from the same day */
	readonly begunOn: CalendarDate;
}

/** @returns null when the database holds somebody's own work */
async function begin({ db, log, now }: LoadParts): Promise<Mark | null> {
	// Asked before the transaction: the embedded database has one connection, and the log its own.
	const boards = await log.documents('');
	return db.transaction(async (tx) => {
		const [begun] = await tx
			.select()
			.from(demonstrations)
			.where(eq(demonstrations.force, FORCE_FACTS.id));
		if (begun !== undefined) {
			const state = begun.finishedAt === null ? 'begun' : 'finished';
			return { state, begunOn: begun.begunOn };
		}
		const [force] = await tx.select({ id: forces.id }).from(forces).limit(1);
		const [user] = await tx.select({ id: users.id }).from(users).limit(1);
		if (boards.length > 0 || force !== undefined || user !== undefined) return null;
		const begunOn = calendarDateOf(now());
		await tx
			.insert(demonstrations)
			.values({ force: FORCE_FACTS.id, begunOn })
			.onConflictDoNothing();
		return { state: 'new', begunOn };
	});
}

async function loadPeople({ db, passwords, password, now }: LoadParts): Promise<void> {
	const force = FORCE_FACTS.id;
	const same = onePassword(passwords, password);
	await db.transaction(async (tx) => {
		await createForce(tx, FORCE_FACTS);
		for (const department of INVENTED.departments) {
			await createDepartment(tx, { ...department, force });
		}
		for (const { signsIn, ...person } of INVENTED.people) {
			const user = { ...person, force, password: signsIn ? password : null };
			await createUser(tx, user, { passwords: same, now });
		}
	});
}

/**
 * The password is a setting, so a start with another one changes it: whoever opens the
 * demonstration to other machines must not find the published one still at work. An account that
 * was taken away, or can no longer sign in, stays so.
 */
async function keepPasswords({ db, passwords, password }: LoadParts): Promise<void> {
	const ours = INVENTED.people.filter(({ signsIn }) => signsIn).map(({ id }) => id);
	const same = onePassword(passwords, password);
	await db.transaction(async (tx) => {
		const able = await tx
			.select({ id: users.id })
			.from(users)
			.where(and(inArray(users.id, ours), isNotNull(users.passwordHash)));
		for (const { id } of able) await setPassword(tx, id, password, same);
	});
}

async function loadBoard(
	{ log }: LoadParts,
	facts: InspectionFacts,
	today: CalendarDate,
): Promise<void> {
	const doc = new Y.Doc();
	createBoard(doc, demonstrationBoard(facts, INVENTED, today));
	const bytes = Y.encodeStateAsUpdate(doc);
	const first = { actor: DEMONSTRATION_ACTOR, clientId: doc.clientID, bytes };
	doc.destroy();
	try {
		await log.create(documentName({ kind: 'board', board: facts.id }), first);
	} catch (error) {
		// A load that was cut short made this one: an entry is written whole or not at all.
		if (!(error instanceof DocumentExists)) throw error;
	}
}

/** Two processes may load at once; the mark's row lets one of them write these rows. */
async function finish({ db, now }: LoadParts): Promise<void> {
	const own = eq(demonstrations.force, FORCE_FACTS.id);
	await db.transaction(async (tx) => {
		const [mark] = await tx.select().from(demonstrations).where(own).for('update');
		if (mark?.finishedAt !== null) return;
		await insertFrameworks(tx, FRAMEWORK_FACTS);
		for (const inspection of demonstrationInspections()) await insertInspection(tx, inspection);
		await tx.update(demonstrations).set({ finishedAt: now() }).where(own);
	});
}
