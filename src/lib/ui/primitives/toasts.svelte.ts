import { createContext, untrack } from 'svelte';
import type { IconName } from './icons.ts';

/**
 * `refused`: something did not happen; it stays until somebody dismisses it. `done`: it happened; it
 * goes after eight seconds, but not while a pointer or the focus is on it. `note`: news; it stays.
 */
export type ToastTone = 'refused' | 'done' | 'note';

export interface ToastAction {
	readonly label: string;
	readonly run: () => void;
	readonly icon?: IconName;
}

export interface Toast {
	readonly id: number;
	readonly tone: ToastTone;
	/** what did or did not happen, in a few words: they stand in bold */
	readonly title: string;
	/** why, and what it means */
	readonly words: string;
	/** the one way on */
	readonly action: ToastAction | null;
}

/** At most this many stand at once: the oldest makes room. */
const MOST = 3;

export class Toasts {
	#list = $state.raw<readonly Toast[]>([]);
	#count = 0;

	get list(): readonly Toast[] {
		return this.#list;
	}

	/** @returns the toast's id, to take it away again when it is no longer true */
	show(tone: ToastTone, title: string, words = '', action: ToastAction | null = null): number {
		const id = ++this.#count;
		// An effect that shows a toast does not hang on what else is shown.
		const shown = untrack(() => this.#list);
		this.#list = [...shown, { id, tone, title, words, action }].slice(-MOST);
		return id;
	}

	dismiss(id: number): void {
		this.#list = this.#list.filter((toast) => toast.id !== id);
	}
}

export const [getToasts, setToasts] = createContext<Toasts>();
