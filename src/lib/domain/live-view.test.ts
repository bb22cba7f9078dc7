import { expect, test } from 'vitest';
import type { Board } from './board-records.ts';
import { changesInWords, liveView } from './live-view.ts';
import { sampleAction, sampleFinding, samplePillar } from './samples.ts';

const today = '2026-05-14';
const departments = [{ id: 'contact-management', name: 'Contact Management' }];

function boardOf(actions: Board['actions'], findings: Board['findings'] = []): Board {
	return { title: 'PEEL', pillars: [samplePillar()], findings, actions };
}

function viewOf(board: Board) {
	return liveView(board, today, [], departments);
}

test('what is off track comes latest first, with its department and the days in words', () => {
	const view = viewOf(
		boardOf([
			sampleAction({ id: 'five', state: 'doing', due: '2026-05-09' }),
			sampleAction({ id: 'twelve', state: 'planned', due: '2026-05-02' }),
			sampleAction({ id: 'done', state: 'done', due: '2026-01-01' }),
			sampleAction({ id: 'soon', state: 'doing', due: '2026-05-20' }),
		]),
	);
	expect(view.offTrack.first.map(({ id, words }) => [id, words])).toEqual([
		['twelve', '12 days late'],
		['five', '5 days late'],
	]);
	expect(view.offTrack.first[0]).toMatchObject({ code: 'q4', department: 'Contact Management' });
	expect(view.dueSoon.first.map(({ id }) => id)).toEqual(['soon']);
	expect(view.pillars[0]?.offTrack).toBe(2);
});

test('a list says how many there are and sends the first four', () => {
	const late = Array.from({ length: 9 }, (_, place) =>
		sampleAction({ id: `late-${place}`, state: 'doing', due: '2026-05-01' }),
	);
	const { offTrack } = viewOf(boardOf(late));
	expect(offTrack.count).toBe(9);
	expect(offTrack.first).toHaveLength(4);
});

test('ticks that are not finished work are told apart into going on and lying ahead', () => {
	const view = viewOf(
		boardOf([
			sampleAction({ id: 'a', reported: 'done', state: 'doing' }),
			sampleAction({ id: 'b', reported: 'done', state: 'planned' }),
			sampleAction({ id: 'c', reported: 'done', state: 'done' }),
			sampleAction({ id: 'd', reported: 'done', state: 'dropped' }),
		]),
	);
	expect([view.ladder.ticked, view.goingOn, view.ahead, view.claimed.count]).toEqual([3, 1, 1, 2]);
});

test('a title that waits for review is counted and nothing of it is sent', () => {
	const secret = sampleFinding({ title: 'Kept back', state: 'in review' });
	const view = viewOf(boardOf([], [secret]));
	expect(view.inReview).toBe(1);
	expect(JSON.stringify(view)).not.toContain('Kept back');
});

test('only figures that differ are said, with what they were', () => {
	const before = viewOf(boardOf([sampleAction({ reported: 'done', state: 'doing' })]));
	const after = viewOf(
		boardOf([sampleAction({ reported: 'done', state: 'embedded', evidence: 'accepted' })]),
	);
	expect(changesInWords(before, before)).toBeNull();
	expect(changesInWords(before, after)).toBe(
		'Evidence accepted 1, was 0. Read as finished 1, was 0.',
	);
});
