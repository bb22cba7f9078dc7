/** A number that shows whether something changed: values with who measured them and when. */
export const VALUE_ROLES = [
	'before',
	'after',
	'current',
	'comparator',
	'target',
	'subgroup',
	'previous inspection',
] as const;
export type ValueRole = (typeof VALUE_ROLES)[number];

export interface MeasureValue {
	readonly role: ValueRole;
	/** as printed: the force, `inspectorate`, `England and Wales` */
	readonly who: string;
	readonly period: string | null;
	/** null when none is printed */
	readonly value: number | null;
	readonly note: string | null;
}

export interface Measure {
	readonly id: string;
	/** id of the pillar it stands under */
	readonly pillar: string;
	readonly name: string;
	/** as printed: `percent`, `per 1,000 population`, `count` */
	readonly unit: string;
	/** null where the source gives no direction */
	readonly better: 'higher' | 'lower' | null;
	/** as the source says; `flat` where it calls two values broadly in line */
	readonly direction: 'up' | 'down' | 'flat' | null;
	readonly values: readonly MeasureValue[];
	readonly note: string | null;
}

export type Effect = 'moved the right way' | 'moved the wrong way' | 'not moved' | 'no measure';

/**
 * What a measure shows. `no measure` when before, after or the better direction is missing, or when
 * a source prints several values that do not agree on the answer. SPEC.md B2.
 */
export function effectOf({ better, values }: Pick<Measure, 'better' | 'values'>): Effect {
	const of = (role: ValueRole) =>
		values.flatMap((each) => (each.role === role && each.value !== null ? [each.value] : []));
	const effects = new Set(
		of('before').flatMap((before) => of('after').map((after) => moved(before, after, better))),
	);
	const [effect, ...others] = effects;
	return effect === undefined || others.length > 0 ? 'no measure' : effect;
}

function moved(before: number, after: number, better: Measure['better']): Effect {
	if (better === null) return 'no measure';
	if (before === after) return 'not moved';
	return after > before === (better === 'higher') ? 'moved the right way' : 'moved the wrong way';
}
