import type { IconName } from './icons.ts';

interface Choice {
	readonly id: string;
	readonly label: string;
	readonly icon?: IconName;
	/** a second line: what it means, or how things stand */
	readonly note?: string;
	/** why it cannot be chosen: the entry stays readable, can be reached, and does nothing */
	readonly why?: string;
	/** keys that do the same, as people read them: `Alt ↑ ↓` */
	readonly keys?: string;
}

/** What stands in a menu, in order. */
export type MenuEntry =
	| (Choice & { readonly kind: 'command'; readonly run: () => void })
	/** one of several, of which one holds now */
	| (Choice & { readonly kind: 'option'; readonly chosen: boolean; readonly run: () => void })
	| (Choice & { readonly kind: 'link'; readonly href: string; readonly current?: boolean })
	/** a form post with nothing in it, such as signing out */
	| (Choice & { readonly kind: 'post'; readonly action: string })
	| {
			readonly kind: 'heading';
			readonly id: string;
			readonly label: string;
			readonly note?: string;
	  }
	| { readonly kind: 'line'; readonly id: string };

/** The place where a menu opens: under its button, or above when there is more room, never outside the window. */
export function menuPlace(
	button: { left: number; right: number; top: number; bottom: number },
	menu: { width: number; height: number },
	view: { width: number; height: number },
): { left: number; top: number } {
	const gap = 4;
	const edge = 8;
	const below = view.height - button.bottom - gap - edge;
	const fits = menu.height <= below || below >= button.top;
	const top = fits ? button.bottom + gap : Math.max(edge, button.top - gap - menu.height);
	const startAligned = button.left + menu.width <= view.width - edge;
	const left = startAligned ? button.left : Math.max(edge, button.right - menu.width);
	return { left, top };
}
