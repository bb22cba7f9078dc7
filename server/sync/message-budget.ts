import { MESSAGES_BURST, MESSAGES_PER_SECOND, TOO_MUCH_MS } from '#lib/protocol/limits.ts';

export type Spending =
	| { readonly kind: 'fine' }
	/** stop reading for so long, then go on */
	| { readonly kind: 'pause'; readonly ms: number }
	| { readonly kind: 'too much' };

const FINE: Spending = { kind: 'fine' };

/** How many messages a person may still send now, over all their connections. */
export class MessageBudget {
	#left = MESSAGES_BURST;
	#at: number;
	#emptySince: number | null = null;

	constructor(now: number) {
		this.#at = now;
	}

	/** Counts one message that has come. */
	spend(now: number): Spending {
		const earned = ((now - this.#at) / 1000) * MESSAGES_PER_SECOND;
		this.#left = Math.min(MESSAGES_BURST, this.#left + earned) - 1;
		this.#at = now;
		if (this.#left >= 0) {
			// Whoever only just keeps up is still sending too much; half a burst in hand is calm again.
			if (this.#left >= MESSAGES_BURST / 2) this.#emptySince = null;
			return FINE;
		}
		this.#emptySince ??= now;
		if (now - this.#emptySince >= TOO_MUCH_MS) return { kind: 'too much' };
		return { kind: 'pause', ms: Math.ceil((-this.#left / MESSAGES_PER_SECOND) * 1000) + 1 };
	}
}
