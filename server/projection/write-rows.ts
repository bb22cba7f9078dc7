/**
 * Rows and the position they show, in one transaction. Several processes may follow one board: the
 * board's row is locked, and whoever is behind writes nothing.
 */
import type { Sql } from '#db/client.ts';
import { RECORD_ROOTS } from '#lib/domain/board-records.ts';
import type { FollowedBoard } from './followed-board.ts';
import { dropRows, putRows, storable, storableText } from './rows.ts';

/**
 * @param since  position after which the touched records changed, or null when that is not known:
 *   then every record is written
 * @param at  when the newest applied entry was made
 * @returns whether rows were written
 */
export async function writeRows(
	sql: Sql,
	board: string,
	followed: FollowedBoard,
	since: number | null,
	at: Date,
): Promise<boolean> {
	const { position, title } = followed;
	return sql.begin(async (tx) => {
		const shown = (await lockShown(tx, board)) ?? (await makeShown(tx, board, at));
		if (shown >= position) return false;
		const isWhole = since === null || shown < since;
		// Sent together: the server keeps the order, and the answers come in one round trip.
		await Promise.all([
			...RECORD_ROOTS.flatMap((root) => {
				const ids = isWhole ? followed.ids(root) : followed.touched(root);
				const found = ids.map((id) => followed.record(root, id));
				const there = found.filter((record) => record !== null);
				const gone = ids.filter((_, place) => found[place] === null);
				return [
					isWhole || gone.length > 0
						? dropRows(tx, board, root, isWhole ? null : storable(gone))
						: null,
					there.length > 0 ? putRows(tx, board, root, storable(there)) : null,
				];
			}),
			tx`update projected_boards
				set position = ${position}, at = ${at.toISOString()}, title = ${storableText(title)}
				where board = ${board}`,
		]);
		return true;
	});
}

/** @returns position that the rows show, null when there are none */
export async function readShown(sql: Sql, board: string): Promise<number | null> {
	const [row] = await sql<{ position: number }>`
		select position from projected_boards where board = ${board}`;
	return row?.position ?? null;
}

async function lockShown(tx: Sql, board: string): Promise<number | null> {
	const [row] = await tx<{ position: number }>`
		select position from projected_boards where board = ${board} for update`;
	return row?.position ?? null;
}

/** Two processes may make the row at the same time: the second waits, and finds the first one's. */
async function makeShown(tx: Sql, board: string, at: Date): Promise<number> {
	await tx`insert into projected_boards (board, position, at, title)
		values (${board}, 0, ${at.toISOString()}, '') on conflict do nothing`;
	const shown = await lockShown(tx, board);
	if (shown === null) throw new Error(`The rows of ${board} went while they were made`);
	return shown;
}
