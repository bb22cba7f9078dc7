/** A table in Markdown whose columns line up, so that it reads as well in a terminal. */

/** @param rows the first one is the head */
export function table(rows: readonly (readonly string[])[]): string {
	const [head = [], ...body] = rows;
	const widths = head.map((_, column) =>
		Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)),
	);
	const isNumber = head.map((_, column) =>
		body.every((row) => /^(–|[\d.]+)$/.test(row[column] ?? '')),
	);
	const line = (cells: readonly string[]): string => {
		const padded = cells.map((cell, column) => {
			const width = widths[column] ?? 0;
			return isNumber[column] === true ? cell.padStart(width) : cell.padEnd(width);
		});
		return `| ${padded.join(' | ')} |`;
	};
	const rule = widths.map((width, column) =>
		isNumber[column] === true ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
	);
	return [line(head), line(rule), ...body.map(line)].join('\n');
}
