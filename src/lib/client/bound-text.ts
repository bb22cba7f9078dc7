/**
 * A Y.Text in a textarea or an input: `<textarea {@attach boundText({ text, max })}>`. The element's
 * own undo knows nothing of what others typed and would take back their words, so undo and redo
 * here are Yjs's, which go over this person's changes alone.
 */
import type { Attachment } from 'svelte/attachments';
import * as Y from 'yjs';
import { TextBinding, type BindingOptions, type TextField } from './text-binding.ts';

export type TextElement = HTMLTextAreaElement | HTMLInputElement;

export interface BoundTextOptions extends Omit<BindingOptions, 'field'> {
	/** Called with the selection when it changes while the field has the focus; null when it loses it. */
	readonly onSelect?: (selection: { start: number; end: number } | null) => void;
}

export function boundText(options: BoundTextOptions): Attachment<TextElement> {
	return (element) => {
		const { text, onSelect } = options;
		const binding = new TextBinding({ ...options, field: fieldOf(element) });
		const undo = new Y.UndoManager(text, { trackedOrigins: new Set([binding]) });
		const target: HTMLElement = element;
		const listening = new AbortController();

		function on<K extends keyof HTMLElementEventMap>(
			type: K,
			react: (event: HTMLElementEventMap[K]) => void,
		): void {
			target.addEventListener(type, react, { signal: listening.signal });
		}
		function takeBack(event: Event, which: 'undo' | 'redo'): void {
			event.preventDefault();
			if (options.mayWrite?.() === false) return;
			if (which === 'undo') undo.undo();
			else undo.redo();
		}
		function select(): void {
			const focused = element.ownerDocument.activeElement === element;
			onSelect?.(
				focused ? { start: element.selectionStart ?? 0, end: element.selectionEnd ?? 0 } : null,
			);
		}

		on('input', () => {
			binding.input();
			select();
		});
		on('compositionstart', () => binding.compositionStart());
		on('compositionend', () => {
			binding.compositionEnd();
			select();
		});
		// From the menu of the browser. By key it comes only while the browser has something to undo.
		on('beforeinput', (event) => {
			if (event.inputType === 'historyUndo') takeBack(event, 'undo');
			if (event.inputType === 'historyRedo') takeBack(event, 'redo');
		});
		on('keydown', (event) => {
			const which = undoKey(event);
			if (which !== null) takeBack(event, which);
		});
		on('focus', select);
		on('blur', select);
		on('select', select);
		on('keyup', select);
		on('pointerup', select);

		return () => {
			listening.abort();
			onSelect?.(null);
			undo.destroy();
			binding.destroy();
		};
	};
}

/** Ctrl+Z, on a Mac Cmd+Z; with Shift, or Ctrl+Y, the other way. */
function undoKey(
	event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
): 'undo' | 'redo' | null {
	if (event.altKey || !(event.ctrlKey || event.metaKey)) return null;
	switch (event.key.toLowerCase()) {
		case 'z':
			return event.shiftKey ? 'redo' : 'undo';
		case 'y':
			return event.shiftKey ? null : 'redo';
	}
	return null;
}

function fieldOf(element: TextElement): TextField {
	return {
		get value() {
			return element.value;
		},
		get selectionStart() {
			return element.selectionStart ?? element.value.length;
		},
		get selectionEnd() {
			return element.selectionEnd ?? element.value.length;
		},
		show(value, selectionStart, selectionEnd) {
			const { scrollTop, scrollLeft, selectionDirection } = element;
			element.value = value;
			element.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? 'none');
			element.scrollTop = scrollTop;
			element.scrollLeft = scrollLeft;
		},
	};
}
