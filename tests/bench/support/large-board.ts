/**
 * A board with 500 cards on one pillar, written into the benchmark's own database as the
 * demonstration is: a document whose first entry is the whole board, then the row of its inspection.
 * Its cards are those of the 2023/25 board, again and again, so that texts are as long as real ones.
 * The server must not be running: the embedded database has one process.
 */
import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { connect, type Connected, type Target } from '#db/client.ts';
import { createBoard } from '#lib/domain/board.ts';
import type { Board } from '#lib/domain/board-records.ts';
import { calendarDateOf } from '#lib/domain/dates.ts';
import { documentName } from '#lib/domain/ids.ts';
import { firstPositions } from '#lib/domain/order.ts';
import { demonstrationBoard } from '#server/commands/demo-board.ts';
import { INSPECTION_FACTS } from '#server/commands/demo-facts.ts';
import { demonstrationInspections } from '#server/commands/demo-inspections.ts';
import { INVENTED } from '#server/commands/demo-invented.ts';
import { startEmbedded } from '#server/embedded/embedded.ts';
import { insertInspection } from '#server/inspections/load.ts';
import { PostgresLog } from '#server/log/postgres-log.ts';
import type { Place } from './product.ts';

export const LARGE = { board: 'large-2023-25', pillar: 'q4', cards: 500 } as const;
const MODEL = 'durham-2023-25';

/** @throws when the place has no demonstration, or has the large board already */
export async function loadLargeBoard({ databaseUrl, dataDir }: Place): Promise<void> {
	if (databaseUrl !== null) {
		await load({ kind: 'url', url: databaseUrl });
		return;
	}
	const embedded = await startEmbedded({ dataDir });
	if (!embedded.ok) throw new Error(embedded.message);
	await load({ kind: 'socket', path: embedded.socketPath });
	await embedded.close();
}

async function load(target: Target): Promise<void> {
	const connected: Connected = connect(target);
	const now = () => new Date();
	const log = new PostgresLog(connected, { now, randomId: randomUUID });
	const doc = new Y.Doc();
	createBoard(doc, largeBoard());
	const bytes = Y.encodeStateAsUpdate(doc);
	const name = documentName({ kind: 'board', board: LARGE.board });
	await log.create(name, { actor: 'benchmark', clientId: doc.clientID, bytes });
	const model = demonstrationInspections().find(({ id }) => id === MODEL);
	if (model === undefined) throw new Error(`There is no inspection ${MODEL}`);
	const own = { id: LARGE.board, title: `${LARGE.cards} cards`, ordinal: 100 };
	const inspection = { ...model, ...own, documents: [], measures: [], peers: [] };
	await connected.db.transaction((tx) => insertInspection(tx, inspection));
	await connected.close();
}

/** Half of the cards stand in lanes of their own findings, half in the lanes for several together. */
function largeBoard(): Board {
	const facts = INSPECTION_FACTS.find(({ id }) => id === MODEL);
	if (facts === undefined) throw new Error(`There are no facts of ${MODEL}`);
	const model = demonstrationBoard(facts, INVENTED, calendarDateOf(new Date()));
	const pillar = model.pillars.find(({ code }) => code === LARGE.pillar);
	const findings = model.findings.filter((finding) => finding.pillar === pillar?.id);
	const actions = firstPositions(LARGE.cards).map((position, n) => {
		const card = model.actions[n % model.actions.length];
		const finding = findings[n % findings.length];
		if (card === undefined || pillar === undefined) throw new Error(`${MODEL} has no cards`);
		return {
			...card,
			id: `large-card-${n + 1}`,
			pillar: pillar.id,
			position,
			finding: n % 2 === 0 ? (finding?.id ?? null) : null,
		};
	});
	return { ...model, actions };
}
