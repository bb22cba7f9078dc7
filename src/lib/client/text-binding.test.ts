import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { dice } from '../../../tests/support/random.ts';
import { TextBinding, type TextField } from './text-binding.ts';

/** A field as a browser has it: the person's hands on one side, `show` on the other. */
class Field implements TextField {
	value = '';
	selectionStart = 0;
	selectionEnd = 0;
	shows = 0;
	readonly oneLine: boolean;

	constructor(oneLine = false) {
		this.oneLine = oneLine;
	}

	show(value: string, selectionStart: number, selectionEnd: number): void {
		this.value = this.oneLine ? value.replaceAll('\n', '') : value;
		this.select(selectionStart, selectionEnd);
		this.shows++;
	}

	select(start: number, end = start): void {
		this.selectionStart = start;
		this.selectionEnd = end;
	}

	/** Replaces the selection, as typing and pasting do. */
	type(words: string): void {
		const { selectionStart: start, selectionEnd: end } = this;
		this.value = this.value.slice(0, start) + words + this.value.slice(end);
		this.select(start + words.length);
	}

	/** The selection, or else the character before the caret. */
	erase(): void {
		if (this.selectionStart === this.selectionEnd)
			this.select(this.selectionStart - 1, this.selectionEnd);
		this.type('');
	}
}

function bind(
	words = '',
	more: { max?: number; onTooLong?: () => void; mayWrite?: () => boolean; oneLine?: boolean } = {},
) {
	const doc = new Y.Doc();
	const text = doc.getText('text');
	text.insert(0, words);
	const { oneLine, ...options } = more;
	const field = new Field(oneLine);
	const binding = new TextBinding({ text, field, max: 1_000, ...options });
	return { doc, text, field, binding };
}

/** What an input sends: the number of updates and the letters in them. */
function sentBy(doc: Y.Doc, act: () => void): { updates: number; put: number; taken: number } {
	const sent = { updates: 0, put: 0, taken: 0 };
	const count = (bytes: Uint8Array): void => {
		const { structs, ds } = Y.decodeUpdate(bytes);
		sent.updates++;
		for (const struct of structs) sent.put += struct.length;
		for (const ranges of ds.clients.values()) for (const range of ranges) sent.taken += range.len;
	};
	doc.on('update', count);
	act();
	doc.off('update', count);
	return sent;
}

describe('one input is one splice', () => {
	test('a letter in a long text sends that letter', () => {
		const { doc, field, binding } = bind('word '.repeat(100));
		field.select(250);
		const sent = sentBy(doc, () => {
			field.type('x');
			binding.input();
		});
		expect(sent).toEqual({ updates: 1, put: 1, taken: 0 });
	});

	test('a paste over a selection is one update', () => {
		const { doc, text, field, binding } = bind('one two three');
		field.select(4, 7);
		const sent = sentBy(doc, () => {
			field.type('2 and 2½');
			binding.input();
		});
		expect(sent).toEqual({ updates: 1, put: 8, taken: 3 });
		expect(text.toString()).toBe('one 2 and 2½ three');
	});

	test('opening and an input that changes nothing write nothing', () => {
		const doc = new Y.Doc();
		const text = doc.getText('text');
		text.insert(0, 'as it was');
		const sent = sentBy(doc, () => {
			new TextBinding({ text, field: new Field(), max: 100 }).input();
		});
		expect(sent.updates).toBe(0);
	});

	test('what was typed is not written back into the field', () => {
		const { field, binding } = bind('one');
		const shows = field.shows;
		field.type(' two');
		binding.input();
		expect(field.shows).toBe(shows);
	});
});

describe('what others type', () => {
	test('leaves the caret at its letter, behind what was typed last', () => {
		const { text, field } = bind('one two');
		field.select(4);
		text.insert(0, 'zero ');
		expect([field.value, field.selectionStart]).toEqual(['zero one two', 9]);
		text.insert(9, 'X');
		expect([field.value, field.selectionStart]).toEqual(['zero one Xtwo', 9]);
	});

	test('does not widen a selection', () => {
		const { text, field } = bind('one two three');
		field.select(4, 7);
		text.insert(4, '<');
		text.insert(8, '>');
		expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe('two');
	});

	test('a selection that others delete becomes a caret', () => {
		const { text, field } = bind('one two three');
		field.select(5, 6);
		text.delete(3, 5);
		expect([field.selectionStart, field.selectionEnd]).toEqual([3, 3]);
	});
});

test('an undo takes back what was typed here, leaves what others typed and puts the caret there', () => {
	const { text, field, binding } = bind('one three');
	const undo = new Y.UndoManager(text, { trackedOrigins: new Set([binding]) });
	field.select(4);
	field.type('two ');
	binding.input();
	text.insert(0, 'zero ');
	text.insert(text.length, ' four');
	field.select(0);
	undo.undo();
	expect([field.value, field.selectionStart]).toEqual(['zero one three four', 9]);
	undo.redo();
	expect([field.value, field.selectionStart]).toEqual(['zero one two three four', 13]);
});

