/**
 * A Yjs update taken apart before anything touches a document, and the question whether a document
 * would take all of it. Yjs itself keeps what it cannot place in a pending store, from where
 * somebody else's later update releases it; and it throws in the middle of a transaction when the
 * bytes are made up. Both are found here, so that applying an admitted update always succeeds
 * whole (SPEC G2, G4). Uses internals of Yjs 13: `decoded-update.test.ts` pins them.
 */
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';

type Struct = Y.Item | Y.GC | Y.Skip;
type StructStore = Y.Doc['store'];

interface DeletedRange {
	readonly clock: number;
	readonly len: number;
}

export interface DecodedUpdate {
	readonly bytes: Uint8Array;
	/** what it brings, by client id, in clock order */
	readonly structs: ReadonlyMap<number, readonly Struct[]>;
	readonly deletes: ReadonlyMap<number, readonly DeletedRange[]>;
}

/** Client ids of Yjs are random unsigned 32-bit numbers. */
const MAX_CLIENT_ID = 0xffff_ffff;

/** Remembers where reading ended: `decodeUpdate` does not say whether bytes were left over. */
let lastRead: decoding.Decoder | null = null;

class WatchedDecoder extends Y.UpdateDecoderV1 {
	constructor(decoder: decoding.Decoder) {
		super(decoder);
		lastRead = decoder;
	}
}

/** @returns null when the bytes are not exactly one well-formed update (V1 encoding) */
export function decodeUpdate(bytes: Uint8Array): DecodedUpdate | null {
	try {
		const { structs, ds } = Y.decodeUpdateV2(bytes, WatchedDecoder);
		if (lastRead === null || decoding.hasContent(lastRead)) return null;
		const byClient = groupByClient(structs);
		const sections = decoding.readVarUint(decoding.createDecoder(bytes));
		// Yjs would keep only the last of two sections of one client.
		if (byClient?.size !== sections || !deletesAreWhole(ds.clients)) return null;
		return { bytes, structs: byClient, deletes: ds.clients };
	} catch {
		// Whatever Yjs and lib0 throw on reading, it means the same: not an update.
		return null;
	} finally {
		lastRead = null;
	}
}

interface Section {
	readonly client: number;
	readonly list: Struct[];
	end: number;
}

/** @returns null when a client comes twice, is no client id, or something has no length */
function groupByClient(structs: readonly Struct[]): Map<number, Struct[]> | null {
	const groups = new Map<number, Struct[]>();
	let current: Section | undefined;
	for (const struct of structs) {
		const { client, clock } = struct.id;
		const end = clock + struct.length;
		if (client > MAX_CLIENT_ID || struct.length < 1 || !Number.isSafeInteger(end)) return null;
		if (current?.client === client) {
			if (current.end !== clock) return null;
			current.list.push(struct);
			current.end = end;
			continue;
		}
		if (groups.has(client)) return null;
		current = { client, list: [struct], end };
		groups.set(client, current.list);
	}
	return groups;
}

/** Ascending and apart, as Yjs always writes them: overlaps would be a way to keep the server busy. */
function deletesAreWhole(deletes: ReadonlyMap<number, readonly DeletedRange[]>): boolean {
	for (const ranges of deletes.values()) {
		let end = 0;
		for (const { clock, len } of ranges) {
			// An empty range at the end of what is known would wait in the pending store for ever.
			if (len < 1 || clock < end || !Number.isSafeInteger(clock + len)) return false;
			end = clock + len;
		}
	}
	return true;
}

function endOf(structs: readonly Struct[] | undefined): number {
	const last = structs?.at(-1);
	return last === undefined ? 0 : last.id.clock + last.length;
}

/** Whether applying it would leave the document as it is: every clock known, every range deleted. */
export function bringsNothing(doc: Y.Doc, update: DecodedUpdate): boolean {
	for (const [client, structs] of update.structs) {
		if (endOf(structs) > Y.getState(doc.store, client)) return false;
	}
	for (const [client, ranges] of update.deletes) {
		for (const range of ranges) if (!isDeleted(doc.store, client, range)) return false;
	}
	return true;
}

function isDeleted(store: StructStore, client: number, { clock, len }: DeletedRange): boolean {
	const structs = store.clients.get(client);
	if (structs === undefined || Y.getState(store, client) < clock + len) return false;
	for (let i = Y.findIndexSS(structs, clock); i < structs.length; i += 1) {
		const struct = structs[i];
		if (struct === undefined || struct.id.clock >= clock + len) break;
		if (!struct.deleted) return false;
	}
	return true;
}

/** Whether it adds content or only deletes. */
export function addsContent(doc: Y.Doc, update: DecodedUpdate): boolean {
	return firstNewClient(doc, update) !== null;
}

/** The client id under which the update brings something new; null when it only deletes. */
export function firstNewClient(doc: Y.Doc, update: DecodedUpdate): number | null {
	for (const [client, structs] of update.structs) {
		if (endOf(structs) > Y.getState(doc.store, client)) return client;
	}
	return null;
}

export function hasSubdocument(update: DecodedUpdate): boolean {
	for (const structs of update.structs.values()) {
		for (const struct of structs) {
			if (struct instanceof Y.Item && struct.content instanceof Y.ContentDoc) return true;
		}
	}
	return false;
}

/**
 * Whether the document, as it is, would integrate every struct and every deletion at once. This
 * walks the structs in the order in which Yjs can integrate them: a client's structs by clock, each
 * when all it refers to is there. What is left over has a gap, refers to something nobody has, or
 * goes in a circle.
 */
export function fits(doc: Y.Doc, update: DecodedUpdate): boolean {
	const { store } = doc;
	const reached = new Map<number, number>();
	const known = (client: number): number => reached.get(client) ?? Y.getState(store, client);
	const blocked = new Map<number, number[]>();
	const places = new Map<number, number>();
	const turn = [...update.structs.keys()];
	for (let client = turn.pop(); client !== undefined; client = turn.pop()) {
		const structs = update.structs.get(client) ?? [];
		const from = places.get(client) ?? 0;
		let place = from;
		for (let struct = structs[place]; struct !== undefined; struct = structs[place]) {
			if (struct instanceof Y.Skip || struct.id.clock > known(client)) return false;
			const missing = missingFor(struct, known);
			if (missing === client) return false;
			if (missing !== null) {
				const waiting = blocked.get(missing);
				if (waiting === undefined) blocked.set(missing, [client]);
				else waiting.push(client);
				break;
			}
			reached.set(client, Math.max(known(client), struct.id.clock + struct.length));
			place += 1;
		}
		places.set(client, place);
		if (place > from) {
			turn.push(...(blocked.get(client) ?? []));
			blocked.delete(client);
		}
	}
	if (blocked.size > 0) return false;
	for (const [client, ranges] of update.deletes) {
		for (const { clock, len } of ranges) if (clock + len > known(client)) return false;
	}
	return true;
}

/** The client of something this struct refers to and that is not there yet. */
function missingFor(struct: Struct, known: (client: number) => number): number | null {
	if (!(struct instanceof Y.Item)) return null;
	const { id, origin, rightOrigin, parent } = struct;
	for (const ref of [origin, rightOrigin, parent instanceof Y.ID ? parent : null]) {
		if (ref === null) continue;
		// Within its own client a struct can refer only to what came before it.
		const end = ref.client === id.client ? Math.min(id.clock, known(id.client)) : known(ref.client);
		if (ref.clock >= end) return ref.client;
	}
	return null;
}
