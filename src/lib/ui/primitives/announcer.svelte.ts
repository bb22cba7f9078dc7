import { createContext } from 'svelte';

/** What is said to a screen reader: politely, or at once when something was refused. */
export class Announcer {
	#polite = $state({ words: '', turn: 0 });
	#urgent = $state({ words: '', turn: 0 });
	/** Plain, so that an effect that says something does not hang on what is said. */
	#turns = 0;

	get polite(): { readonly words: string; readonly turn: number } {
		return this.#polite;
	}

	get urgent(): { readonly words: string; readonly turn: number } {
		return this.#urgent;
	}

	/** The turn makes the same sentence heard again when it is said twice. */
	say(words: string): void {
		this.#polite = { words, turn: ++this.#turns };
	}

	interrupt(words: string): void {
		this.#urgent = { words, turn: ++this.#turns };
	}
}

export const [getAnnouncer, setAnnouncer] = createContext<Announcer>();