describe('a composition', () => {
	test('is held back until it ends, then is one splice', () => {
		const { doc, text, field, binding } = bind('caf');
		const sent = sentBy(doc, () => {
			binding.compositionStart();
			field.type('´');
			binding.input();
			field.erase();
			field.type('é');
			binding.input();
			expect(text.toString()).toBe('caf');
			binding.compositionEnd();
		});
		expect(sent).toEqual({ updates: 1, put: 1, taken: 0 });
		expect(text.toString()).toBe('café');
	});

	test('is not disturbed by others, and neither loses what the other wrote', () => {
		const { text, field, binding } = bind('one two three');
		field.select(4, 7);
		binding.compositionStart();
		field.type('ni');
		text.insert(0, 'zero ');
		text.insert(text.length, ' four');
		text.insert(10, 'W'); // inside "two"
		expect(field.value).toBe('one ni three');
		field.erase();
		field.type('に');
		binding.compositionEnd();
		expect(field.value).toBe('zero one nにW three four');
		expect(text.toString()).toBe(field.value);
		expect(field.selectionStart).toBe(11);
	});

	test('that is given up shows what came meanwhile', () => {
		const { text, field, binding } = bind('one two');
		field.select(4);
		binding.compositionStart();
		field.type('x');
		text.insert(0, 'zero ');
		field.erase();
		binding.compositionEnd();
		expect([field.value, field.selectionStart]).toEqual(['zero one two', 9]);
		expect(text.toString()).toBe('zero one two');
	});
});

describe('limits', () => {
	test('what is too long is cut and said, and a pair of units is not split', () => {
		let said = 0;
		const { text, field, binding } = bind('12345', { max: 8, onTooLong: () => said++ });
		field.select(2);
		field.type('ab😀cd');
		binding.input();
		expect([text.toString(), field.value, field.selectionStart]).toEqual(['12ab345', '12ab345', 4]);
		expect(said).toBe(1);
		field.select(0, 7);
		field.erase();
		binding.input();
		expect([text.toString(), said]).toEqual(['', 1]);
	});

	test('a text that is too long already can be shortened, not lengthened', () => {
		const { text, field, binding } = bind('1234567890', { max: 5 });
		field.type('x');
		binding.input();
		expect(field.value).toBe('1234567890');
		field.erase();
		binding.input();
		expect(text.toString()).toBe('123456789');
	});

	test('who may not write sees the text as it is', () => {
		const { text, field, binding } = bind('locked', { mayWrite: () => false });
		field.type('!');
		binding.input();
		expect([text.toString(), field.value]).toEqual(['locked', 'locked']);
	});

	test('a text that the field cannot show as it is is never written to', () => {
		const { text, field, binding } = bind('two\nlines', { oneLine: true });
		field.type('!');
		binding.input();
		expect([text.toString(), field.value]).toEqual(['two\nlines', 'twolines']);
		text.delete(3, 1);
		field.select(8);
		field.type('!');
		binding.input();
		expect(text.toString()).toBe('twolines!');
	});

	test('after its end a binding neither hears nor shows', () => {
		const { text, field, binding } = bind('one');
		binding.destroy();
		text.insert(0, 'zero ');
		expect(field.value).toBe('one');
	});
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
	'three people type, erase and compose in any order, and nothing is lost (seed %i)',
	(seed) => {
		const { below, pick } = dice(seed);
		const upTo = (n: number): number => below(n + 1);
		const people = Array.from({ length: 3 }, () => ({
			...bind(),
			composing: false,
			inbox: [] as Uint8Array[],
		}));
		for (const person of people) {
			person.doc.on('update', (update: Uint8Array, origin: unknown) => {
				if (origin === 'network') return;
				for (const other of people) if (other !== person) other.inbox.push(update);
			});
		}
		/** Each typed sign is unique, so that what is missing at the end is known by name. */
		let sign = 0x4e00;
		const typed = new Set<string>();
		const erased = new Set<string>();

		for (let turn = 0; turn < 600; turn++) {
			const person = pick(people);
			const { field, binding, doc, inbox } = person;
			switch (upTo(5)) {
				case 0: {
					const update = inbox.shift();
					if (update !== undefined) Y.applyUpdate(doc, update, 'network');
					break;
				}
				case 1:
					if (!person.composing) field.select(upTo(field.value.length));
					break;
				case 2:
				case 3: {
					const words = String.fromCharCode(sign++, sign++);
					for (const letter of words) typed.add(letter);
					field.type(words);
					binding.input();
					break;
				}
				case 4: {
					const start = Math.max(0, field.selectionStart - upTo(3));
					field.select(start, field.selectionEnd);
					for (const letter of field.value.slice(start, field.selectionEnd)) erased.add(letter);
					field.type('');
					binding.input();
					break;
				}
				case 5:
					person.composing = !person.composing;
					if (person.composing) binding.compositionStart();
					else binding.compositionEnd();
			}
		}
		for (const { binding } of people) binding.compositionEnd();
		for (const { doc, inbox } of people) {
			for (const update of inbox.splice(0)) Y.applyUpdate(doc, update, 'network');
		}

		const [first] = people;
		for (const { field, text } of people) {
			expect(field.value).toBe(text.toString());
			expect(field.value).toBe(first?.field.value);
		}
		const expected = [...typed].filter((letter) => !erased.has(letter)).toSorted();
		expect([...(first?.field.value ?? '')].toSorted()).toEqual(expected);
		expect(typed.size).toBeGreaterThan(200);
	},
);
