import type { TicketStatus } from '../../tickets.ts';
import { bytesToBase64Url, bytesToHex, type Bytes, uuidToBytes } from '../bytes.ts';
import { FINGERPRINT_LENGTH } from '../ticket-code/fingerprint.ts';

/*
 * The list of a session's tickets that a scanner decides by without network. All integers are big-endian.
 *
 * Head, 16 bytes:
 *   0  4  "OGP1"
 *   4  4  session number
 *   8  4  sequence: the newest change of a ticket that the list knows
 *  12  4  since: 0 for the whole list; else the list holds the tickets that changed after this sequence
 *
 * Then entries of 22 bytes, sorted by their first 8 bytes, none of which come twice:
 *   0  8  last 8 bytes of the ticket id
 *   8  8  fingerprint of the ticket's tag
 *  16  2  generation
 *  18  1  places, 1 to 50
 *  19  1  places that have entered; 255 stands for 255 or more
 *  20  1  places inside: entered and not left; 255 stands for 255 or more
 *  21  1  bits 0-1 kinds of code that let in (1 static, 2 rotating), bits 2-4 status by its place in `packStatuses`,
 *         bit 5 an open conflict; bits 6 and 7 are 0
 *
 * A scanner looks the ticket id up by its last 8 bytes (62 bits of a random UUID) and then compares a fingerprint made over
 * the whole id: an id that only shares its end is not taken for the other.
 */

const MAGIC = 0x4f475031;
export const PACK_HEAD_LENGTH = 16;
export const PACK_ENTRY_LENGTH = 22;
export const PACK_ID_LENGTH = 8;
const COUNT_MAX = 255;
const CONFLICT_BIT = 0b10_0000;

/** The statuses of a ticket as a list numbers them: only ever add at the end, there are numbers for eight. */
export const packStatuses = [
  'valid',
  'used',
  'cancelled',
  'refunded',
  'blocked',
  'transferred',
] as const satisfies readonly TicketStatus[];

/** What a list says of a ticket. */
export interface PackEntry {
  /** Last 8 bytes of the ticket id. */
  idEnd: Uint8Array;
  fingerprint: Uint8Array;
  generation: number;
  places: number;
  entries: number;
  inside: number;
  status: TicketStatus;
  /** Bits of `KIND_BIT`, of ticket and session both. */
  allowedKinds: number;
  /** More went in than may: the ticket takes no more entries until a supervisor has looked. */
  conflict: boolean;
}

/** A list as it is read: a view of its bytes, which are never copied. */
export interface Pack {
  sessionNumber: number;
  sequence: number;
  /** 0 for a whole list. */
  since: number;
  /** Entries without the head. */
  entries: Bytes;
}

/** The key of a ticket in a list: the last 8 bytes of its id. Throws TypeError when it is no UUID. */
export function packKey(ticketId: string): Bytes {
  return uuidToBytes(ticketId).subarray(16 - PACK_ID_LENGTH);
}

/**
 * Writes a list. Throws RangeError for a number that does not fit and for two tickets whose ids end alike (of 80,000 random
 * ids that happens once in a thousand million lists).
 */
export function encodePack(
  head: Pick<Pack, 'sessionNumber' | 'sequence' | 'since'>,
  tickets: readonly PackEntry[],
): Bytes {
  const bytes = new Uint8Array(PACK_HEAD_LENGTH + tickets.length * PACK_ENTRY_LENGTH);
  const view = new DataView(bytes.buffer);
  writeHead(view, head);
  const sorted = tickets
    .map((ticket) => ({ ticket, key: bytesToHex(ticket.idEnd) }))
    .sort((left, right) => (left.key < right.key ? -1 : 1));
  for (const [index, { ticket, key }] of sorted.entries()) {
    if (key === sorted[index - 1]?.key) throw new RangeError('Two tickets have ids that end alike');
    encodeEntry(bytes, PACK_HEAD_LENGTH + index * PACK_ENTRY_LENGTH, ticket);
  }
  return bytes;
}

function writeHead(view: DataView, head: Pick<Pack, 'sessionNumber' | 'sequence' | 'since'>): void {
  for (const value of [head.sessionNumber, head.sequence, head.since]) requireWhole(value, 0xffffffff);
  view.setUint32(0, MAGIC);
  view.setUint32(4, head.sessionNumber);
  view.setUint32(8, head.sequence);
  view.setUint32(12, head.since);
}

