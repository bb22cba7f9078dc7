/**
 * Five people on one pillar's board over a network that delays, drops and reconnects by the dice,
 * through the real rooms and connections. At the end everybody is connected and everything has
 * arrived: then all see the same board, lane by lane, and it is the board in the log.
 */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Action } from '#lib/domain/action.ts';
import { ACTION_COLUMNS } from '#lib/domain/action.ts';
import { addAction, spliceText } from '#lib/domain/add.ts';
import { createBoard, readBoard } from '#lib/domain/board.ts';
import { dropAction, moveAction, restoreAction, setOwner } from '#lib/domain/change.ts';
import { lanesOf, type LaneRef } from '#lib/domain/lanes.ts';
import { sampleAction, sampleFinding, samplePillar } from '#lib/domain/samples.ts';
import { actorOf } from '#server/auth/session.ts';
import { readDocument } from '#server/sync/read-document.ts';
import { Rooms } from '#server/sync/rooms.ts';
import { Visits } from '#server/sync/visits.ts';
import { HandClock } from '../support/hand-clock.ts';
import { HeldLog } from '../support/held-log.ts';
import { BOARD, FORCE_ID, memoryLog, TestSessions } from '../support/sync-server.ts';
import { dice, type Dice } from '../support/random.ts';
import { Simulated } from './network.ts';

const SEEDS = [1, 2, 3, 5, 8, 13, 21, 34];
const STEPS = 1_500;
const PEOPLE = ['cora', 'coen', 'lena', 'luke', 'cleo'] as const;
const PILLAR = 'pillar-4';

async function boardLog(clock: HandClock): Promise<HeldLog> {
	const log = new HeldLog(memoryLog(clock));
	const doc = new Y.Doc();
	doc.clientID = 1;
	const departments = ['contact', 'custody'];
	createBoard(doc, {
		title: 'North 2025',
		pillars: [samplePillar({ id: PILLAR })],
		findings: [
			sampleFinding({ id: 'afi-1' }),
			sampleFinding({ id: 'afc-1', kind: 'area-for-consideration', position: 'a1' }),
		],
		actions: Array.from({ length: 12 }, (_, i) =>
			sampleAction({
				id: `action-${i}`,
				title: `Action ${i}`,
				position: `a${i % 4}`,
				finding: i % 3 === 0 ? 'afi-1' : null,
				answers: i % 2 === 0 ? 'improvements' : 'considerations',
				department: departments[i % 2] ?? null,
			}),
		),
	});
	const bytes = Y.encodeStateAsUpdate(doc);
	await log.create(BOARD, { actor: 'server', clientId: 1, bytes });
	return log;
}

/** All that is on its way inside the server: microtasks, and what waits for the next turn. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Something that this person might do now. What the policy does not allow is not done. */
function act({ doc, actor }: Simulated, random: Dice, newId: () => string): void {
	const { actions, findings } = readBoard(doc);
	if (actions.length === 0) return;
	const { id } = random.pick<Action>(actions);
	const lanes: LaneRef[] = [
		...findings.map((finding) => ({ kind: 'finding', id: finding.id }) as const),
		{ kind: 'together', answers: 'improvements' },
		{ kind: 'together', answers: 'considerations' },
	];
	const lane = random.pick(lanes);
	const key = random.pick(['title', 'progress', 'progress']);
	const at = random.below(30);
	switch (random.below(8)) {
		case 0:
		case 1:
		case 2: {
			const to = { state: random.pick(ACTION_COLUMNS), lane, index: random.below(5) };
			moveAction(doc, actor, id, to);
			return;
		}
		case 3: {
			const department = random.pick(['contact', 'custody']);
			const card = { lane, department, due: null, owner: null };
			addAction(doc, actor, { id: newId(), pillar: PILLAR, title: 'Another', ...card });
			return;
		}
		case 4:
			dropAction(doc, actor, id, 'no longer needed');
			return;
		case 5:
			restoreAction(doc, actor, id);
			return;
		case 6:
			setOwner(doc, actor, id, random.pick([null, 'user-cora', 'user-lena']));
			return;
		case 7: {
			const insert = random.pick(['word ', 'two words ', '', '\u{1f642}']);
			spliceText(doc, actor, { root: 'actions', id, key }, { at, remove: random.below(4), insert });
		}
	}
}

test.each(SEEDS)('seed %i: all five and the log see the same board', async (seed) => {
	const random = dice(seed);
	const clock = new HandClock();
	const sessions = new TestSessions(() => clock.now());
	sessions.set('coen', { role: 'coordinator' });
	const log = await boardLog(clock);
	const reports: string[] = [];
	const report = (what: string, error: unknown) => void reports.push(`${what}: ${String(error)}`);
	const rooms = new Rooms({ log, clock, report, metrics: null });
	const lookups = { auth: sessions, boardForce: () => Promise.resolve(FORCE_ID) };
	const visits = new Visits({ lookups, rooms, clock, report });
	const people: Simulated[] = [];
	for (const [index, cookie] of PEOPLE.entries()) {
		const session = await sessions.sessionOf(cookie);
		if (session === null) throw new Error(`${cookie} has a session`);
		const ref = { kind: 'board', board: 'north-2025' } as const;
		const visitor = { session, cookie, ref, hearsControl: true };
		people.push(
			new Simulated(actorOf(session), 100 + random.below(1_000) * 10 + index, (peer) =>
				visits.begin(peer, visitor),
			),
		);
	}
	let made = 0;
	let drops = 0;
	let isHeld = false;
	for (const person of people) person.connect();
	for (let step = 0; step < STEPS; step += 1) {
		const person = random.pick(people);
		const roll = random.below(100);
		if (roll < 22) act(person, random, () => `new-${seed}-${(made += 1)}`);
		else if (roll < 24 && person.isConnected) {
			person.disconnect();
			drops += 1;
		} else if (roll < 30 && !person.isConnected) person.connect();
		else if (roll < 34) {
			// A commit that takes its time, while the network goes on.
			if (isHeld) log.letGo();
			else log.hold();
			isHeld = !isHeld;
		} else person.deliver(random);
		await turn();
	}
	if (isHeld) log.letGo();
	for (const person of people) if (!person.isConnected) person.connect();
	for (let quiet = 0; quiet < 5; quiet += 1) {
		await turn();
		for (const person of people) while (person.deliver(random)) quiet = 0;
	}

	expect(reports).toEqual([]);
	expect(people.map(({ refusals }) => refusals)).toEqual([0, 0, 0, 0, 0]);
	expect(people.map(({ isSaved }) => isSaved)).toEqual([true, true, true, true, true]);
	const committed = await readDocument(log, BOARD);
	if (committed === null) throw new Error('the board is in the log');
	const board = readBoard(committed);
	// Enough happened for the comparison to mean something.
	expect(board.actions.length).toBeGreaterThan(15);
	expect(drops).toBeGreaterThan(5);
	for (const { doc, actor } of people) {
		expect(readBoard(doc), actor.id).toEqual(board);
		expect(lanesOf(readBoard(doc), PILLAR), actor.id).toEqual(lanesOf(board, PILLAR));
	}
	expect((await log.head(BOARD))?.position).toBeGreaterThan(50);
	visits.closeAll();
	await turn();
	expect(rooms.count).toBe(0);
});
