/**
 * The card in the hand, by pointer or by keyboard: where it hangs, which cells would take it, and
 * what is said at each step. One hand per board. What a drop does is the commands' business.
 */
import type { ActionColumn } from '#lib/domain/action.ts';
import type { LaneRef } from '#lib/domain/lanes.ts';
import type { Verdict } from '#lib/domain/rules.ts';
import { ACTION_STATE_WORDS } from '#lib/domain/words.ts';
import { carry, placeOf, type Grid, type WalkingKey } from './board-keys.ts';
import type { BoardCommands } from './board-commands.ts';
import type { CardDragListener, Place } from './card-drag.ts';

/** A cell as the page names it; `lane` is the lane's label, "AFI 1". */
export interface NamedCell {
	readonly key: string;
	readonly column: ActionColumn;
	readonly ref: LaneRef;
	readonly label: string;
	/** ids of the cards shown, in order */
	readonly cards: readonly string[];
}

export interface HandSurroundings {
	readonly grid: () => Grid;
	readonly cell: (key: string) => NamedCell | undefined;
	readonly title: (card: string) => string;
	readonly commands: () => BoardCommands | null;
	/** puts the card down; the index is among the shown cards */
	readonly put: (card: string, cell: NamedCell, index: number) => Verdict;
	readonly say: (words: string) => void;
	/** told in words what did not happen, and why */
	readonly refuse: (card: string, cell: NamedCell | null, why: string) => void;
	readonly done: (card: string, cell: NamedCell, index: number, back: Place) => void;
}

interface Held {
	readonly card: string;
	readonly by: 'pointer' | 'keys';
	readonly from: Place;
	readonly over: Place | null;
}

export class BoardHand implements CardDragListener {
	readonly #around: HandSurroundings;
	#held = $state.raw<Held | null>(null);

	constructor(around: HandSurroundings) {
		this.#around = around;
	}

	get card(): string | null {
		return this.#held?.card ?? null;
	}

	get byKeys(): boolean {
		return this.#held?.by === 'keys';
	}

	/** where the card would land now */
	get over(): Place | null {
		return this.#held?.over ?? null;
	}

	/** @returns null when nothing is carried, else whether the cell would take it, and why not */
	gate(cell: NamedCell): { readonly open: boolean; readonly why: string } | null {
		const held = this.#held;
		const commands = this.#around.commands();
		if (!held || !commands) return null;
		const verdict = commands.mayMove(held.card, { state: cell.column, lane: cell.ref });
		return verdict.ok
			? { open: true, why: '' }
			: { open: false, why: commands.explain(verdict.rule, held.card) };
	}

	lift(card: string): boolean {
		return this.#take(card, 'pointer');
	}

	liftByKeys(card: string): boolean {
		if (!this.#take(card, 'keys')) return false;
		const place = this.over;
		this.#around.say(
			`“${this.#around.title(card)}” lifted. ${place ? this.#placeWords(place) : ''} Arrows move it, Space drops it, Escape puts it back.`,
		);
		return true;
	}

	hang(place: Place | null): void {
		const held = this.#held;
		if (!held) return;
		if (held.over?.cell === place?.cell && held.over?.index === place?.index) return;
		this.#held = { ...held, over: place };
	}

	carry(key: WalkingKey): void {
		const held = this.#held;
		if (!held?.over) return;
		const place = carry(this.#around.grid(), held.card, held.over, key);
		this.hang(place);
		this.#around.say(this.#placeWords(place));
	}

	drop(card: string, place: Place | null): void {
		const held = this.#held;
		this.#held = null;
		const cell = place ? this.#around.cell(place.cell) : undefined;
		if (!held || !place || !cell) return;
		const same = held.from.cell === place.cell && held.from.index === place.index;
		if (same) {
			if (held.by === 'keys') this.#around.say(`“${this.#around.title(card)}” stays where it was.`);
			return;
		}
		const verdict = this.#around.put(card, cell, place.index);
		if (verdict.ok) this.#around.done(card, cell, place.index, held.from);
		else {
			const why = this.#around.commands()?.explain(verdict.rule, card) ?? '';
			this.#around.refuse(card, cell, why);
		}
	}

	/** A move without a hand, as from a menu: the same put, the same words. */
	place(card: string, cell: NamedCell, index: number): void {
		const from = placeOf(this.#around.grid(), card);
		if (!from) return;
		this.#held = { card, by: 'pointer', from, over: from };
		this.drop(card, { cell: cell.key, index });
	}

	dropHere(): void {
		const held = this.#held;
		if (held) this.drop(held.card, held.over);
	}

	cancel(card: string): void {
		if (!this.#held) return;
		this.#held = null;
		this.#around.say(`“${this.#around.title(card)}” is back where it was.`);
	}

	/** The words of a place, with what stands against it: "Doing, AFI 1, place 2 of 3." */
	#placeWords(place: Place): string {
		const cell = this.#around.cell(place.cell);
		if (!cell) return '';
		const others = cell.cards.filter((id) => id !== this.card).length;
		const gate = this.gate(cell);
		const words = `${ACTION_STATE_WORDS[cell.column]}, ${cell.label}, place ${place.index + 1} of ${others + 1}.`;
		return gate && !gate.open ? `${words} ${gate.why}` : words;
	}

	#take(card: string, by: Held['by']): boolean {
		const from = placeOf(this.#around.grid(), card);
		const commands = this.#around.commands();
		const own = from ? this.#around.cell(from.cell) : undefined;
		if (!from || !own || !commands) return false;
		const verdict = commands.mayMove(card, { state: own.column, lane: own.ref });
		if (!verdict.ok) {
			this.#around.refuse(card, null, commands.explain(verdict.rule, card));
			return false;
		}
		this.#held = { card, by, from, over: from };
		return true;
	}
}
