import type * as Y from 'yjs';
import { documentName } from '#lib/domain/ids.ts';
import { NARRATIVE_VERSION } from '#lib/domain/narrative.ts';
import { narrativeHtml } from './narrative-html.ts';

/** A narrative as it is committed now, for somebody who reads. */
export interface NarrativeReading {
	/** safe HTML; empty when nothing is written yet */
	readonly html: string;
	/** a page whose list of nodes is older than this does not open the editor */
	readonly version: number;
}

export interface Narratives {
	/** The caller has made sure that the reader may open the board and that the record is on it. */
	read(board: string, record: string): Promise<NarrativeReading>;
}

/** @param readDocument a document's committed state by name, null when nothing was ever written */
export function createNarratives(
	readDocument: (name: string) => Promise<Y.Doc | null>,
): Narratives {
	return {
		async read(board, record) {
			const doc = await readDocument(documentName({ kind: 'narrative', board, record }));
			const html = doc === null ? '' : narrativeHtml(doc);
			doc?.destroy();
			return { html, version: NARRATIVE_VERSION };
		},
	};
}
