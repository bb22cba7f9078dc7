/**
 * Carrying a card with mouse, pen or finger. One set of listeners on the whole board, not one per
 * card: 500 cards cost nothing until one is lifted, and a change that arrives while a card is in
 * the hand moves no list under it. What the drop means is the board's business: this module only
 * says which card hangs over which place.
 *
 * A mouse lifts after 6 px. A finger lifts after it has rested for 300 ms, so that a swipe still
 * scrolls. Escape and a lost pointer put the card back. The order is lift, hang (repeated), then
 * exactly one of drop and cancel.
 */

/** A place among the other cards of a cell, as shown; the carried card is not counted. */
export interface Place {
	readonly cell: string;
	readonly index: number;
}

export interface CardDragListener {
	/** @returns false to refuse; the listener then says why */
	lift(card: string): boolean;
	hang(place: Place | null): void;
	drop(card: string, place: Place | null): void;
	cancel(card: string): void;
}

const LIFT_DISTANCE_PX = 6;
const FINGER_REST_MS = 300;
const FINGER_SLIP_PX = 8;
const EDGE_PX = 56;
const EDGE_STEP_PX = 14;

type Phase =
	| { readonly name: 'idle' }
	| { readonly name: 'pressed'; readonly press: Press; readonly timer: number | null }
	| { readonly name: 'carrying'; readonly press: Press; readonly ghost: HTMLElement };

interface Press {
	readonly card: string;
	readonly element: HTMLElement;
	readonly pointer: number;
	readonly x: number;
	readonly y: number;
}

