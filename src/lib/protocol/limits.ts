/** What the wire bears. Sizes in bytes, times in milliseconds. */

const KIB = 1024;
const MIB = 1024 * KIB;

/** One message of a client. */
export const MESSAGE_BYTES = MIB;
/** A document's encoded state; above it nothing that adds content is admitted. */
export const DOCUMENT_BYTES = 8 * 1_000_000;
/** One presence entry as the client sends it, before the server's stamp. */
export const PRESENCE_BYTES = 2 * KIB;
/** Presence of a room goes out at most 20 times a second. */
export const PRESENCE_EVERY_MS = 50;

/** A reader with more than this unsent, or with the same bytes unsent for so long, is closed. */
export const UNSENT_BYTES = 4 * MIB;
export const UNSENT_MS = 10_000;

/** The server sends something at least this often; y-websocket gives up after 30 s of silence. */
export const HEARTBEAT_MS = 15_000;
/** No message and no pong for so long: the other side has gone without saying so. */
export const SILENCE_MS = 45_000;

export const SOCKETS_PER_USER = 50;
/** Messages of one user over all sockets; above the burst the sockets are paused. */
export const MESSAGES_PER_SECOND = 1_000;
export const MESSAGES_BURST = 3_000;
/** A user who sends more than that for so long is closed. */
export const TOO_MUCH_MS = 10_000;

/** What waits in one connection: before the document is loaded, or before its first sync step 2. */
export const HELD_MESSAGES = 1_000;
export const HELD_BYTES = 4 * MIB;

/** Session and rights are looked up again at least this often. */
export const RECHECK_MS = 60_000;
/** After a close is announced, the socket is cut when the other side has not answered by then. */
export const CLOSE_GRACE_MS = 2_000;
/** A server that goes down has sent and closed everything by then. */
export const SHUTDOWN_MS = 5_000;
