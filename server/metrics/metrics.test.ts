import { expect, test } from 'vitest';
import { counter, createMetrics, gauge, histogram } from './metrics.ts';

test('a counter without a label is there from the start and adds up', () => {
	const total = counter('things_total', 'Things.');
	expect(total.lines()).toEqual([
		'# HELP things_total Things.',
		'# TYPE things_total counter',
		'things_total 0',
	]);
	total.add();
	total.add(4);
	expect(total.lines().at(-1)).toBe('things_total 5');
});

test('a labelled counter keeps one total per value', () => {
	const total = counter('refusals_total', 'Refusals.', 'rule');
	total.add(1, 'P3');
	total.add(2, 'say "no"');
	total.add(1, 'P3');
	expect(total.lines().slice(2)).toEqual([
		'refusals_total{rule="P3"} 2',
		'refusals_total{rule="say \\"no\\""} 2',
	]);
});

test('a gauge is read when it is shown', () => {
	let open = 1;
	const sockets = gauge('sockets', 'Sockets.');
	expect(sockets.lines().at(-1)).toBe('sockets 0');
	sockets.readFrom(() => open);
	open = 7;
	expect(sockets.lines().at(-1)).toBe('sockets 7');
});

test('a histogram counts a value in every bucket that is at least as large', () => {
	const commit = histogram('commit', 'Commit.', [1, 5]);
	for (const ms of [0.5, 1, 3, 80]) commit.observe(ms);
	expect(commit.lines().slice(2)).toEqual([
		'commit_bucket{le="1"} 2',
		'commit_bucket{le="5"} 3',
		'commit_bucket{le="+Inf"} 4',
		'commit_sum 84.5',
		'commit_count 4',
	]);
});

test('the page holds every instrument and ends with a line break', () => {
	const metrics = createMetrics();
	metrics.updates.add(3);
	const page = metrics.text();
	expect(page).toMatch(/^peelboard_updates_total 3$/m);
	for (const name of ['connections', 'rooms', 'commit_milliseconds_count']) {
		expect(page).toMatch(new RegExp(`^peelboard_${name} 0$`, 'm'));
	}
	expect(page.endsWith('\n')).toBe(true);
});
