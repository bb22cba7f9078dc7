/**
 * A pillar's board as lanes: findings, and lanes for cards that answer the pillar's improvements
 * or considerations together. One order for the desktop, the phone and the live view, so it is
 * computed here, from plain records and without Yjs.
 */
import type { Action, ActionColumn, Answers } from './action.ts';
import { byPosition, type Board } from './board-records.ts';
import type { Finding, FindingKind } from './finding.ts';
import { isCounted } from './lifecycle.ts';
import { KIND_WORDS } from './words.ts';

export type LaneRef =
	| { readonly kind: 'finding'; readonly id: string }
	| { readonly kind: 'together'; readonly answers: Answers | null };

/** What stands under one heading. */
export type LaneGroup = 'causes' | 'improvements' | 'considerations' | 'untied' | 'practice';

export const GROUP_WORDS: Readonly<Record<LaneGroup, string>> = {
	causes: 'Causes of concern',
	improvements: 'Areas for improvement',
	considerations: 'Areas for consideration',
	untied: 'Not tied to either',
	practice: 'Practice',
};

export interface Card {
	readonly action: Action;
	/** its number within the lane, from 1: "Action 1"; a dropped card keeps its own */
	readonly number: number;
}

export interface Lane {
	/** names the lane within the pillar, in ids and in the address */
	readonly key: string;
	readonly ref: LaneRef;
	readonly group: LaneGroup;
	/** null for a lane of cards that answer several together */
	readonly finding: Finding | null;
	/** "AFI 1", "Improvements together", "Not tied to either" */
	readonly label: string;
	readonly columns: Readonly<Record<ActionColumn, readonly Card[]>>;
	readonly dropped: readonly Card[];
}

/** Where a card stands. A finding that is gone, or of another pillar, leaves it to its `answers`. SPEC.md L1. */
export function laneOf(
	action: Pick<Action, 'finding' | 'pillar' | 'answers'>,
	findings: readonly Pick<Finding, 'id' | 'pillar'>[],
): LaneRef {
	const found = findings.some(
		({ id, pillar }) => id === action.finding && pillar === action.pillar,
	);
	return found && action.finding !== null
		? { kind: 'finding', id: action.finding }
		: { kind: 'together', answers: action.answers };
}

export function laneKey(ref: LaneRef): string {
	return ref.kind === 'finding' ? `finding-${ref.id}` : `together-${ref.answers ?? 'untied'}`;
}

/** The lanes of a pillar's board in the order of the page. SPEC.md L2 to L5. */
export function lanesOf(
	board: Pick<Board, 'findings' | 'actions'>,
	pillar: string,
): readonly Lane[] {
	const findings = board.findings.filter((finding) => finding.pillar === pillar).sort(byPosition);
	const cards = new Map<string, Action[]>();
	for (const action of board.actions.filter((each) => each.pillar === pillar).sort(byPosition)) {
		const key = laneKey(laneOf(action, findings));
		cards.set(key, [...(cards.get(key) ?? []), action]);
	}
	const lane = (group: LaneGroup, ref: LaneRef, finding: Finding | null, label: string): Lane => ({
		key: laneKey(ref),
		ref,
		group,
		finding,
		label,
		...cells(cards.get(laneKey(ref)) ?? []),
	});
	const ofFinding = (group: LaneGroup) => (finding: Finding) =>
		lane(group, { kind: 'finding', id: finding.id }, finding, labelOf(finding));
	const together = (group: LaneGroup, answers: Answers | null, label: string): Lane[] =>
		cards.has(laneKey({ kind: 'together', answers }))
			? [lane(group, { kind: 'together', answers }, null, label)]
			: [];
	const shown = findings.filter(
		({ id, state }) =>
			isCounted(state) || state === 'draft' || cards.has(laneKey({ kind: 'finding', id })),
	);
	const ofKind = (kind: FindingKind) => shown.filter((finding) => finding.kind === kind);
	return [
		...withRecommendations(ofKind('cause-of-concern'), ofKind('recommendation')).map(
			ofFinding('causes'),
		),
		...together('improvements', 'improvements', 'Improvements together'),
		...ofKind('area-for-improvement').map(ofFinding('improvements')),
		...together('considerations', 'considerations', 'Considerations together'),
		...ofKind('area-for-consideration').map(ofFinding('considerations')),
		...together('untied', null, GROUP_WORDS.untied),
		...ofKind('innovative-practice').map(ofFinding('practice')),
		...ofKind('promising-practice').map(ofFinding('practice')),
	];
}

/** Each cause of concern with its recommendations under it, then those whose cause is not here. */
function withRecommendations(causes: readonly Finding[], children: readonly Finding[]): Finding[] {
	const known = new Set(causes.map((cause) => cause.id));
	return [
		...causes.flatMap((cause) => [cause, ...children.filter(({ parent }) => parent === cause.id)]),
		...children.filter(({ parent }) => parent === null || !known.has(parent)),
	];
}

/** The words by which people refer to a finding: as its reference says, else its kind. */
export function labelOf(finding: Pick<Finding, 'reference' | 'kind'>): string {
	return finding.reference.trim() === '' ? KIND_WORDS[finding.kind].short : finding.reference;
}

/** The lane with those of its cards that pass; numbers stay, so that a card is called the same. */
export function keepCards(lane: Lane, keep: (action: Action) => boolean): Lane {
	const kept = (state: ActionColumn) => lane.columns[state].filter(({ action }) => keep(action));
	return {
		...lane,
		columns: {
			planned: kept('planned'),
			doing: kept('doing'),
			done: kept('done'),
			embedded: kept('embedded'),
		},
	};
}

/** @returns a card with its lane, a dropped one too; null when it is on none of these */
export function findCard(
	lanes: readonly Lane[],
	id: string,
): (Card & { readonly lane: Lane }) | null {
	for (const lane of lanes) {
		const cards = [...Object.values(lane.columns).flat(), ...lane.dropped];
		const card = cards.find(({ action }) => action.id === id);
		if (card !== undefined) return { ...card, lane };
	}
	return null;
}

/** An unchanged record stays the same card: then a page draws only the cards that changed. */
const known = new WeakMap<Action, Card>();

function cardOf(action: Action, number: number): Card {
	const before = known.get(action);
	if (before?.number === number) return before;
	const card = { action, number };
	known.set(action, card);
	return card;
}

function cells(actions: readonly Action[]): Pick<Lane, 'columns' | 'dropped'> {
	const cards = actions.map((action, i) => cardOf(action, i + 1));
	const inState = (state: Action['state']) => cards.filter(({ action }) => action.state === state);
	return {
		columns: {
			planned: inState('planned'),
			doing: inState('doing'),
			done: inState('done'),
			embedded: inState('embedded'),
		},
		dropped: inState('dropped'),
	};
}
