/**
 * The Move menu of a card: column, place, lane. Each entry is the very move that a drag would be, and
 * one that is shut stays readable and says why.
 */
import { ACTION_COLUMNS } from '#lib/domain/action.ts';
import type { Lane } from '#lib/domain/lanes.ts';
import { ACTION_STATE_WORDS } from '#lib/domain/words.ts';
import type { MenuEntry } from '../primitives/menu.ts';
import type { BoardCommands } from './board-commands.ts';
import type { NamedCell } from './board-hand.svelte.ts';
import { COLUMN_LOOKS } from './column-words.ts';

interface MoveMenu {
	readonly card: string;
	/** the second page lists the lanes */
	readonly page: 'main' | 'lanes';
	readonly lanes: readonly Lane[];
	readonly commands: BoardCommands;
	readonly cell: (key: string) => NamedCell | undefined;
	readonly put: (cell: NamedCell, index: number) => void;
	/** opens the second page */
	readonly more: () => void;
	/** asks for the reason and drops the card from the board */
	readonly drop: (card: string) => void;
}

export function moveEntries(menu: MoveMenu): MenuEntry[] {
	const here = whereabouts(menu);
	if (!here) return [];
	return menu.page === 'lanes' ? laneEntries(menu, here) : mainEntries(menu, here);
}

interface Whereabouts {
	readonly lane: Lane;
	readonly cell: NamedCell;
	readonly index: number;
}

function whereabouts({ card, lanes, cell }: MoveMenu): Whereabouts | null {
	for (const lane of lanes) {
		for (const column of ACTION_COLUMNS) {
			const index = lane.columns[column].findIndex(({ action }) => action.id === card);
			const named = cell(`${lane.key}/${column}`);
			if (index !== -1 && named) return { lane, cell: named, index };
		}
	}
	return null;
}

function mainEntries(menu: MoveMenu, here: Whereabouts): MenuEntry[] {
	const { lane, cell, index } = here;
	const last = cell.cards.length - 1;
	const own = ACTION_STATE_WORDS[cell.column];
	const columns = ACTION_COLUMNS.map((column): MenuEntry => {
		const to = menu.cell(`${lane.key}/${column}`);
		const why =
			column === cell.column
				? `It is here now, ${index + 1} of ${last + 1}`
				: (to && shut(menu, to)) || undefined;
		return {
			kind: 'command',
			id: column,
			label: ACTION_STATE_WORDS[column],
			icon: why && column !== cell.column ? 'lock' : COLUMN_LOOKS[column].icon,
			...(why ? { why } : {}),
			run: () => to && menu.put(to, to.cards.length),
		};
	});
	const place = (id: string, label: string, to: number, edge: boolean): MenuEntry => ({
		kind: 'command',
		id,
		label,
		icon: 'up-down',
		...(edge ? { why: `It is the ${to < index ? 'first' : 'last'} one` } : {}),
		run: () => menu.put(cell, to),
	});
	const otherLanes = menu.lanes.filter((other) => other.key !== lane.key);
	const reachable = otherLanes.some((other) => {
		const to = menu.cell(`${other.key}/${cell.column}`);
		return to !== undefined && shut(menu, to) === null;
	});
	const first = otherLanes[0] && menu.cell(`${otherLanes[0].key}/${cell.column}`);
	return [
		...columns,
		{ kind: 'line', id: 'places' },
		place('up', `Up in ${own}`, index - 1, index === 0),
		place('down', `Down in ${own}`, index + 1, index === last),
		{
			kind: 'command',
			id: 'lanes',
			label: 'To another finding',
			icon: 'improvement',
			...(reachable
				? {}
				: { why: (first && shut(menu, first)) || 'There is no other on this board' }),
			run: menu.more,
		},
		{ kind: 'line', id: 'drop-line' },
		{
			kind: 'command',
			id: 'drop',
			label: 'Drop this action',
			icon: 'dropped',
			note: 'Asks for the reason, which stays on the record',
			run: () => menu.drop(menu.card),
		},
	];
}

function laneEntries(menu: MoveMenu, here: Whereabouts): MenuEntry[] {
	return menu.lanes.map((lane): MenuEntry => {
		const to = menu.cell(`${lane.key}/${here.cell.column}`);
		const why = lane.key === here.lane.key ? 'It is here now' : (to && shut(menu, to)) || undefined;
		const title = lane.finding ? `${lane.label}: ${lane.finding.title}` : lane.label;
		return {
			kind: 'command',
			id: lane.key,
			label: title,
			...(why ? { why } : {}),
			run: () => to && menu.put(to, to.cards.length),
		};
	});
}

function shut({ commands, card }: MoveMenu, to: NamedCell): string | null {
	const verdict = commands.mayMove(card, { state: to.column, lane: to.ref });
	return verdict.ok ? null : commands.explain(verdict.rule, card);
}
