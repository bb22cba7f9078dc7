import { expect, test } from 'vitest';
import type { Board } from './board-records.ts';
import { ROLES } from './roles.ts';
import { sampleAction, sampleFinding, samplePillar } from './samples.ts';
import { visibleTo } from './visible.ts';

const board: Board = {
	title: 'PEEL',
	pillars: [samplePillar()],
	findings: [
		sampleFinding({ id: 'shown', released: true }),
		sampleFinding({ id: 'held', released: false }),
	],
	actions: [
		sampleAction({ id: 'of-shown', finding: 'shown', released: true }),
		sampleAction({ id: 'of-held', finding: 'held', released: true }),
		sampleAction({ id: 'together', finding: null, released: true }),
		sampleAction({ id: 'not-released', finding: null, released: false }),
	],
};

test('an observer sees what is released, and no card under a finding that is not', () => {
	const seen = visibleTo(board, 'observer');
	expect(seen.findings.map(({ id }) => id)).toEqual(['shown']);
	expect(seen.actions.map(({ id }) => id)).toEqual(['of-shown', 'together']);
	expect(seen.pillars).toEqual(board.pillars);
	expect(JSON.stringify(seen)).not.toContain('not-released');
});

test('everybody who opens boards sees the whole board', () => {
	for (const role of ROLES) {
		if (role === 'observer' || role === 'administrator') continue;
		expect(visibleTo(board, role), role).toBe(board);
	}
});
