import type { Board } from '#lib/domain/board.ts';

/** One inspection's board in a list: the shape of `GET /api/boards`. */
export interface BoardSummary {
	readonly id: string;
	readonly title: string;
	/** the force's name */
	readonly force: string;
	/** `2023-25` */
	readonly cycle: string;
}

/** A board as rows show it: the shape of `GET /api/boards/<board>` and of every page's data. */
export interface ProjectedBoard extends BoardSummary, Board {
	/** log position that the rows show */
	readonly position: number;
}

/**
 * The log as rows, for pages, reports and the API. It follows the log by position: rows and the
 * position they show are written in one transaction, so a crash repeats work and never skips it.
 */
export interface Projection {
	/** The boards of a force, newest first. */
	boards(forceId: string): Promise<readonly BoardSummary[]>;
	/** @returns null when the force has no such board, whatever the reason */
	board(forceId: string, id: string): Promise<ProjectedBoard | null>;
	/** Reads what the log has beyond the rows. Resolves when the rows show the newest position seen at the call. */
	follow(document: string): Promise<void>;
	/** Empties the rows of every board and builds them again from the log. @returns boards and entries read */
	rebuild(): Promise<{ boards: number; entries: number }>;
	/** Called after rows of a board changed. @returns the way to stop listening */
	onProjected(
		listener: (change: { board: string; position: number; at: Date }) => void,
	): () => void;
	close(): Promise<void>;
}
