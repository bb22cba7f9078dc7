import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DocumentRef } from '#lib/domain/ids.ts';
import { sampleActor } from '#lib/domain/samples.ts';
import { DOCUMENT_BYTES } from '#lib/protocol/limits.ts';
import { changed } from '../../tests/support/sockets.ts';
import { decodeUpdate } from './decoded-update.ts';
import { admit, type Subject } from './gate.ts';

const ref: DocumentRef = { kind: 'board', board: 'north-2025' };

function subject(values: Partial<Subject> = {}): Subject {
	return {
		doc: new Y.Doc(),
		ref,
		actor: sampleActor('coordinator'),
		access: 'write',
		documentBytes: () => 0,
		...values,
	};
}

function judged(bytes: Uint8Array, on: Subject) {
	const update = decodeUpdate(bytes);
	if (update === null) throw new Error('not an update');
	return admit(update, on);
}

const NEW = changed(new Y.Doc(), (doc) => doc.getMap('meta').set('title', 'x'));

test('a writer’s change is admitted with the bytes as they came', () => {
	expect(judged(NEW, subject())).toEqual({ kind: 'admit', bytes: NEW });
});

test('G1: what changes nothing is not refused, not even to a reader', () => {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, NEW);
	expect(judged(NEW, subject({ doc, access: 'read' }))).toEqual({ kind: 'nothing new' });
});

test('G3: a reader’s change is refused with the rule that says why', () => {
	const read = { access: 'read' } as const;
	const executive = subject({ ...read, actor: sampleActor('executive') });
	const lead = subject({ ...read, actor: sampleActor('lead', ['custody']) });
	expect(judged(NEW, executive)).toEqual({ kind: 'refuse', path: '', rule: 'P2' });
	expect(judged(NEW, lead)).toEqual({ kind: 'refuse', path: '', rule: 'P5' });
});

test('G4: what does not fit whole is refused whole', () => {
	const doc = new Y.Doc();
	doc.getText('t').insert(0, 'first');
	const second = changed(doc, () => doc.getText('t').insert(5, 'second'));
	expect(judged(second, subject())).toEqual({ kind: 'refuse', path: '', rule: 'G4' });
});

test('G5: a document in a document is refused', () => {
	const nested = changed(new Y.Doc(), (doc) => doc.getMap('meta').set('inner', new Y.Doc()));
	expect(judged(nested, subject())).toEqual({ kind: 'refuse', path: '', rule: 'G5' });
});

test('G6: a full document takes deletions and nothing that adds to it', () => {
	const doc = new Y.Doc();
	doc.getText('t').insert(0, 'abc');
	const server = new Y.Doc();
	Y.applyUpdate(server, Y.encodeStateAsUpdate(doc));
	const full = subject({ doc: server, documentBytes: () => DOCUMENT_BYTES });
	const deletion = changed(doc, () => doc.getText('t').delete(0, 1));
	const addition = changed(doc, () => doc.getText('t').insert(0, 'x'));
	expect(judged(deletion, full).kind).toBe('admit');
	expect(judged(addition, full)).toEqual({ kind: 'refuse', path: '', rule: 'G6' });
});
