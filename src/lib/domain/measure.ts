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