function encodeEntry(bytes: Uint8Array, at: number, ticket: PackEntry): void {
  const { idEnd, fingerprint, generation, places, entries, inside, status, allowedKinds, conflict } = ticket;
  if (idEnd.length !== PACK_ID_LENGTH || fingerprint.length !== FINGERPRINT_LENGTH) {
    throw new RangeError('An entry holds 8 bytes of the id and a fingerprint of 8');
  }
  requireWhole(generation, 0xffff);
  requireWhole(places, COUNT_MAX);
  requireWhole(entries, Number.MAX_SAFE_INTEGER);
  requireWhole(inside, Number.MAX_SAFE_INTEGER);
  requireWhole(allowedKinds, 0b11);
  bytes.set(idEnd, at);
  bytes.set(fingerprint, at + 8);
  bytes.set([generation >> 8, generation & 0xff], at + 16);
  bytes.set([places, Math.min(entries, COUNT_MAX), Math.min(inside, COUNT_MAX)], at + 18);
  bytes[at + 21] = allowedKinds | (packStatuses.indexOf(status) << 2) | (conflict ? CONFLICT_BIT : 0);
}

function requireWhole(value: number, most: number): void {
  if (!Number.isInteger(value) || value < 0 || value > most) throw new RangeError(`${value} does not fit the list`);
}

/**
 * Opens a list without copying it. Throws RangeError when the bytes are not one: cut, of another kind or not sorted. Looking
 * at the order of 80,000 entries takes a few milliseconds and is what makes finding them right.
 */
export function openPack(bytes: Bytes): Pack {
  const length = bytes.length - PACK_HEAD_LENGTH;
  if (length < 0 || length % PACK_ENTRY_LENGTH !== 0) throw new RangeError('The list is cut');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(0) !== MAGIC) throw new RangeError('Not a list of tickets');
  const entries = bytes.subarray(PACK_HEAD_LENGTH);
  for (let at = PACK_ENTRY_LENGTH; at < entries.length; at += PACK_ENTRY_LENGTH) {
    if (compareAt(entries, at - PACK_ENTRY_LENGTH, entries, at) >= 0) throw new RangeError('The list is not sorted');
  }
  return { sessionNumber: view.getUint32(4), sequence: view.getUint32(8), since: view.getUint32(12), entries };
}

/** The bytes of a list that was opened, in new memory: to keep it after changes were applied to it. */
export function packBytes(pack: Pack): Bytes {
  const bytes = new Uint8Array(PACK_HEAD_LENGTH + pack.entries.length);
  writeHead(new DataView(bytes.buffer), pack);
  bytes.set(pack.entries, PACK_HEAD_LENGTH);
  return bytes;
}

/**
 * SHA-256, base64url, of the entries of a whole list without its head: what the manifest says beside the sequence. A list
 * that was brought up to the same sequence by changes has the same hash.
 */
export async function packHash(pack: Pick<Pack, 'entries'>): Promise<string> {
  return bytesToBase64Url(new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', pack.entries)));
}

/** Compares the keys at two places, byte by byte from the left. */
function compareAt(left: Uint8Array, leftAt: number, right: Uint8Array, rightAt: number): number {
  for (let i = 0; i < PACK_ID_LENGTH; i += 1) {
    // `?? 0` never applies inside an entry; it only satisfies the compiler.
    const difference = (left[leftAt + i] ?? 0) - (right[rightAt + i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Where the entry of a key starts, or, for a key that is not there, the complement (`~`) of where it belongs. Bytes from
 * the start of the entries.
 */
export function findAt(entries: Uint8Array, key: Uint8Array, keyAt = 0): number {
  let low = 0;
  let high = entries.length / PACK_ENTRY_LENGTH - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const difference = compareAt(entries, middle * PACK_ENTRY_LENGTH, key, keyAt);
    if (difference === 0) return middle * PACK_ENTRY_LENGTH;
    if (difference < 0) low = middle + 1;
    else high = middle - 1;
  }
  return ~(low * PACK_ENTRY_LENGTH);
}

/** What the list says of a ticket; null when it does not know it. */
export function findEntry(pack: Pick<Pack, 'entries'>, ticketId: string): PackEntry | null {
  const at = findAt(pack.entries, packKey(ticketId));
  return at < 0 ? null : readEntry(pack.entries, at);
}

/** The entry that starts at a byte. Throws RangeError when its last byte says what no version of the list does. */
export function readEntry(entries: Uint8Array, at: number): PackEntry {
  const bytes = entries.slice(at, at + PACK_ENTRY_LENGTH);
  const [high = 0, low = 0, places = 0, entered = 0, inside = 0, marks = 0] = bytes.subarray(16);
  const status = packStatuses[(marks >> 2) & 0b111];
  if (status === undefined || marks >= 2 * CONFLICT_BIT) throw new RangeError('A mark of the list is not known');
  return {
    idEnd: bytes.subarray(0, 8),
    fingerprint: bytes.subarray(8, 16),
    generation: high * 256 + low,
    places,
    entries: entered,
    inside,
    status,
    allowedKinds: marks & 0b11,
    conflict: (marks & CONFLICT_BIT) !== 0,
  };
}
