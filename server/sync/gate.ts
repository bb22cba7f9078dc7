/**
 * The gate: every message that carries an update is judged here against the committed document
 * before anything is applied. What it answers is decided whole, from the document and the
 * connection's rights alone, so that it can be tested without a socket or a database.
 */
import type * as Y from 'yjs';
import type { DocumentRef } from '#lib/domain/ids.ts';
import { writesBoards, type Actor } from '#lib/domain/roles.ts';
import type { Rule } from '#lib/domain/rules.ts';
import { DOCUMENT_BYTES } from '#lib/protocol/limits.ts';
import type { GateRule } from '#lib/protocol/refusals.ts';
import {
	addsContent,
	bringsNothing,
	fits,
	hasSubdocument,
	type DecodedUpdate,
} from './decoded-update.ts';

export type Access = 'write' | 'read';

/** Who changes what. */
export interface Subject {
	readonly doc: Y.Doc;
	readonly ref: DocumentRef;
	readonly actor: Actor;
	readonly access: Access;
	/** size of the encoded document; asked only when an update adds content */
	readonly documentBytes: () => number;
}

export type Verdict =
	| { readonly kind: 'nothing new' }
	| { readonly kind: 'admit'; readonly bytes: Uint8Array }
	| { readonly kind: 'refuse'; readonly path: string; readonly rule: GateRule | Rule };

function refuse(rule: GateRule | Rule): Verdict {
	return { kind: 'refuse', path: '', rule };
}

/** The order matters: what changes nothing is answered to everybody, whatever their rights (G1). */
export function admit(update: DecodedUpdate, subject: Subject): Verdict {
	const { doc } = subject;
	if (bringsNothing(doc, update)) return { kind: 'nothing new' };
	if (subject.access === 'read') return refuse(writesBoards(subject.actor.role) ? 'P5' : 'P2');
	if (!fits(doc, update)) return refuse('G4');
	if (hasSubdocument(update)) return refuse('G5');
	if (addsContent(doc, update)) {
		if (subject.documentBytes() + update.bytes.length > DOCUMENT_BYTES) return refuse('G6');
	}
	return judgeFields(update, subject);
}

/**
 * The place of the rights per record and field: resolve where each struct lands, ask `judge` of
 * `domain/policy.ts`, replace what is forbidden and hand back the bytes that are left. Until then
 * whoever may write a document may write all of it.
 */
function judgeFields(update: DecodedUpdate, _subject: Subject): Verdict {
	return { kind: 'admit', bytes: update.bytes };
}
