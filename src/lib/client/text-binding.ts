/**
 * Keeps a plain field and a Y.Text the same while several people type in it. Each input becomes one
 * splice, never a replacement of the whole; what others type arrives without moving the caret off
 * its letter. While a composition (an accent, a candidate window) lasts, the field belongs to it:
 * others' changes wait and the composed text is carried over them when it ends. Its changes have
 * the binding as their origin.
 *
 * The field is an interface, so that all of this is tested without a browser; `bound-text.ts` puts
 * a textarea or an input behind it.
 */
import * as Y from 'yjs';
import { endOf, indexAfter, Origins, spliceBetween, splitsPair, type Splice } from './splice.ts';

export interface TextField {
	readonly value: string;
	readonly selectionStart: number;
	readonly selectionEnd: number;
	/** Shows a value with a selection; what is scrolled into sight stays. */
	show(value: string, selectionStart: number, selectionEnd: number): void;
}

export interface BindingOptions {
	readonly text: Y.Text;
	readonly field: TextField;
	/** longest text, in UTF-16 units */
	readonly max: number;
	/** Called when an input was cut because the text would be longer than `max`. */
	readonly onTooLong?: (max: number) => void;
	/** Asked before each change; false puts the field back as the text is. */
	readonly mayWrite?: () => boolean;
}

export class TextBinding {
	readonly #options: BindingOptions;
	/** The text as the field shows it, without what is being composed. */
	#shown = '';
	/** false when the field cannot show the text as it is (a line break in an input, a carriage return) */
	#faithful = true;
	#composing = false;
	/** set while others change the text under a composition */
	#origins: Origins | null = null;
	readonly #observe: (event: Y.YTextEvent, transaction: Y.Transaction) => void;

	constructor(options: BindingOptions) {
		this.#options = options;
		const { text } = options;
		this.#show(text.toString(), text.length);
		this.#observe = (event, transaction) => {
			if (transaction.origin !== this) this.#receive(event, transaction);
		};
		text.observe(this.#observe);
	}

	/** The field's value has changed by its user. */
	input(): void {
		if (!this.#composing) this.#take();
	}

	compositionStart(): void {
		this.#composing = true;
	}

	compositionEnd(): void {
		if (!this.#composing) return;
		this.#composing = false;
		this.#take();
	}

	destroy(): void {
		this.#options.text.unobserve(this.#observe);
	}

	/** Turns what the field shows now into splices of the text. */
	#take(): void {
		const { text, field, mayWrite } = this.#options;
		const origins = this.#origins;
		this.#origins = null;
		const typed = spliceBetween(this.#shown, field.value, field.selectionEnd);
		if (typed !== null && this.#faithful && mayWrite?.() !== false) {
			this.#write(this.#cut(origins === null ? [typed] : origins.carry(typed)));
			return;
		}
		const now = text.toString();
		if (field.value === now) return;
		this.#show(now, origins?.place(field.selectionEnd) ?? field.selectionEnd);
	}

	#write(splices: readonly Splice[]): void {
		const { text, field } = this.#options;
		const write = (): void => {
			for (const { index, remove, insert } of splices) {
				if (remove > 0) text.delete(index, remove);
				if (insert !== '') text.insert(index, insert);
			}
		};
		if (text.doc === null) throw new Error('A text was typed in that lies in no document');
		text.doc.transact(write, this);
		const now = text.toString();
		const last = splices.at(-1);
		// As a rule the browser has already done to the field what was done to the text.
		if (field.value === now) this.#shown = now;
		else this.#show(now, last === undefined ? now.length : last.index + last.insert.length);
	}

	/** Shortens what is put in (by the last splice) until the text fits; taking out always may. */
	#cut(splices: readonly Splice[]): readonly Splice[] {
		const { text, max, onTooLong } = this.#options;
		const last = splices.at(-1);
		const removed = splices.reduce((sum, { remove }) => sum + remove, 0);
		const room = Math.max(0, max - (text.length - removed));
		if (last === undefined || last.insert.length <= room) return splices;
		onTooLong?.(max);
		const end = splitsPair(last.insert, room) ? room - 1 : room;
		return [...splices.slice(0, -1), { ...last, insert: last.insert.slice(0, end) }];
	}

	#receive(event: Y.YTextEvent, transaction: Y.Transaction): void {
		const { text, field } = this.#options;
		if (this.#composing) {
			this.#origins ??= new Origins(this.#shown.length);
			this.#origins.apply(event.delta);
			return;
		}
		if (transaction.local && transaction.origin instanceof Y.UndoManager) {
			// One's own undo: the caret goes where something was taken back.
			this.#show(text.toString(), endOf(event.delta));
			return;
		}
		const { selectionStart, selectionEnd } = field;
		const collapsed = selectionStart === selectionEnd;
		// A caret stays behind what it has just typed; a selection does not grow by others' words.
		const start = indexAfter(event.delta, selectionStart, collapsed ? 'left' : 'right');
		const end = indexAfter(event.delta, selectionEnd, 'left');
		this.#show(text.toString(), Math.min(start, end), Math.max(start, end));
	}

	#show(value: string, start: number, end = start): void {
		const { field } = this.#options;
		this.#shown = value;
		field.show(value, Math.min(start, value.length), Math.min(end, value.length));
		this.#faithful = field.value === value;
	}
}
