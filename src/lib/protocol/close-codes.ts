/**
 * Why the server closes a socket: a closed list. y-websocket takes 4400 to 4499 as final and tries
 * again after everything else. The words are for the person at the screen and are sent as the
 * close reason too (at most 123 bytes).
 */
export const CLOSE = {
	/** the server is going down; another or the same one will answer soon */
	goingAway: 1001,
	/** set by the WebSocket layer itself when a message is above `MESSAGE_BYTES` */
	messageTooBig: 1009,
	malformed: 4400,
	session: 4401,
	access: 4403,
	noDocument: 4404,
	/** a change was refused and the client did not ask for `v=1`, so it cannot be told */
	refused: 4409,
	tryAgain: 4503,
	tooSlow: 4508,
	tooMuch: 4529,
} as const;

export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

export const CLOSE_WORDS: Readonly<Record<CloseCode, string>> = {
	1001: 'The server is restarting. Your changes are kept and sent again.',
	1009: 'One change is larger than 1 MiB and cannot be saved. Paste it in smaller parts.',
	4400: 'The page sent something the server cannot read. Reload the page.',
	4401: 'You are signed out. Sign in to go on.',
	4403: 'You are not allowed to open this.',
	4404: 'There is no such board or card.',
	4409: 'You are not allowed to change this. Reload the page.',
	4503: 'Saving is not possible at the moment. Your changes are kept and sent again.',
	4508: 'The connection was too slow and starts again.',
	4529: 'Too much was sent at once. The connection starts again.',
};

const CODES: readonly number[] = Object.values(CLOSE);

export function isCloseCode(code: number): code is CloseCode {
	return CODES.includes(code);
}

/** Whether trying again is pointless: nothing changes until a person does something. */
export function isFinal(code: number): boolean {
	return code === CLOSE.messageTooBig || (code >= 4400 && code < 4500);
}
