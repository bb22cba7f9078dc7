/** Placeholder until the worker stands: the shape others build against. */
export type Embedded =
	| { readonly ok: true; readonly socketPath: string; readonly close: () => Promise<void> }
	| { readonly ok: false; readonly code: 'in-use' | 'unusable'; readonly message: string };

export async function startEmbedded(_options: {
	readonly dataDir: string;
	readonly memory?: boolean;
}): Promise<Embedded> {
	return { ok: false, code: 'unusable', message: 'The embedded database is not built yet.' };
}
