/**
 * Carets of others in a text. A selection travels in presence as two Yjs relative positions, which
 * stand between letters and not at numbers, so that they stay right while others type.
 */
import * as Y from 'yjs';
import type { Person } from './people.ts';

/** As it stands in presence, `place.cursor`. */
export interface Cursor {
	readonly anchor: unknown;
	readonly head: unknown;
}

/** Somebody else's selection in a text, in UTF-16 units; index and head are equal for a caret. */
export interface RemoteCaret {
	/** id of the client: a person with two windows has two carets */
	readonly client: number;
	readonly name: string;
	/** 1 to 6: the token `--p<colour>` */
	readonly colour: number;
	readonly index: number;
	readonly head: number;
}

export function cursorAt(text: Y.Text, selection: { start: number; end: number }): Cursor {
	return { anchor: toRelative(text, selection.start), head: toRelative(text, selection.end) };
}

function toRelative(text: Y.Text, index: number): unknown {
	// To the left: behind the letter that was typed last, as the caret itself stays.
	return Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index, -1));
}

/** The carets of others that stand in this text. What cannot be read, or is not here yet, is left out. */
export function remoteCarets(people: readonly Person[], text: Y.Text): readonly RemoteCaret[] {
	return people.flatMap((person) => {
		if (person.self) return [];
		return person.windows.flatMap(({ client, place }) => {
			const index = toIndex(text, place?.cursor?.anchor);
			const head = toIndex(text, place?.cursor?.head);
			if (index === null || head === null) return [];
			return [{ client, name: person.name, colour: person.colour, index, head }];
		});
	});
}

function toIndex(text: Y.Text, json: unknown): number | null {
	const position = readPosition(json);
	if (position === null || text.doc === null) return null;
	const absolute = Y.createAbsolutePositionFromRelativePosition(position, text.doc);
	return absolute?.type === text ? absolute.index : null;
}

/**
 * Presence is written by others, so nothing is believed of it. A position by the name of a root is
 * refused: looking it up would make that root.
 */
function readPosition(json: unknown): Y.RelativePosition | null {
	if (!isObject(json) || (json.tname !== undefined && json.tname !== null)) return null;
	const item = readId(json.item);
	const type = readId(json.type);
	if (item === null && type === null) return null;
	return new Y.RelativePosition(type, null, item, json.assoc === -1 ? -1 : 0);
}

function readId(json: unknown): Y.ID | null {
	if (!isObject(json)) return null;
	const { client, clock } = json;
	return isCount(client) && isCount(clock) ? Y.createID(client, clock) : null;
}

function isCount(value: unknown): value is number {
	return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null;
}
