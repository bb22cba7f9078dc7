/** The rows, read for pages and the API, and kept up to date by a projector of this process. */
import { asc, desc, eq } from 'drizzle-orm';
import type { Db, Sql } from '#db/client.ts';
import { forces } from '#db/schema/auth.ts';
import { inspections } from '#db/schema/inspections.ts';
import { projectedBoards } from '#db/schema/projection.ts';
import { byPosition } from '#lib/domain/board-records.ts';
import { isId } from '#lib/domain/ids.ts';
import type { Log } from '#server/log/log.ts';
import type { BoardSummary, ProjectedBoard, Projection } from './projection.ts';
import { Projector, type ProjectorParts } from './projector.ts';

type Listener = Parameters<Projection['onProjected']>[0];

export interface PostgresProjectionParts extends Omit<ProjectorParts, 'onProjected'> {
	readonly db: Db;
}

/** How the names of board documents begin. */
const BOARDS = 'board:';

export class PostgresProjection implements Projection {
	readonly #db: Db;
	readonly #sql: Sql;
	readonly #log: Log;
	readonly #projector: Projector;
	readonly #listeners = new Set<Listener>();

	constructor(parts: PostgresProjectionParts) {
		this.#db = parts.db;
		this.#sql = parts.sql;
		this.#log = parts.log;
		this.#projector = new Projector({
			...parts,
			onProjected: (change) => {
				for (const listener of this.#listeners) listener(change);
			},
		});
	}

	boards(forceId: string): Promise<readonly BoardSummary[]> {
		return this.#db
			.select({
				id: projectedBoards.board,
				title: projectedBoards.title,
				force: forces.name,
				cycle: inspections.frameworkId,
			})
			.from(projectedBoards)
			.innerJoin(inspections, eq(inspections.id, projectedBoards.board))
			.innerJoin(forces, eq(forces.id, inspections.forceId))
			.where(eq(inspections.forceId, forceId))
			.orderBy(desc(inspections.ordinal), asc(inspections.id));
	}

	/** One statement, so that all of it is of one position. */
	async board(forceId: string, id: string): Promise<ProjectedBoard | null> {
		if (!isId(id)) return null;
		const [row] = await this.#sql<ProjectedBoard>`
			select b.board as id, b.title, f.name as force, i.framework_id as cycle,
				greatest(b.position, 0) as position,
				(select coalesce(jsonb_agg(record), '[]') from projected_pillars where board = b.board)
					as pillars,
				(select coalesce(jsonb_agg(record), '[]') from projected_findings where board = b.board)
					as findings,
				(select coalesce(jsonb_agg(record), '[]') from projected_actions where board = b.board)
					as actions
			from projected_boards b
			join inspections i on i.id = b.board
			join forces f on f.id = i.force_id
			where i.force_id = ${forceId} and b.board = ${id}`;
		if (row === undefined) return null;
		// Sorted here: the database may collate by the rules of a language.
		return {
			...row,
			pillars: row.pillars.toSorted(byPosition),
			findings: row.findings.toSorted(byPosition),
			actions: row.actions.toSorted(byPosition),
		};
	}

	follow(document: string): Promise<void> {
		return this.#projector.follow(document);
	}

	/** For a start: every board's rows show what the log holds. */
	async followAll(): Promise<void> {
		for (const document of await this.#log.documents(BOARDS)) await this.follow(document);
	}

	/**
	 * Board by board, each in one transaction, so that readers see the old rows or the new ones. A
	 * position that no log has makes whoever writes next, in any process, write every record.
	 */
	async rebuild(): Promise<{ boards: number; entries: number }> {
		const documents = await this.#log.documents(BOARDS);
		const boards = documents.map((document) => document.slice(BOARDS.length));
		await this.#sql`
			delete from projected_boards where not (${JSON.stringify(boards)}::jsonb ? board)`;
		await this.#sql`update projected_boards set position = -1`;
		this.#projector.forget();
		let entries = 0;
		for (const document of documents) {
			await this.follow(document);
			entries += (await this.#log.head(document))?.position ?? 0;
		}
		return { boards: documents.length, entries };
	}

	onProjected(listener: Listener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	close(): Promise<void> {
		return this.#projector.close();
	}
}
