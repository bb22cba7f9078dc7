import { expect, test } from 'vitest';
import { homeOf, placesOf } from './places.ts';

const labels = (role: Parameters<typeof placesOf>[0], path = '/boards/b') =>
	placesOf(role, 'b', 'q1', path).map((place) => place.label);

test('an observer is offered the live view only', () => {
	expect(labels('observer')).toEqual(['Live view']);
	expect(homeOf('observer', 'b', '/boards')).toBe('/boards/b/live');
});

test('an administrator is offered no board page', () => {
	expect(labels('administrator')).toEqual([]);
});

test.each(['coordinator', 'lead', 'contributor', 'executive'] as const)(
	'a %s is offered overview, board and live view',
	(role) => {
		expect(labels(role)).toEqual(['Overview', 'Board', 'Live view']);
	},
);

test('one place is current: the overview, a pillar, or the live view', () => {
	const current = (path: string) =>
		placesOf('lead', 'b', 'q1', path)
			.filter((place) => place.current)
			.map((place) => place.label);
	expect(current('/boards/b')).toEqual(['Overview']);
	expect(current('/boards/b/q4')).toEqual(['Board']);
	expect(current('/boards/b/live')).toEqual(['Live view']);
});

test('another inspection opens on the same kind of page', () => {
	expect(homeOf('executive', 'c', '/boards/b/live')).toBe('/boards/c/live');
	expect(homeOf('executive', 'c', '/boards/b/q4')).toBe('/boards/c');
});
