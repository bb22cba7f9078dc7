import { expect, test } from 'vitest';
import { menuPlace } from './menu.ts';

const view = { width: 1000, height: 800 };
const size = { width: 272, height: 300 };

test('a menu opens under its button, aligned with its start', () => {
	const button = { left: 100, right: 180, top: 50, bottom: 80 };
	expect(menuPlace(button, size, view)).toEqual({ left: 100, top: 84 });
});

test('a menu opens above where there is no room below and more above', () => {
	const button = { left: 100, right: 180, top: 700, bottom: 730 };
	expect(menuPlace(button, size, view)).toEqual({ left: 100, top: 396 });
});

test('a menu at the right edge is aligned with the end of its button and stays in the window', () => {
	const button = { left: 940, right: 980, top: 10, bottom: 40 };
	expect(menuPlace(button, size, view)).toEqual({ left: 708, top: 44 });
	const narrow = menuPlace({ left: 10, right: 60, top: 10, bottom: 40 }, size, {
		width: 200,
		height: 800,
	});
	expect(narrow.left).toBe(8);
});
