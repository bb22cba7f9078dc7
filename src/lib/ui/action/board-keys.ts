/**
 * Walking and carrying by keyboard, as arithmetic on the grid of cells: one tab stop per column,
 * arrows inside; a lifted card walks the same grid place by place. No DOM here, so every key can be
 * tested without a browser.
 */
import type { Place } from './card-drag.ts';

export interface Cell {
	/** what `Place.cell` names */
	readonly key: string;
	/** ids of the cards in it, in order */
	readonly cards: readonly string[];
}

/** `grid[lane][column]`, as on screen; every lane has every column. */
export type Grid = readonly (readonly Cell[])[];

const WALKING_KEYS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'] as const;
export type WalkingKey = (typeof WALKING_KEYS)[number];

export function isWalkingKey(key: string): key is WalkingKey {
	return (WALKING_KEYS as readonly string[]).includes(key);
}

interface Spot {
	readonly lane: number;
	readonly column: number;
	readonly index: number;
}

/** @returns the card that focus goes to, or null to stay */
export function walk(grid: Grid, card: string, key: WalkingKey): string | null {
	const spot = spotOf(grid, card);
	if (!spot) return null;
	const down = columnCards(grid, spot.column);
	const here = down.indexOf(card);
	switch (key) {
		case 'ArrowUp':
			return down[here - 1] ?? null;
		case 'ArrowDown':
			return down[here + 1] ?? null;
		case 'Home':
			return down[0] ?? null;
		case 'End':
			return down.at(-1) ?? null;
		case 'ArrowLeft':
			return sideways(grid, spot, -1);
		case 'ArrowRight':
			return sideways(grid, spot, 1);
	}
}

/** The next column that has a card; there the one in the same lane, else in the nearest lane. */
function sideways(grid: Grid, spot: Spot, step: -1 | 1): string | null {
	const columns = grid[0]?.length ?? 0;
	for (let column = spot.column + step; column >= 0 && column < columns; column += step) {
		const lanes = grid
			.map((_, lane) => lane)
			.sort((a, b) => Math.abs(a - spot.lane) - Math.abs(b - spot.lane) || a - b);
		for (const lane of lanes) {
			const cards = grid[lane]?.[column]?.cards ?? [];
			const card = cards[Math.min(spot.index, cards.length - 1)];
			if (card !== undefined) return card;
		}
	}
	return null;
}

/** Where a lifted card begins: its own place. */
export function placeOf(grid: Grid, card: string): Place | null {
	const spot = spotOf(grid, card);
	const cell = spot ? grid[spot.lane]?.[spot.column] : undefined;
	return spot && cell ? { cell: cell.key, index: spot.index } : null;
}

/** One step of a lifted card. Up and down go place by place and on into the next lane. */
export function carry(grid: Grid, card: string, from: Place, key: WalkingKey): Place {
	const spot = cellSpot(grid, from.cell);
	if (!spot) return from;
	const places = (lane: number, column: number): number =>
		(grid[lane]?.[column]?.cards ?? []).filter((id) => id !== card).length;
	const at = (lane: number, column: number, index: number): Place => {
		const cell = grid[lane]?.[column];
		return cell ? { cell: cell.key, index } : from;
	};
	const { lane, column } = spot;
	switch (key) {
		case 'ArrowUp':
			if (from.index > 0) return at(lane, column, from.index - 1);
			return lane > 0 ? at(lane - 1, column, places(lane - 1, column)) : from;
		case 'ArrowDown':
			if (from.index < places(lane, column)) return at(lane, column, from.index + 1);
			return at(lane + 1, column, 0);
		case 'ArrowLeft':
			return column > 0
				? at(lane, column - 1, Math.min(from.index, places(lane, column - 1)))
				: from;
		case 'ArrowRight':
			return at(lane, column + 1, Math.min(from.index, places(lane, column + 1)));
		case 'Home':
			return at(lane, column, 0);
		case 'End':
			return at(lane, column, places(lane, column));
	}
}

/** The one card of each column that Tab reaches: where one was last, else the first. */
export function tabStops(grid: Grid, last: string | null): ReadonlySet<string> {
	const stops = new Set<string>();
	const columns = grid[0]?.length ?? 0;
	for (let column = 0; column < columns; column += 1) {
		const cards = columnCards(grid, column);
		const stop = last !== null && cards.includes(last) ? last : cards[0];
		if (stop !== undefined) stops.add(stop);
	}
	return stops;
}

function columnCards(grid: Grid, column: number): readonly string[] {
	return grid.flatMap((lane) => lane[column]?.cards ?? []);
}

function spotOf(grid: Grid, card: string): Spot | null {
	for (const [lane, cells] of grid.entries()) {
		for (const [column, cell] of cells.entries()) {
			const index = cell.cards.indexOf(card);
			if (index !== -1) return { lane, column, index };
		}
	}
	return null;
}

function cellSpot(grid: Grid, key: string): { lane: number; column: number } | null {
	for (const [lane, cells] of grid.entries()) {
		const column = cells.findIndex((cell) => cell.key === key);
		if (column !== -1) return { lane, column };
	}
	return null;
}
