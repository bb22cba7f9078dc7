/**
 * A board as plain records: what pages, the projection and the live view read. Apart from
 * `board.ts`, so that a page that only reads does not load Yjs.
 */
import { ACTION_FIELDS, type Action } from './action.ts';
import { FINDING_FIELDS, type Finding } from './finding.ts';
import { PILLAR_FIELDS, type Pillar } from './pillar.ts';
import type { Fields } from './schema.ts';

export const RECORD_ROOTS = ['pillars', 'findings', 'actions'] as const;
export type RecordRoot = (typeof RECORD_ROOTS)[number];

export const FIELDS_OF = {
	pillars: PILLAR_FIELDS,
	findings: FINDING_FIELDS,
	actions: ACTION_FIELDS,
} as const satisfies Record<RecordRoot, Fields>;

/** The root `meta`: one record without an id. */
export const META_FIELDS = {
	title: { type: 'string', max: 300, writers: ['C'] },
} as const satisfies Fields;

export interface RecordTypes {
	readonly pillars: Pillar;
	readonly findings: Finding;
	readonly actions: Action;
}

/** The records of a board as plain JSON, each list in the order (position, id). */
export interface Board {
	readonly title: string;
	readonly pillars: readonly Pillar[];
	readonly findings: readonly Finding[];
	readonly actions: readonly Action[];
}

export interface Placed {
	readonly id: string;
	readonly position: string;
}

/** Order on screen and on the wire: fractional key by code unit, then id. SPEC.md K1. */
export function byPosition(a: Placed, b: Placed): number {
	if (a.position !== b.position) return a.position < b.position ? -1 : 1;
	return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
