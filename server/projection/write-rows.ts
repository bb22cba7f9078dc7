/**
 * Rows and the position they show, in one transaction. Several processes may follow one board: the
 * board's row is locked, and whoever is behind writes nothing.
 */
import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Db } from '#db/client.ts';
import {
	projectedActions,
	projectedBoards,
	projectedFindings,
	projectedPillars,
} from '#db/schema/projection.ts';
import type { RecordRoot, RecordTypes } from '#lib/domain/board-records.ts';
import type { FollowedBoard } from './followed-board.ts';
import { actionRow, findingRow, pillarRow } from './rows.ts';

type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

/** Rows in one statement: a large board stays far below what one statement may carry. */
const CHUNK = 200;

/**
 * @param since  position that the rows showed when the board's touched records were last written, or
 *   null when that is not known: then every record is written
 * @returns whether rows were written
 */
export async function writeRows(
	db: Db,
	board: string,
	followed: FollowedBoard,
	since: number | null,
): Promise<boolean> {
	const { position, at, title } = followed;
	return db.transaction(async (tx) => {
		await tx
			.insert(projectedBoards)
			.values({ board, position: 0, at, title })
			.onConflictDoNothing();
		const [shown] = await tx
			.select({ position: projectedBoards.position })
			.from(projectedBoards)
			.where(eq(projectedBoards.board, board))
			.for('update');
		if (shown === undefined || shown.position >= position) return false;
		const whole = since === null || shown.position < since;
		await putPillars(tx, board, followed, whole);
		await putFindings(tx, board, followed, whole);
		await putActions(tx, board, followed, whole);
		await tx
			.update(projectedBoards)
			.set({ position, at, title })
			.where(eq(projectedBoards.board, board));
		return true;
	});
}

interface Changes<T> {
	readonly records: readonly T[];
	/** ids of records that are no longer there */
	readonly gone: readonly string[];
}

function changesOf<R extends RecordRoot>(
	followed: FollowedBoard,
	root: R,
	whole: boolean,
): Changes<RecordTypes[R]> {
	const ids = whole ? followed.ids(root) : [...followed.touched[root]];
	const found = ids.map((id) => followed.record(root, id));
	return {
		records: found.filter((record): record is RecordTypes[R] => record !== undefined),
		gone: ids.filter((_, place) => found[place] === undefined),
	};
}

async function putPillars(
	tx: Tx,
	board: string,
	followed: FollowedBoard,
	whole: boolean,
): Promise<void> {
	const table = projectedPillars;
	const { records, gone } = changesOf(followed, 'pillars', whole);
	await tx.delete(table).where(and(eq(table.board, board), whole ? undefined : among(table.id, gone)));
	for (const some of chunks(records)) {
		await tx
			.insert(table)
			.values(some.map((record) => pillarRow(board, record)))
			.onConflictDoUpdate({
				target: [table.board, table.id],
				set: asInserted({
					position: table.position,
					code: table.code,
					department: table.department,
					grade: table.grade,
					record: table.record,
				}),
			});
	}
}

async function putFindings(
	tx: Tx,
	board: string,
	followed: FollowedBoard,
	whole: boolean,
): Promise<void> {
	const table = projectedFindings;
	const { records, gone } = changesOf(followed, 'findings', whole);
	await tx.delete(table).where(and(eq(table.board, board), whole ? undefined : among(table.id, gone)));
	for (const some of chunks(records)) {
		await tx
			.insert(table)
			.values(some.map((record) => findingRow(board, record)))
			.onConflictDoUpdate({
				target: [table.board, table.id],
				set: asInserted({
					position: table.position,
					pillar: table.pillar,
					kind: table.kind,
					state: table.state,
					department: table.department,
					owner: table.owner,
					due: table.due,
					released: table.released,
					record: table.record,
				}),
			});
	}
}

async function putActions(
	tx: Tx,
	board: string,
	followed: FollowedBoard,
	whole: boolean,
): Promise<void> {
	const table = projectedActions;
	const { records, gone } = changesOf(followed, 'actions', whole);
	await tx.delete(table).where(and(eq(table.board, board), whole ? undefined : among(table.id, gone)));
	for (const some of chunks(records)) {
		await tx
			.insert(table)
			.values(some.map((record) => actionRow(board, record)))
			.onConflictDoUpdate({
				target: [table.board, table.id],
				set: asInserted({
					position: table.position,
					pillar: table.pillar,
					finding: table.finding,
					state: table.state,
					department: table.department,
					owner: table.owner,
					due: table.due,
					released: table.released,
					record: table.record,
				}),
			});
	}
}

/** A row that is there takes the values of the one that was to be inserted. */
function asInserted(columns: Readonly<Record<string, PgColumn>>): Record<string, SQL> {
	return Object.fromEntries(
		Object.entries(columns).map(([key, column]) => [
			key,
			sql`excluded.${sql.identifier(column.name)}`,
		]),
	);
}

function among(column: PgColumn, ids: readonly string[]): SQL {
	return inArray(column, [...ids]);
}

function chunks<T>(all: readonly T[]): T[][] {
	const parts: T[][] = [];
	for (let from = 0; from < all.length; from += CHUNK) parts.push(all.slice(from, from + CHUNK));
	return parts;
}
