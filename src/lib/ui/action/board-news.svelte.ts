/**
 * What is said on a board without being asked: the server's refusals at once, with the person's own
 * words to copy, and others' changes together, a few seconds after the last one. To be called while
 * a page is made; it listens as long as the page lives.
 */
import type { LiveBoard } from '#lib/client/live-board.svelte.ts';
import { getAnnouncer } from '../primitives/announcer.svelte.ts';
import { getToasts, type Toasts } from '../primitives/toasts.svelte.ts';
import { summaryWords } from './board-notes.ts';

const QUIET_MS = 3_000;

export function tellRefusals(board: () => LiveBoard | null): void {
	const announcer = getAnnouncer();
	const toasts = getToasts();
	let told = 0;
	$effect(() => {
		for (const { number, what, why, text } of board()?.refusals ?? []) {
			if (number <= told) continue;
			told = number;
			const copy = { label: 'Copy my text', run: () => void copyText(toasts, text) };
			toasts.show('refused', what, why, text === '' ? null : copy);
			announcer.interrupt(`${what} ${why}`);
		}
	});
}

export function tellChanges(board: () => LiveBoard | null): void {
	const announcer = getAnnouncer();
	let told = 0;
	$effect(() => {
		const fresh = (board()?.changes ?? []).filter(({ at }) => at > told);
		if (fresh.length === 0) return;
		const timer = setTimeout(() => {
			told = fresh.at(-1)?.at ?? told;
			announcer.say(summaryWords(fresh));
		}, QUIET_MS);
		return () => clearTimeout(timer);
	});
}

/** Clipboards are closed to pages without https: then the text is shown, to be copied by hand. */
async function copyText(toasts: Toasts, text: string): Promise<void> {
	try {
		await navigator.clipboard.writeText(text);
		toasts.show('done', 'Your text is copied.');
	} catch {
		toasts.show('note', 'Copy your text from here:', text);
	}
}
