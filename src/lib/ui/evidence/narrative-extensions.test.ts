import { getSchema } from '@tiptap/core';
import { expect, test } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { NARRATIVE_MARKS, NARRATIVE_NODES } from '#lib/domain/narrative.ts';
import { narrativeExtensions } from './narrative-extensions.ts';

test('the editor knows the nodes and marks of the closed list, and no others', () => {
	const doc = new Y.Doc();
	const provider = { awareness: new Awareness(doc) };
	const schema = getSchema(narrativeExtensions({ doc, provider, user: { name: 'A', colour: 1 } }));
	provider.awareness.destroy();
	const nodes = Object.keys(schema.nodes).filter((name) => name !== 'doc' && name !== 'text');
	expect(nodes.toSorted()).toEqual([...NARRATIVE_NODES].toSorted());
	expect(Object.keys(schema.marks).toSorted()).toEqual([...NARRATIVE_MARKS].toSorted());
});
