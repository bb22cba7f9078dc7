/**
 * Figures of the running server in Prometheus' text format. Four kinds of thing are counted and no
 * more, so the format is written here in a few lines. Names of instruments stand at the end of the
 * file; whoever measures is handed `Metrics` and calls `add`, `set` or `observe`.
 */

export interface Counter {
	/** @param label value of the counter's one label, when it has one */
	add(by?: number, label?: string): void;
}

export interface Gauge {
	/** Asked when the figures are read, so that nothing has to be kept in step. */
	readFrom(read: () => number): void;
}

export interface Histogram {
	observe(value: number): void;
}

interface Instrument {
	lines(): readonly string[];
}

function head(name: string, type: string, help: string): string[] {
	return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

/** Label values come from our own lists, but a quote in one must not break the page for all. */
function quoted(value: string): string {
	return JSON.stringify(value);
}

export function counter(name: string, help: string, label?: string): Counter & Instrument {
	const totals = new Map<string, number>(label === undefined ? [['', 0]] : []);
	return {
		add(by = 1, value = '') {
			totals.set(value, (totals.get(value) ?? 0) + by);
		},
		lines: () => [
			...head(name, 'counter', help),
			...[...totals].map(([value, total]) =>
				label === undefined ? `${name} ${total}` : `${name}{${label}=${quoted(value)}} ${total}`,
			),
		],
	};
}

export function gauge(name: string, help: string): Gauge & Instrument {
	let current = () => 0;
	return {
		readFrom(read) {
			current = read;
		},
		lines: () => [...head(name, 'gauge', help), `${name} ${current()}`],
	};
}

/** @param bounds upper bounds of the buckets, ascending; the last, infinite one is added */
export function histogram(
	name: string,
	help: string,
	bounds: readonly number[],
): Histogram & Instrument {
	const counts = new Map<number, number>([...bounds, Infinity].map((bound) => [bound, 0]));
	let sum = 0;
	return {
		observe(value) {
			sum += value;
			for (const [bound, count] of counts) if (value <= bound) counts.set(bound, count + 1);
		},
		lines: () => [
			...head(name, 'histogram', help),
			...[...counts].map(
				([bound, count]) => `${name}_bucket{le="${bound === Infinity ? '+Inf' : bound}"} ${count}`,
			),
			`${name}_sum ${sum}`,
			`${name}_count ${counts.get(Infinity) ?? 0}`,
		],
	};
}

/** Everything that is measured. */
export interface Metrics {
	readonly connections: Gauge;
	readonly rooms: Gauge;
	readonly updates: Counter;
	/** label: the rule that refused, such as `P3` */
	readonly refusals: Counter;
	readonly commitMs: Histogram;
	/** opens the page to other machines (`access.ts`); null: this machine only */
	readonly token: string | null;
	/** The whole page, as `text/plain; version=0.0.4`. */
	text(): string;
}

export function createMetrics(token: string | null = null): Metrics {
	const connections = gauge('peelboard_connections', 'Open sockets.');
	const rooms = gauge('peelboard_rooms', 'Documents held in memory.');
	const updates = counter('peelboard_updates_total', 'Updates committed to the log.');
	const refusals = counter('peelboard_refusals_total', 'Changes refused, by rule.', 'rule');
	const commitMs = histogram(
		'peelboard_commit_milliseconds',
		'Time from the start of a flush to its commit.',
		[1, 2, 5, 10, 20, 50, 100, 250, 1000],
	);
	const all: readonly Instrument[] = [connections, rooms, updates, refusals, commitMs];
	return {
		connections,
		rooms,
		updates,
		refusals,
		commitMs,
		token,
		text: () => `${all.flatMap((instrument) => instrument.lines()).join('\n')}\n`,
	};
}
