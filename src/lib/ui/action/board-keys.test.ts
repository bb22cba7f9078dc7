import { describe, expect, test } from 'vitest';
import { carry, placeOf, tabStops, walk, type Grid } from './board-keys.ts';

const cell = (key: string, ...cards: string[]) => ({ key, cards });

//          planned              doing             done
const grid: Grid = [
	[cell('a/planned', 'p1'), cell('a/doing', 'd1', 'd2'), cell('a/done')],
	[cell('b/planned'), cell('b/doing', 'd3'), cell('b/done')],
	[cell('c/planned', 'p2'), cell('c/doing'), cell('c/done', 'e1')],
];

describe('walking', () => {
	test('up and down pass through a column and across its lanes', () => {
		expect(walk(grid, 'd2', 'ArrowDown')).toBe('d3');
		expect(walk(grid, 'd3', 'ArrowUp')).toBe('d2');
		expect(walk(grid, 'd3', 'ArrowDown')).toBeNull();
		expect(walk(grid, 'd3', 'Home')).toBe('d1');
		expect(walk(grid, 'p1', 'End')).toBe('p2');
	});

	test('left and right keep the lane, and go to the nearest where the lane is empty', () => {
		expect(walk(grid, 'p1', 'ArrowRight')).toBe('d1');
		expect(walk(grid, 'd2', 'ArrowRight')).toBe('e1');
		expect(walk(grid, 'e1', 'ArrowLeft')).toBe('d3');
		expect(walk(grid, 'd3', 'ArrowLeft')).toBe('p1');
		expect(walk(grid, 'p1', 'ArrowLeft')).toBeNull();
	});

	test('a card that is gone keeps the focus where it is', () => {
		expect(walk(grid, 'gone', 'ArrowUp')).toBeNull();
	});

	test('each column has one tab stop, the card that had it last', () => {
		expect([...tabStops(grid, 'd3')]).toEqual(['p1', 'd3', 'e1']);
		expect([...tabStops(grid, null)]).toEqual(['p1', 'd1', 'e1']);
	});
});

describe('carrying', () => {
	test('a card begins where it is', () => {
		expect(placeOf(grid, 'd2')).toEqual({ cell: 'a/doing', index: 1 });
		expect(placeOf(grid, 'gone')).toBeNull();
	});

	test('down goes place by place, then into the next lane', () => {
		const second = carry(grid, 'd1', { cell: 'a/doing', index: 0 }, 'ArrowDown');
		expect(second).toEqual({ cell: 'a/doing', index: 1 });
		expect(carry(grid, 'd1', second, 'ArrowDown')).toEqual({ cell: 'b/doing', index: 0 });
		expect(carry(grid, 'd1', { cell: 'c/doing', index: 0 }, 'ArrowDown')).toEqual({
			cell: 'c/doing',
			index: 0,
		});
	});

	test('up from the first place goes to the end of the lane above', () => {
		expect(carry(grid, 'd3', { cell: 'b/doing', index: 0 }, 'ArrowUp')).toEqual({
			cell: 'a/doing',
			index: 2,
		});
	});

	test('sideways never lands past the end, and stops at the edge', () => {
		expect(carry(grid, 'd2', { cell: 'a/doing', index: 1 }, 'ArrowRight')).toEqual({
			cell: 'a/done',
			index: 0,
		});
		expect(carry(grid, 'd2', { cell: 'a/doing', index: 1 }, 'ArrowLeft')).toEqual({
			cell: 'a/planned',
			index: 1,
		});
		expect(carry(grid, 'p1', { cell: 'a/planned', index: 0 }, 'ArrowLeft')).toEqual({
			cell: 'a/planned',
			index: 0,
		});
	});
});
