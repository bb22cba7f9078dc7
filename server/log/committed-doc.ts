import * as Y from 'yjs';

/**
 * A document that holds exactly what is applied to it. Yjs removes redundant text formats after a
 * remote change by deletions of its own; here they would be changes that are in no log and yet go
 * out in a sync step 2.
 */
export function committedDoc(): Y.Doc {
	const doc = new Y.Doc({ gc: true });
	doc.on('afterTransaction', (transaction: Y.Transaction) => {
		transaction._needFormattingCleanup = false;
	});
	return doc;
}
