/** Postgres array literals: with one array per column, any number of rows is one statement. */

export function bigints(values: readonly number[]): string {
	return `{${values.join(',')}}`;
}

export function instants(values: readonly Date[]): string {
	return `{${values.map((value) => value.toISOString()).join(',')}}`;
}

export function texts(values: readonly string[]): string {
	return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** Hex; the backslash of `\x` is itself escaped inside an array. */
export function byteas(values: readonly Uint8Array[]): string {
	return `{${values.map((value) => `\\\\x${hexOf(value)}`).join(',')}}`;
}

function hexOf(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