/** An attachment for the board's element: `{@attach cardDrag(listener)}`. */
export function cardDrag(listener: CardDragListener): (board: HTMLElement) => () => void {
	return (board) => {
		let phase: Phase = { name: 'idle' };
		let at = { x: 0, y: 0 };
		let frame = 0;

		function onPointerDown(event: PointerEvent): void {
			if (phase.name !== 'idle' || !event.isPrimary || event.button !== 0) return;
			const target = event.target as Element;
			if (target.closest('button, input, select, textarea, summary')) return;
			const element = target.closest<HTMLElement>('[data-card]');
			const card = element?.dataset['card'];
			if (!element || card === undefined) return;
			const press = { card, element, pointer: event.pointerId, x: event.clientX, y: event.clientY };
			at = { x: event.clientX, y: event.clientY };
			const finger = event.pointerType === 'touch';
			phase = {
				name: 'pressed',
				press,
				timer: finger ? window.setTimeout(() => lift(press), FINGER_REST_MS) : null,
			};
			window.addEventListener('pointermove', onPointerMove);
			window.addEventListener('pointerup', onPointerUp);
			window.addEventListener('pointercancel', onPointerCancel);
			window.addEventListener('keydown', onKeyDown, true);
		}

		function onPointerMove(event: PointerEvent): void {
			if (phase.name === 'idle' || event.pointerId !== phase.press.pointer) return;
			at = { x: event.clientX, y: event.clientY };
			if (phase.name === 'pressed') {
				const far = Math.hypot(at.x - phase.press.x, at.y - phase.press.y);
				if (phase.timer !== null) {
					if (far > FINGER_SLIP_PX) settle();
				} else if (far > LIFT_DISTANCE_PX) {
					lift(phase.press);
				}
				return;
			}
			follow(phase.ghost, phase.press);
		}

		function lift(press: Press): void {
			if (!listener.lift(press.card)) {
				settle();
				return;
			}
			const ghost = ghostOf(press.element);
			phase = { name: 'carrying', press, ghost };
			follow(ghost, press);
			frame = requestAnimationFrame(scrollAtEdge);
		}

		function follow(ghost: HTMLElement, press: Press): void {
			ghost.style.transform = `translate(${at.x - press.x}px, ${at.y - press.y}px) rotate(1.2deg)`;
			listener.hang(placeUnder(board, at.x, at.y, press.card));
		}

		function scrollAtEdge(): void {
			if (phase.name !== 'carrying') return;
			const step = at.y < EDGE_PX ? -1 : at.y > window.innerHeight - EDGE_PX ? 1 : 0;
			if (step !== 0) {
				window.scrollBy(0, step * EDGE_STEP_PX);
				listener.hang(placeUnder(board, at.x, at.y, phase.press.card));
			}
			frame = requestAnimationFrame(scrollAtEdge);
		}

		function onPointerUp(event: PointerEvent): void {
			if (phase.name === 'idle' || event.pointerId !== phase.press.pointer) return;
			const done = phase;
			settle();
			if (done.name === 'carrying') {
				swallowNextClick();
				const place = placeUnder(board, event.clientX, event.clientY, done.press.card);
				listener.drop(done.press.card, place);
			}
		}

		function onPointerCancel(event: PointerEvent): void {
			if (phase.name !== 'idle' && event.pointerId === phase.press.pointer) putBack();
		}

		function onKeyDown(event: KeyboardEvent): void {
			if (event.key !== 'Escape' || phase.name !== 'carrying') return;
			event.preventDefault();
			event.stopPropagation();
			swallowNextClick();
			putBack();
		}

		function putBack(): void {
			const was = phase;
			settle();
			if (was.name === 'carrying') listener.cancel(was.press.card);
		}

		/** Back to rest, whatever was going on. */
		function settle(): void {
			if (phase.name === 'pressed' && phase.timer !== null) clearTimeout(phase.timer);
			if (phase.name === 'carrying') phase.ghost.remove();
			cancelAnimationFrame(frame);
			phase = { name: 'idle' };
			window.removeEventListener('pointermove', onPointerMove);
			window.removeEventListener('pointerup', onPointerUp);
			window.removeEventListener('pointercancel', onPointerCancel);
			window.removeEventListener('keydown', onKeyDown, true);
		}

		/** A card in the hand must not scroll the page; this needs a listener that is not passive. */
		function onTouchMove(event: TouchEvent): void {
			if (phase.name === 'carrying') event.preventDefault();
		}

		/** The browser's own dragging of links and its long-press menu would take the card away. */
		function onNative(event: Event): void {
			if (event.type === 'dragstart' || phase.name !== 'idle') event.preventDefault();
		}

		board.addEventListener('pointerdown', onPointerDown);
		board.addEventListener('touchmove', onTouchMove, { passive: false });
		board.addEventListener('dragstart', onNative);
		board.addEventListener('contextmenu', onNative);
		return () => {
			putBack();
			board.removeEventListener('pointerdown', onPointerDown);
			board.removeEventListener('touchmove', onTouchMove);
			board.removeEventListener('dragstart', onNative);
			board.removeEventListener('contextmenu', onNative);
		};
	};
}

/** The click that ends a drag would open the card that was just put down. */
function swallowNextClick(): void {
	const swallow = (event: Event): void => {
		event.preventDefault();
		event.stopPropagation();
	};
	window.addEventListener('click', swallow, { capture: true, once: true });
	setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
}

function ghostOf(card: HTMLElement): HTMLElement {
	const box = card.getBoundingClientRect();
	const ghost = card.cloneNode(true) as HTMLElement;
	ghost.removeAttribute('data-card');
	ghost.setAttribute('aria-hidden', 'true');
	ghost.inert = true;
	ghost.dataset['ghost'] = '';
	ghost.style.cssText = `position:fixed;left:${box.left}px;top:${box.top}px;width:${box.width}px;margin:0;pointer-events:none;z-index:var(--z-menu)`;
	document.body.append(ghost);
	return ghost;
}

/** Cells carry `data-cell`, cards `data-card`; a card counts as passed from its middle on. */
function placeUnder(board: HTMLElement, x: number, y: number, carried: string): Place | null {
	const cell = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-cell]');
	const name = cell?.dataset['cell'];
	if (!cell || name === undefined || !board.contains(cell)) return null;
	let index = 0;
	for (const card of cell.querySelectorAll<HTMLElement>('[data-card]')) {
		if (card.dataset['card'] === carried) continue;
		const box = card.getBoundingClientRect();
		if (y > box.top + box.height / 2) index += 1;
	}
	return { cell: name, index };
}
