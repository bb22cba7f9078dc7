/** Whether a value that came over the wire is one that its field can hold. SPEC.md P9. */
import { isCalendarDate } from './dates.ts';
import { isId } from './ids.ts';
import { isPosition } from './order.ts';
import type { Field, Format } from './schema.ts';

/** Longest point of a finding, in UTF-16 units; `max` of a list counts its points. */
const POINT_MAX = 500;

/** A whole value: of a new record, or of a key that is set. Texts are given as strings. */
export function fits(field: Field, value: unknown): boolean {
	if (value === null) return field.nullable === true;
	switch (field.type) {
		case 'string':
			return (
				typeof value === 'string' &&
				value.length <= field.max &&
				(field.format === undefined || hasFormat(field.format, value))
			);
		case 'choice':
			return typeof value === 'string' && field.of.includes(value);
		case 'boolean':
			return typeof value === 'boolean';
		case 'text':
			return typeof value === 'string' && value.length <= field.max;
		case 'strings':
			return (
				Array.isArray(value) &&
				value.length <= field.max &&
				value.every((point) => typeof point === 'string' && point.length <= POINT_MAX)
			);
	}
}

/**
 * What a text or a list has become by typing in it.
 * @param after the text's new length in UTF-16 units, or the text itself; for a list its new items
 */
export function fitsTyped(field: Field, after: unknown): boolean {
	if (field.type === 'text' && typeof after === 'number') return after >= 0 && after <= field.max;
	return (field.type === 'text' || field.type === 'strings') && fits(field, after);
}

function hasFormat(format: Format, value: string): boolean {
	switch (format) {
		case 'id':
			return isId(value);
		case 'date':
			return isCalendarDate(value);
		case 'position':
			return isPosition(value);
	}
}
