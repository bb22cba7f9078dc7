/**
 * Where pages find the live board. The layout above them makes it after the first paint, so a page
 * shows what the server rendered until it is there; the module of the board itself, and Yjs with it,
 * is never part of what a page needs to start.
 */
import { createContext } from 'svelte';
import type { LiveBoard } from './live-board.svelte.ts';

export class LiveHolder {
	#current = $state.raw<LiveBoard | null>(null);

	/** @returns null until it is made, and while it still belongs to another board */
	of(board: string): LiveBoard | null {
		return this.#current?.id === board ? this.#current : null;
	}

	hold(live: LiveBoard | null): void {
		this.#current = live;
	}
}

export const [getLive, setLive] = createContext<LiveHolder>();
