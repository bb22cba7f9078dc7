/**
 * Whether a person's changes are in the database, as a pure state machine: what happened to the
 * connection goes in, with its time, and the words for the screen come out.
 *
 * "Saved" is said only while connected and in sync, when every change made here was sent and
 * acknowledged on this very connection. State vectors are never asked: a deletion advances no
 * clock, so equal vectors can hide a change that is nowhere but here.
 */
import { CLOSE, CLOSE_WORDS, isCloseCode, isFinal } from '#lib/protocol/close-codes.ts';

/** What happened. `n` counts, from 1, this connection's messages that carry an update. */
export type SaveEvent =
	| { readonly type: 'opened' }
	/** the server's sync step 2 is applied */
	| { readonly type: 'synced' }
	/** the server said whether this person may write in the document */
	| { readonly type: 'entitled'; readonly writes: boolean }
	/** the document was changed here, by whatever means */
	| { readonly type: 'changed' }
	/** message `n` left, and with it every change made here so far */
	| { readonly type: 'sent'; readonly n: number }
	/** everything up to `n` is committed or was refused with a word about it */
	| { readonly type: 'acknowledged'; readonly n: number }
	/** the document was given up for a new one from the server; what was unsent is offered elsewhere */
	| { readonly type: 'replaced' }
	/** `code` is null when we hung up ourselves, as after a long silence */
	| { readonly type: 'closed'; readonly code: number | null; readonly online: boolean }
	| { readonly type: 'network'; readonly online: boolean };

export type LossReason = 'offline' | 'server unavailable';

interface Work {
	/** null before the server has said it */
	readonly writes: boolean | null;
	/** when the oldest change was made that is not known to be committed; ms since 1970 */
	readonly unsavedSince: number | null;
}

export type Connection = Work &
	(
		| { readonly phase: 'connecting' }
		| {
				readonly phase: 'open';
				readonly synced: boolean;
				/** every change made here has left on this connection */
				readonly carried: boolean;
				readonly sent: number;
				readonly acknowledged: number;
				/** null unless all is saved now */
				readonly savedAt: number | null;
		  }
		| { readonly phase: 'lost'; readonly reason: LossReason }
		| { readonly phase: 'ended'; readonly code: number }
	);

export type Phase = Connection['phase'];
type In<P extends Phase> = Extract<Connection, { phase: P }>;
type Of<T extends SaveEvent['type']> = Extract<SaveEvent, { type: T }>;

type Table = {
	readonly [P in Phase]: {
		readonly [T in SaveEvent['type']]: (was: In<P>, event: Of<T>, at: number) => Connection;
	};
};

export const NEW_CONNECTION: Connection = {
	phase: 'connecting',
	writes: null,
	unsavedSince: null,
};

const same = (was: Connection): Connection => was;

function work(was: Connection): Work {
	return { writes: was.writes, unsavedSince: was.unsavedSince };
}

function open(was: Connection): Connection {
	return {
		...work(was),
		phase: 'open',
		synced: false,
		carried: false,
		sent: 0,
		acknowledged: 0,
		savedAt: null,
	};
}

function closed(was: Connection, event: Of<'closed'>): Connection {
	const { code } = event;
	return code !== null && isFinal(code)
		? { ...work(was), phase: 'ended', code }
		: { ...work(was), phase: 'lost', reason: reasonOf(event.online) };
}

function changed<C extends Connection>(was: C, at: number): C {
	return { ...was, unsavedSince: was.unsavedSince ?? at };
}

function entitled<C extends Connection>(was: C, event: Of<'entitled'>): C {
	return { ...was, writes: event.writes };
}

function replaced(was: Connection): Connection {
	return { phase: 'connecting', writes: was.writes, unsavedSince: null };
}

/** Decides after every step of an open connection whether all is saved. */
function settle(now: In<'open'>, at: number): Connection {
	const saved = now.synced && now.carried && now.sent > 0 && now.acknowledged >= now.sent;
	if (!saved) return { ...now, savedAt: null };
	return { ...now, unsavedSince: null, savedAt: now.savedAt ?? at };
}

