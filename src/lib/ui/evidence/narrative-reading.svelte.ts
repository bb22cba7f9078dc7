/**
 * The narrative of the card that is open, as the server rendered it. The first one comes with the
 * page; those of cards that are opened later are fetched alone, without the board.
 */
export interface NarrativeReading {
	/** id of the record it belongs to */
	readonly record: string;
	readonly html: string;
	readonly version: number;
}

export class NarrativeReader {
	readonly #addressOf: (record: string) => string;
	readonly #failed: (record: string) => void;
	#read = $state.raw<NarrativeReading | null>(null);

	/** @param failed told when one could not be fetched */
	constructor(addressOf: (record: string) => string, failed: (record: string) => void) {
		this.#addressOf = addressOf;
		this.#failed = failed;
	}

	/** @returns null until it is read */
	of(record: string | null, first: NarrativeReading | null): NarrativeReading | null {
		if (record === null) return null;
		if (this.#read?.record === record) return this.#read;
		return first?.record === record ? first : null;
	}

	async read(record: string): Promise<void> {
		try {
			const answer = await fetch(this.#addressOf(record));
			if (!answer.ok) throw new Error(`answered ${answer.status}`);
			const { html, version } = (await answer.json()) as Omit<NarrativeReading, 'record'>;
			this.#read = { record, html, version };
		} catch {
			this.#failed(record);
		}
	}
}
