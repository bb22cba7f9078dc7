/** The figures in words and tables: the same text is printed and kept in `docs/benchmarks.md`. */
import { FAN_OUT, type FanOut } from './fan-out.ts';
import { PAGES, type PageTimes } from './pages.ts';
import type { ScriptSize } from './scripts.ts';
import { STARTS, type StartTimes } from './starts.ts';
import { table } from './support/table.ts';

/** What design promises; a figure beyond it is said, and nothing fails. */
const TARGETS = {
	ratio: new Map([
		[50, 2.5],
		[200, 1.7],
	]),
	usableMs: 1_000,
	moveMs: 50,
	liveKiB: 60,
	boardKiB: 170,
} as const;

export interface Section {
	readonly title: string;
	/** how it was measured */
	readonly words: string;
	readonly rows: readonly (readonly string[])[];
	/** one line for each target */
	readonly verdicts: readonly string[];
}

export function fanOutSection(results: readonly FanOut[]): Section {
	const ours = results.filter(({ savedMs }) => savedMs !== null);
	return {
		title: 'A change on other screens',
		words:
			`One person writes ${FAN_OUT.updatesPerSecond} times a second for ` +
			`${FAN_OUT.updates / FAN_OUT.updatesPerSecond} s, everybody else watches; clients are in a process ` +
			`of their own. Times are from the writer's send until a watcher's socket has it, over all ` +
			`deliveries but those of the first second; medians of ${FAN_OUT.rounds} rounds in which the servers ` +
			'take turns. Raw sockets only pass bytes on; ours judges, commits, then sends. Processor time and ' +
			'memory are of the server process: the embedded database is in it, Postgres is not.',
		rows: [
			[
				'watchers',
				'server',
				'median ms',
				'p99 ms',
				'x raw',
				'saved after ms',
				'CPU s',
				'RSS MiB',
				'delivered',
			],
			...results.map((each) => [
				String(each.watchers),
				each.server,
				fixed(each.medianMs, 2),
				fixed(each.p99Ms, 1),
				fixed(each.ratio, 2),
				fixed(each.savedMs, 2),
				fixed(each.cpuSeconds, 2),
				fixed(each.rssMiB, 0),
				`${each.deliveries} of ${each.deliveries}`,
			]),
		],
		verdicts: ours.map(({ watchers, server, ratio }) => {
			const target = TARGETS.ratio.get(watchers) ?? NaN;
			return verdict(`${watchers} watchers, ${server}`, fixed(ratio, 2), 'x raw', ratio, target);
		}),
	};
}

export function pagesSection(results: readonly PageTimes[]): Section {
	return {
		title: 'A board in the browser',
		words:
			`Chromium, nothing cached, the server on the same machine; medians of ${PAGES.loads} loads in ms since ` +
			'the navigation began. "Usable": a card has its Move button and the page says "Saved". Then one ' +
			`card is carried to and fro ${PAGES.moves} times by the keyboard; each time is from the key press ` +
			'until the frame that shows its effect is painted.',
		rows: [
			[
				'board',
				'cards',
				'first byte',
				'HTML complete',
				'first card',
				'usable',
				'slowest',
				'lift',
				'carry',
				'drop',
				'slowest',
			],
			...results.map(({ page, cards, loading, ...times }) => [
				page,
				String(cards),
				...[loading.firstByte, loading.htmlComplete, loading.shown, loading.live].map(whole),
				...[
					times.slowestLiveMs,
					times.liftMs,
					times.carryMs,
					times.dropMs,
					times.slowestDropMs,
				].map(whole),
			]),
		],
		verdicts: results.flatMap(({ page, loading, liftMs, carryMs, dropMs }) => {
			const slowest = Math.max(liftMs, carryMs, dropMs);
			return [
				verdict(`${page}, usable`, whole(loading.live), 'ms', loading.live, TARGETS.usableMs),
				verdict(`${page}, slowest step of a move`, whole(slowest), 'ms', slowest, TARGETS.moveMs),
			];
		}),
	};
}

export function scriptsSection(sizes: readonly ScriptSize[]): Section {
	const [live, board] = sizes;
	const verdicts = [[live, TARGETS.liveKiB] as const, [board, TARGETS.boardKiB] as const].flatMap(
		([size, target]) => {
			if (size === undefined) return [];
			const kib = size.gzipBytes / 1024;
			return [verdict(size.page, fixed(kib, 1), 'KiB', kib, target)];
		},
	);
	return {
		title: 'JavaScript of a page',
		words: 'What a browser with an empty cache fetches, each file compressed by gzip, level 9.',
		rows: [
			['page', 'files', 'KiB, gzip', 'Yjs in it'],
			...sizes.map(({ page, files, gzipBytes, hasYjs }) => [
				page,
				String(files),
				fixed(gzipBytes / 1024, 1),
				hasYjs ? 'yes' : 'no',
			]),
		],
		verdicts,
	};
}

export function startsSection(results: readonly StartTimes[]): Section {
	return {
		title: 'Start and memory',
		words:
			'From the start of the process until `/readyz` answers, built before. The first start finds an empty ' +
			'place: it makes the tables and, embedded, the database and the demonstration; with Postgres the ' +
			`demonstration is a command of its own. Later starts: median of ${STARTS.later}; memory ` +
			`${STARTS.steadyMs / 1000} s after the last of them, of the server process alone.`,
		rows: [
			[
				'database',
				'first start ms',
				'later start ms',
				'RSS MiB',
				'peak MiB',
				'peak of first start MiB',
			],
			...results.map((each) => [
				each.database,
				whole(each.firstMs),
				whole(each.laterMs),
				fixed(each.rssMiB, 0),
				fixed(each.peakMiB, 0),
				fixed(each.firstPeakMiB, 0),
			]),
		],
		verdicts: [],
	};
}

export function sectionText({ title, words, rows, verdicts }: Section): string {
	const parts = [`## ${title}`, words, table(rows), verdicts.map((line) => `- ${line}`).join('\n')];
	return parts.filter((part) => part !== '').join('\n\n');
}

function verdict(what: string, shown: string, unit: string, value: number, target: number): string {
	const isReached = value <= target;
	return `${what}: ${shown} ${unit}, target ${target}: ${isReached ? 'reached' : '**not reached**'}`;
}

function fixed(value: number | null, digits: number): string {
	return value === null ? '–' : value.toFixed(digits);
}

function whole(value: number): string {
	return value.toFixed(0);
}