const TABLE: Table = {
	connecting: {
		opened: open,
		synced: same,
		entitled,
		changed: (was, _, at) => changed(was, at),
		sent: same,
		acknowledged: same,
		replaced,
		closed,
		network: same,
	},
	open: {
		opened: open,
		synced: (was, _, at) => settle({ ...was, synced: true }, at),
		entitled,
		changed: (was, _, at) => settle({ ...changed(was, at), carried: false }, at),
		sent: (was, event, at) => settle({ ...was, carried: true, sent: event.n }, at),
		acknowledged: (was, event, at) =>
			settle({ ...was, acknowledged: Math.max(was.acknowledged, event.n) }, at),
		replaced,
		closed,
		network: same,
	},
	lost: {
		opened: open,
		synced: same,
		entitled,
		changed: (was, _, at) => changed(was, at),
		sent: same,
		acknowledged: same,
		replaced,
		closed,
		network: (was, event) => ({ ...was, reason: reasonOf(event.online) }),
	},
	ended: {
		opened: open,
		synced: same,
		entitled,
		changed: (was, _, at) => changed(was, at),
		sent: same,
		acknowledged: same,
		replaced,
		// What comes after a final word adds nothing: the first reason is the one to show.
		closed: same,
		network: same,
	},
};

/** @param at ms since 1970, when it happened */
export function next(was: Connection, event: SaveEvent, at: number): Connection {
	// The table is complete by its type; only the pairing of phase and row is beyond inference.
	const row = TABLE[was.phase] as Record<
		SaveEvent['type'],
		(was: Connection, event: SaveEvent, at: number) => Connection
	>;
	return row[event.type](was, event, at);
}

function reasonOf(online: boolean): LossReason {
	return online ? 'server unavailable' : 'offline';
}

/** What a person is shown. Instants are ms since 1970. */
export type SaveState =
	| { readonly state: 'connecting' }
	| { readonly state: 'read-only' }
	| { readonly state: 'saving'; readonly since: number }
	| { readonly state: 'saved'; readonly at: number }
	| { readonly state: 'unsaved'; readonly since: number; readonly reason: LossReason }
	| { readonly state: 'ended'; readonly code: number; readonly unsaved: boolean };

export function saveState(now: Connection): SaveState {
	const { unsavedSince: since } = now;
	switch (now.phase) {
		case 'ended':
			return { state: 'ended', code: now.code, unsaved: since !== null };
		case 'open':
			if (now.writes === false && now.synced) return { state: 'read-only' };
			if (now.savedAt !== null) return { state: 'saved', at: now.savedAt };
			return since === null ? { state: 'connecting' } : { state: 'saving', since };
		case 'lost':
			return since === null
				? { state: 'connecting' }
				: { state: 'unsaved', since, reason: now.reason };
		case 'connecting':
			return since === null ? { state: 'connecting' } : { state: 'saving', since };
	}
}

/** Whether closing the page would lose something. */
export function hasUnsaved(now: Connection): boolean {
	return now.unsavedSince !== null;
}

/**
 * The state in words.
 * @param timeOf an instant as `14:02`, by the clock of whoever reads it
 */
export function saveWords(state: SaveState, timeOf: (at: number) => string = clockTime): string {
	switch (state.state) {
		case 'connecting':
			return 'Connecting';
		case 'read-only':
			return 'Read only';
		case 'saving':
			return 'Saving';
		case 'saved':
			return `Saved ${timeOf(state.at)}`;
		case 'unsaved':
			return 'Not saved, kept on this device';
		case 'ended':
			return state.unsaved ? `${endWords(state.code)}, not saved` : endWords(state.code);
	}
}

/** Why the server will not have this connection again, short enough for the state's place. */
function endWords(code: number): string {
	switch (code) {
		case CLOSE.session:
			return 'Signed out';
		case CLOSE.access:
			return 'No access';
		case CLOSE.noDocument:
			return 'Not found';
		default:
			return 'Disconnected';
	}
}

/** What an ended connection means and what to do, in one or two sentences. */
export function endAdvice(code: number): string {
	return isCloseCode(code) ? CLOSE_WORDS[code] : 'The connection has ended. Reload the page.';
}

const hoursAndMinutes = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

function clockTime(at: number): string {
	return hoursAndMinutes.format(at);
}
