/**
 * What a person wrote that the server does not hold: kept when a document has to be given up for
 * the server's, and offered for copying. It is read from the document's own items, so it is what
 * this person typed and not what stood around it.
 */
import * as Y from 'yjs';

export interface OwnText {
	/** where it was written: `actions/<id>/progress` */
	readonly path: string;
	readonly text: string;
	/** the items it was written as, by which the server's copy is searched */
	readonly ranges: readonly { readonly clock: number; readonly length: number }[];
}

/**
 * The text typed here from a clock on and not deleted since, a piece per place it was typed in.
 * @param from clock of this client up to which the server is known to hold everything
 */
export function ownText(doc: Y.Doc, from: number): readonly OwnText[] {
	const own = doc.store.clients.get(doc.clientID) ?? [];
	const places = new Set<Y.AbstractType<unknown>>();
	for (let index = own.length - 1; index >= 0; index--) {
		const struct = own[index];
		if (struct === undefined || struct.id.clock + struct.length <= from) break;
		if (isText(struct) && struct.parent instanceof Y.AbstractType) places.add(struct.parent);
	}
	return [...places].map((place) => textIn(place, doc.clientID, from));
}

function textIn(place: Y.AbstractType<unknown>, client: number, from: number): OwnText {
	const ranges: { clock: number; length: number }[] = [];
	let text = '';
	let apart = false;
	for (let item = place._start; item !== null; item = item.right) {
		if (item.deleted || !item.countable) continue;
		const skip = Math.max(0, from - item.id.clock);
		if (!isText(item) || item.id.client !== client || skip >= item.length) {
			apart = text !== '';
			continue;
		}
		text += (apart ? ' … ' : '') + item.content.str.slice(skip);
		apart = false;
		ranges.push({ clock: item.id.clock + skip, length: item.length - skip });
	}
	return { path: pathOf(place).join('/'), text, ranges };
}

function isText(struct: Y.Item | Y.GC): struct is Y.Item & { content: Y.ContentString } {
	return struct instanceof Y.Item && !struct.deleted && struct.content instanceof Y.ContentString;
}

/** Root name, then a key per step; a place inside a list ends the path, since lists have no keys. */
function pathOf(type: Y.AbstractType<unknown>): string[] {
	const item = type._item;
	if (item === null) {
		for (const [name, root] of type.doc?.share ?? []) if (root === type) return [name];
		return [];
	}
	const above = item.parent instanceof Y.AbstractType ? pathOf(item.parent) : [];
	return item.parentSub === null ? above : [...above, item.parentSub];
}

/** Whether the server's document holds all of it: what was let in is no loss. */
export function holds(doc: Y.Doc, client: number, piece: OwnText): boolean {
	return piece.ranges.every(({ clock, length }) => {
		if (Y.getState(doc.store, client) < clock + length) return false;
		for (let at = clock; at < clock + length;) {
			const struct = Y.getItem(doc.store, Y.createID(client, at));
			if (!(struct instanceof Y.Item)) return false;
			at = struct.id.clock + struct.length;
		}
		return true;
	});
}
