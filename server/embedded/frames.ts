/**
 * Reads PostgreSQL's client messages out of a byte stream. A message is a type byte, a length of
 * four bytes that counts itself, and a body; only the very first ones (start-up, a question for
 * encryption, a cancellation) have no type byte.
 * @see https://www.postgresql.org/docs/18/protocol-message-formats.html
 */

const QUERY = 0x51; // Q
const SYNC = 0x53; // S
const FUNCTION_CALL = 0x46; // F
const TERMINATE = 0x58; // X

const STARTUP_CODE = 196_608;
const CANCEL_CODE = 80_877_102;
const SSL_CODE = 80_877_103;
const GSS_CODE = 80_877_104;

export type ClientMessages =
	| { readonly kind: 'incomplete' }
	/** The client asks for encryption, which a private socket does not need */
	| { readonly kind: 'encryption' }
	| { readonly kind: 'cancel' }
	| { readonly kind: 'startup'; readonly bytes: Buffer }
	/**
	 * Whole messages in their order. `completes`: the server answers the last one with "ready for
	 * query", so nothing of a half-told query remains in it.
	 */
	| { readonly kind: 'messages'; readonly bytes: Buffer; readonly completes: boolean }
	| { readonly kind: 'terminate' }
	| { readonly kind: 'malformed' };

export class FrameReader {
	#chunks: Buffer[] = [];
	#length = 0;
	/** Bytes that must be there before the next message is whole; spares joining large ones often */
	#needed = 8;
	#started = false;

	push(chunk: Buffer): void {
		this.#chunks.push(chunk);
		this.#length += chunk.length;
	}

	/** Takes everything that is whole, up to a message that needs an answer of its own. */
	take(): ClientMessages {
		if (this.#length < this.#needed) return { kind: 'incomplete' };
		return this.#started ? this.#takeMessages() : this.#takeFirst();
	}

	#takeFirst(): ClientMessages {
		const buffer = this.#joined();
		const length = buffer.readUInt32BE(0);
		if (length < 8 || length > 100_000) return { kind: 'malformed' };
		if (!this.#has(length)) return { kind: 'incomplete' };
		const bytes = this.#cut(length);
		switch (bytes.readUInt32BE(4)) {
			case SSL_CODE:
			case GSS_CODE:
				this.#needed = 8;
				return { kind: 'encryption' };
			case CANCEL_CODE:
				return { kind: 'cancel' };
			case STARTUP_CODE:
				this.#started = true;
				this.#needed = 5;
				return { kind: 'startup', bytes };
			default:
				return { kind: 'malformed' };
		}
	}

	#takeMessages(): ClientMessages {
		const buffer = this.#joined();
		let end = 0;
		let last = 0;
		this.#needed = 5;
		while (buffer.length - end >= 5) {
			const type = buffer.readUInt8(end);
			const length = buffer.readUInt32BE(end + 1) + 1;
			if (length < 5) return { kind: 'malformed' };
			if (type === TERMINATE) {
				if (end === 0) return { kind: 'terminate' };
				break;
			}
			if (end + length > buffer.length) {
				this.#needed = length;
				break;
			}
			end += length;
			last = type;
		}
		if (end === 0) return { kind: 'incomplete' };
		const completes = last === SYNC || last === QUERY || last === FUNCTION_CALL;
		return { kind: 'messages', bytes: this.#cut(end), completes };
	}

	#has(length: number): boolean {
		this.#needed = length;
		return this.#length >= length;
	}

	#joined(): Buffer {
		const [first] = this.#chunks;
		if (first !== undefined && this.#chunks.length === 1) return first;
		const joined = Buffer.concat(this.#chunks);
		this.#chunks = [joined];
		return joined;
	}

	#cut(length: number): Buffer {
		const buffer = this.#joined();
		const rest = buffer.subarray(length);
		this.#chunks = rest.length > 0 ? [rest] : [];
		this.#length = rest.length;
		return buffer.subarray(0, length);
	}
}
