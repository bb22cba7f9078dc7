/**
 * Mends postgres.js 3.4.9 while it is bundled. When a connection closes inside a transaction, the
 * driver goes on writing to it: the process ends with "Cannot read properties of null (reading
 * 'write')" out of a timer, where no caller can catch it, or the connection object, used again, never
 * sends anything any more; and what the transaction's code still asks for runs outside of any
 * transaction once the connection is back. "The database went away" must be an answer instead.
 * Known upstream (porsager/postgres, issues 1154 and 1208) and not released when this was written.
 *
 * A version in which the text below is not found stops the build, so that an update is looked at.
 */

/** @typedef {{ file: string, from: string, to: string, times: number }} Mend */

/** @type {readonly Mend[]} */
const MENDS = [
	// A cancelled timer must be forgotten with what it was to send, or it counts as pending for ever.
	{
		file: '/postgres/src/connection.js',
		from: 'clearImmediate(nextWriteTimer)\n',
		to: 'clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n',
		times: 3,
	},
	// What a transaction asks for after its connection has gone is refused.
	{
		file: '/postgres/src/index.js',
		from: 'new Promise((_, reject) => connection.onclose = reject)',
		to: 'new Promise((_, reject) => connection.onclose = e => (lost = e, reject(e)))',
		times: 1,
	},
	{
		file: '/postgres/src/index.js',
		from: '    let savepoints = 0\n',
		to: '    let lost = null\n      , savepoints = 0\n',
		times: 1,
	},
	{
		file: '/postgres/src/index.js',
		from: 'q.catch(e => uncaughtError || (uncaughtError = e))\n',
		to: 'q.catch(e => uncaughtError || (uncaughtError = e))\n        if (lost) return q.reject(lost)\n',
		times: 1,
	},
];

/**
 * @param {string} code
 * @param {string} id
 */
export function mend(code, id) {
	const mends = MENDS.filter(({ file }) => id.endsWith(file));
	return mends.reduce((text, { from, to, times }) => {
		const parts = text.split(from);
		if (parts.length !== times + 1) {
			throw new Error(`${id} is not the version that mend-postgres.js knows: ${from.trim()}`);
		}
		return parts.join(to);
	}, code);
}

/** @returns {import('vite').Plugin} */
export function mendPostgres() {
	return {
		name: 'peelboard:mend-postgres',
		config: () => ({ ssr: { noExternal: ['postgres'] } }),
		transform: (code, id) =>
			id.includes('/postgres/src/') ? { code: mend(code, id), map: null } : null,
	};
}
