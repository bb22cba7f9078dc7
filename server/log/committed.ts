/** Who wants to hear of commits made by this process. */
import type { Head } from './log.ts';

export class Committed {
	readonly #listeners = new Set<(head: Head) => void>();

	listen(listener: (head: Head) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** A listener's fault is not the append's: what is committed is committed. It still surfaces. */
	tell(head: Head): void {
		for (const listener of this.#listeners) {
			try {
				listener(head);
			} catch (fault) {
				queueMicrotask(() => {
					throw fault;
				});
			}
		}
	}
}
