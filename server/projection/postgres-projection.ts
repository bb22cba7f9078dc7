/** The rows, read for pages and the API, and kept up to date by a projector of this process. */
import { and, asc, desc, eq } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { forces } from '#db/schema/auth.ts';
import { frameworks, inspections } from '#db/schema/inspections.ts';
import {
	projectedActions,
	projectedBoards,
	projectedFindings,
	projectedPillars,
} from '#db/schema/projection.ts';
import { byPosition } from '#lib/domain/board-records.ts';
import type { Log } from '#server/log/log.ts';
import type { BoardSummary, ProjectedBoard, Projection } from './projection.ts';
import { Projector, type ProjectorParts } from './projector.ts';

type Listener = Parameters<Projection['onProjected']>[0];

export type PostgresProjectionParts = Omit<ProjectorParts, 'onProjected'>;

export class PostgresProjection implements Projection {
	readonly #db: Db;
	readonly #log: Log;
	readonly #projector: Projector;
	readonly #listeners = new Set<Listener>();

	constructor(parts: PostgresProjectionParts) {
		this.#db = parts.db;
		this.#log = parts.log;
		this.#projector = new Projector({
			...parts,
			onProjected: (change) => {
				for (const listener of this.#listeners) listener(change);
			},
		});
	}

	boards(forceId: string): Promise<readonly BoardSummary[]> {
		return this.#summaries(forceId);
	}

	async board(forceId: string, id: string): Promise<ProjectedBoard | null> {
		// One statement per table and no transaction around them: a position read first can only be
		// older than the records, and whoever follows the board is told of the newer one.
		const [summary] = await this.#summaries(forceId, id);
		if (summary === undefined) return null;
		const { position, ...board } = summary;
		const own = { pillars: projectedPillars, findings: projectedFindings, actions: projectedActions };
		const [pillars, findings, actions] = await Promise.all([
			this.#db.select({ record: own.pillars.record }).from(own.pillars).where(eq(own.pillars.board, id)),
			this.#db.select({ record: own.findings.record }).from(own.findings).where(eq(own.findings.board, id)),
			this.#db.select({ record: own.actions.record }).from(own.actions).where(eq(own.actions.board, id)),
		]);
		// Sorted here: the database may collate by the rules of a language.
		return {
			...board,
			position,
			pillars: pillars.map(({ record }) => record).sort(byPosition),
			findings: findings.map(({ record }) => record).sort(byPosition),
			actions: actions.map(({ record }) => record).sort(byPosition),
		};
	}

	follow(document: string): Promise<void> {
		return this.#projector.follow(document);
	}

	/** For a start: every board's rows show what the log holds. */
	async followAll(): Promise<void> {
		for (const document of await this.#log.documents('board:')) await this.follow(document);
	}

	async rebuild(): Promise<{ boards: number; entries: number }> {
		const documents = await this.#log.documents('board:');
		this.#projector.forget();
		await this.#db.delete(projectedBoards);
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

	#summaries(forceId: string, id?: string): Promise<(BoardSummary & { position: number })[]> {
		return this.#db
			.select({
				id: projectedBoards.board,
				title: projectedBoards.title,
				force: forces.name,
				cycle: frameworks.id,
				position: projectedBoards.position,
			})
			.from(projectedBoards)
			.innerJoin(inspections, eq(inspections.id, projectedBoards.board))
			.innerJoin(frameworks, eq(frameworks.id, inspections.frameworkId))
			.innerJoin(forces, eq(forces.id, inspections.forceId))
			.where(
				and(
					eq(inspections.forceId, forceId),
					id === undefined ? undefined : eq(projectedBoards.board, id),
				),
			)
			.orderBy(desc(inspections.ordinal), asc(inspections.id));
	}
}
