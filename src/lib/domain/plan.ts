/**
 * Moving a card, worked out before anything is written: what it takes, and whether the person may.
 * A menu asks `mayMove` for each target it shows; the command carries out `planMove`. Pure, on
 * plain records.
 */
import type { Action, ActionColumn, ActionState } from './action.ts';
import { byPosition, type Board } from './board-records.ts';
import { laneKey, laneOf, type LaneRef } from './lanes.ts';
import { isPosition, placeAt } from './order.ts';
import { judge } from './policy.ts';
import type { Actor } from './roles.ts';
import { ALLOWED, refused, type Rule, type Verdict } from './rules.ts';

export type Records = Pick<Board, 'findings' | 'actions'>;

export interface Cell {
	readonly state: ActionColumn;
	readonly lane: LaneRef;
}

export interface MoveTarget extends Cell {
	/** place among the other cards of the cell, from 0; beyond the ends is the end */
	readonly index: number;
}

/** One field of an action set to a value. */
export interface Write {
	readonly id: string;
	readonly key: 'state' | 'finding' | 'position' | 'owner' | 'droppedBecause';
	readonly value: string | null;
}

export type Plan =
	| { readonly ok: true; readonly writes: readonly Write[] }
	| { readonly ok: false; readonly rule: Rule };

/** Whether a person may put a card into a cell, wherever in it. SPEC.md C1 to C3. */
export function mayMove(records: Records, actor: Actor, id: string, to: Cell): Verdict {
	const plan = planCell(records, actor, id, to);
	return plan.ok ? ALLOWED : plan;
}

/** Whether a person may take a drop back: state and reason, as a pair. SPEC.md P8. */
export function mayRestore(
	{ actions }: Pick<Records, 'actions'>,
	actor: Actor,
	id: string,
): Verdict {
	return judgeWrites(actor, actions, [
		{ id, key: 'state', value: 'planned' },
		{ id, key: 'droppedBecause', value: null },
	]);
}

/** All that a move writes, judged. @returns no writes when the card is there already */
export function planMove(records: Records, actor: Actor, id: string, to: MoveTarget): Plan {
	const cell = planCell(records, actor, id, to);
	const action = records.actions.find((each) => each.id === id);
	if (!cell.ok || action === undefined) return cell;
	const siblings = cardsIn(records, action.pillar, to).filter((other) => other.id !== id);
	const place = planPlace(actor, action, siblings, to.index, records.actions);
	return place.ok ? { ok: true, writes: [...cell.writes, ...place.writes] } : place;
}

/** The cards of a cell in their order. */
export function cardsIn(
	{ actions, findings }: Records,
	pillar: string,
	{ state, lane }: { readonly state: ActionState; readonly lane: LaneRef },
): Action[] {
	const key = laneKey(lane);
	return actions
		.filter((action) => action.pillar === pillar && action.state === state)
		.filter((action) => laneKey(laneOf(action, findings)) === key)
		.sort(byPosition);
}

/** @returns the first rule that stands against one of the writes */
export function judgeWrites(
	actor: Actor,
	actions: readonly Action[],
	writes: readonly Write[],
): Verdict {
	for (const { id, key, value } of writes) {
		const before = actions.find((action) => action.id === id);
		if (before === undefined) return refused('C1');
		const same = writes.filter((write) => write.id === id);
		const along = Object.fromEntries(same.map((write) => [write.key, write.value]));
		const path = ['actions', id];
		const verdict = judge({ actor, kind: 'set', path, key, before, after: value, along });
		if (!verdict.ok) return verdict;
	}
	return ALLOWED;
}

function planCell(records: Records, actor: Actor, id: string, to: Cell): Plan {
	const action = records.actions.find((each) => each.id === id);
	if (action === undefined) return refused('C1');
	if (action.state === 'dropped') return refused('C3');
	const lane = takes(records, action, to.lane);
	if (!lane.ok) return lane;
	const writes: Write[] = [];
	if (action.state !== to.state) writes.push({ id, key: 'state', value: to.state });
	if (laneKey(laneOf(action, records.findings)) !== laneKey(to.lane)) {
		const finding = to.lane.kind === 'finding' ? to.lane.id : null;
		writes.push({ id, key: 'finding', value: finding });
	}
	// The place is written too; whoever may not write it may not move the card at all.
	const place = { id, key: 'position', value: action.position } as const;
	const asked = isPosition(action.position) ? [...writes, place] : writes;
	const verdict = judgeWrites(actor, records.actions, asked);
	return verdict.ok ? { ok: true, writes } : verdict;
}

function takes({ findings }: Records, action: Action, lane: LaneRef): Verdict {
	if (lane.kind === 'together') return lane.answers === action.answers ? ALLOWED : refused('C2');
	const finding = findings.find(({ id }) => id === lane.id);
	if (finding === undefined) return refused('C1');
	return finding.pillar === action.pillar ? ALLOWED : refused('C2');
}

function planPlace(
	actor: Actor,
	action: Action,
	siblings: readonly Action[],
	index: number,
	actions: readonly Action[],
): Plan {
	if (standsAt(action, siblings, index)) return { ok: true, writes: [] };
	let first: Plan | null = null;
	for (const near of nearest(index, siblings.length)) {
		const { position, others } = placeAt(siblings, near);
		const writes = [{ id: action.id, position }, ...others].map((placed): Write => ({
			id: placed.id,
			key: 'position',
			value: placed.position,
		}));
		const verdict = judgeWrites(actor, actions, writes);
		if (verdict.ok) return { ok: true, writes };
		first ??= verdict;
	}
	return first ?? refused('C1');
}

/** The card's own key fits there already: then it is kept, and one write less can meet another's. */
function standsAt(action: Action, siblings: readonly Action[], index: number): boolean {
	const at = Math.max(0, Math.min(index, siblings.length));
	const left = siblings[at - 1];
	const right = siblings[at];
	return (
		(left === undefined || byPosition(left, action) < 0) &&
		(right === undefined || byPosition(action, right) < 0)
	);
}

/**
 * Places in a list, the wanted one first, then those beside it: between equal keys of another
 * department's cards a lead cannot make room, and the card comes to stand beside them. SPEC.md C6.
 */
function nearest(index: number, length: number): number[] {
	const at = Math.max(0, Math.min(index, length));
	const places = Array.from({ length: length + 1 }, (_, place) => place);
	return places.sort((a, b) => Math.abs(a - at) - Math.abs(b - at) || b - a);
}
