/**
 * What a record of the board document may hold: one table per record kind (`pillar.ts`,
 * `finding.ts`, `action.ts`) from which the TypeScript type, the check of a new record and the
 * right to write a field are all taken, so that the three cannot part ways.
 */

/** C coordinator; L lead, P contributor: on records of a department of theirs; S the server alone. */
export type Writer = 'C' | 'L' | 'P' | 'S';

/** What a string has to be: an id, a calendar date `YYYY-MM-DD`, a fractional key. */
export type Format = 'id' | 'date' | 'position';

interface FieldRule {
	readonly writers: readonly Writer[];
	readonly nullable?: boolean;
}

export type Field = FieldRule &
	(
		| { readonly type: 'string'; readonly max: number; readonly format?: Format }
		| { readonly type: 'choice'; readonly of: readonly string[] }
		| { readonly type: 'boolean' }
		/** Y.Text, typed in by several people at once; `max` counts UTF-16 units */
		| { readonly type: 'text'; readonly max: number }
		/** Y.Array of strings */
		| { readonly type: 'strings'; readonly max: number }
	);

export type Fields = Readonly<Record<string, Field>>;

type Present<F extends Field> = F extends { readonly type: 'boolean' }
	? boolean
	: F extends { readonly type: 'strings' }
		? readonly string[]
		: F extends { readonly type: 'choice'; readonly of: readonly (infer V)[] }
			? V
			: string;

export type ValueOf<F extends Field> = F extends { readonly nullable: true }
	? Present<F> | null
	: Present<F>;

/** A record as plain JSON: texts as strings, null as null. */
export type RecordOf<T extends Fields> = { readonly id: string } & {
	readonly [K in keyof T]: ValueOf<T[K]>;
};
