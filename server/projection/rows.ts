/**
 * A board's records as rows: the whole record, and beside it the columns that are queried, which
 * Postgres takes out of the record itself. One statement per kind, whatever the number of records.
 */
import type { Sql } from '#db/client.ts';
import type { RecordRoot } from '#lib/domain/board-records.ts';

/** @param records  as `storable` gives them */
export async function putRows(
	tx: Sql,
	board: string,
	root: RecordRoot,
	records: string,
): Promise<void> {
	switch (root) {
		case 'pillars':
			await tx`
				insert into projected_pillars (board, id, position, code, department, grade, record)
				select ${board}, r->>'id', coalesce(r->>'position', ''), coalesce(r->>'code', ''),
					r->>'department', r->>'grade', r
				from jsonb_array_elements(${records}::jsonb) as r
				on conflict (board, id) do update set position = excluded.position,
					code = excluded.code, department = excluded.department, grade = excluded.grade,
					record = excluded.record`;
			return;
		case 'findings':
			await tx`
				insert into projected_findings
					(board, id, position, pillar, kind, state, department, owner, due, released, record)
				select ${board}, r->>'id', coalesce(r->>'position', ''), coalesce(r->>'pillar', ''),
					coalesce(r->>'kind', ''), coalesce(r->>'state', ''), r->>'department', r->>'owner',
					r->>'due', coalesce(r->'released' = 'true', false), r
				from jsonb_array_elements(${records}::jsonb) as r
				on conflict (board, id) do update set position = excluded.position,
					pillar = excluded.pillar, kind = excluded.kind, state = excluded.state,
					department = excluded.department, owner = excluded.owner, due = excluded.due,
					released = excluded.released, record = excluded.record`;
			return;
		case 'actions':
			await tx`
				insert into projected_actions
					(board, id, position, pillar, finding, state, department, owner, due, released, record)
				select ${board}, r->>'id', coalesce(r->>'position', ''), coalesce(r->>'pillar', ''),
					r->>'finding', coalesce(r->>'state', ''), r->>'department', r->>'owner',
					r->>'due', coalesce(r->'released' = 'true', false), r
				from jsonb_array_elements(${records}::jsonb) as r
				on conflict (board, id) do update set position = excluded.position,
					pillar = excluded.pillar, finding = excluded.finding, state = excluded.state,
					department = excluded.department, owner = excluded.owner, due = excluded.due,
					released = excluded.released, record = excluded.record`;
			return;
	}
}

/** @param ids  JSON: the records that go, or null for all of the board */
export async function dropRows(
	tx: Sql,
	board: string,
	root: RecordRoot,
	ids: string | null,
): Promise<void> {
	switch (root) {
		case 'pillars':
			await tx`delete from projected_pillars where board = ${board}
				and (${ids}::jsonb is null or ${ids}::jsonb ? id)`;
			return;
		case 'findings':
			await tx`delete from projected_findings where board = ${board}
				and (${ids}::jsonb is null or ${ids}::jsonb ? id)`;
			return;
		case 'actions':
			await tx`delete from projected_actions where board = ${board}
				and (${ids}::jsonb is null or ${ids}::jsonb ? id)`;
			return;
	}
}

/**
 * JSON that Postgres takes. Texts that people type may hold a zero or half a surrogate pair, which
 * its text has no room for; the row shows a mark in their place, so that one such text is never the
 * reason why a board's rows stand still.
 */
export function storable(value: unknown): string {
	return JSON.stringify(value, (_key, part: unknown) => {
		if (typeof part === 'string') return storableText(part);
		return typeof part === 'bigint' ? String(part) : part;
	});
}

export function storableText(text: string): string {
	return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
