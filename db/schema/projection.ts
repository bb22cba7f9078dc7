/**
 * The board documents as rows, for pages, reports and the API: written by `server/projection`
 * alone, and built again from the log at will. The columns beside `record` are what is queried;
 * they are plain text and not closed lists, because a row shows what the document holds and must
 * never be the reason why nothing else is shown.
 */
import { bigint, boolean, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Action } from '#lib/domain/action.ts';
import type { Finding } from '#lib/domain/finding.ts';
import type { Pillar } from '#lib/domain/pillar.ts';
import { instant } from './columns.ts';

export const projectedBoards = pgTable('projected_boards', {
	/** the id of the inspection */
	board: text('board').primaryKey(),
	/** log position that all rows of the board show */
	position: bigint('position', { mode: 'number' }).notNull(),
	/** when the entry at that position was made */
	at: instant('at').notNull(),
	title: text('title').notNull(),
});

const ownBoard = () =>
	text('board')
		.notNull()
		.references(() => projectedBoards.board, { onDelete: 'cascade' });

export const projectedPillars = pgTable(
	'projected_pillars',
	{
		board: ownBoard(),
		id: text('id').notNull(),
		position: text('position').notNull(),
		code: text('code').notNull(),
		department: text('department'),
		grade: text('grade'),
		record: jsonb('record').$type<Pillar>().notNull(),
	},
	(table) => [primaryKey({ columns: [table.board, table.id] })],
);

export const projectedFindings = pgTable(
	'projected_findings',
	{
		board: ownBoard(),
		id: text('id').notNull(),
		position: text('position').notNull(),
		pillar: text('pillar').notNull(),
		kind: text('kind').notNull(),
		state: text('state').notNull(),
		department: text('department'),
		owner: text('owner'),
		due: text('due'),
		released: boolean('released').notNull(),
		record: jsonb('record').$type<Finding>().notNull(),
	},
	(table) => [primaryKey({ columns: [table.board, table.id] })],
);

export const projectedActions = pgTable(
	'projected_actions',
	{
		board: ownBoard(),
		id: text('id').notNull(),
		position: text('position').notNull(),
		pillar: text('pillar').notNull(),
		finding: text('finding'),
		state: text('state').notNull(),
		department: text('department'),
		owner: text('owner'),
		due: text('due'),
		released: boolean('released').notNull(),
		record: jsonb('record').$type<Action>().notNull(),
	},
	(table) => [primaryKey({ columns: [table.board, table.id] })],
);
