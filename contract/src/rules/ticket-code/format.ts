import type { Bytes } from '../bytes.ts';

/*
 * The ticket code, version 1: names for the numbers of docs/ticket-code.md. All integers are big-endian.
 */

/** What every ticket code starts with, before the base45 of its record. */
export const CODE_PREFIX = 'OG1:';
/** The version in the high half of byte 0. */
export const CODE_VERSION = 1;
/** The kind in the low half of byte 0. 3 and 4 are reserved for Google and Apple passes. */
export const KIND_NIBBLE = { static: 1, rotating: 2 } as const;

export const STATIC_TEXT_LENGTH = 151;
export const ROTATING_TEXT_LENGTH = 208;

/** Where the parts of a record lie, in bytes. */
export const HEAD_LENGTH = 34;
export const TAG_OFFSET = 26;
export const TAG_LENGTH = 8;
export const SIGNATURE_LENGTH = 64;
export const STATIC_RECORD_LENGTH = HEAD_LENGTH + SIGNATURE_LENGTH;
export const ANCHOR_LENGTH = 16;
/** Head, t0 and anchor: what the signature of a rotating code covers. */
export const ROTATING_SIGNED_LENGTH = HEAD_LENGTH + 4 + ANCHOR_LENGTH;
/** The part of a rotating code that stays: its signed bytes and their signature. */
export const CREDENTIAL_LENGTH = ROTATING_SIGNED_LENGTH + SIGNATURE_LENGTH;
export const ROTATING_RECORD_LENGTH = CREDENTIAL_LENGTH + 2 + ANCHOR_LENGTH;

export const PLACES_MAX = 50;
/** Bits of `flags`; the five higher bits must be 0. */
export const FLAG_REENTRY_ALLOWED = 0b001;
export const FLAG_CHECK_IDENTITY = 0b010;
export const FLAG_ACCESSIBLE_GATE = 0b100;
export const FLAGS_MASK = FLAG_REENTRY_ALLOWED | FLAG_CHECK_IDENTITY | FLAG_ACCESSIBLE_GATE;

/** How long one step of a rotating code lasts; `t0` is a multiple of it. */
export const STEP_SECONDS = 15;
/** Steps of one chain: 12 hours. */
export const CHAIN_LENGTH = 2880;
/** How many steps a code may be behind or ahead of the gate's clock. */
export const STEPS_BEHIND_MAX = 2;
export const STEPS_AHEAD_MAX = 1;

/** What a ticket code says about its ticket, in both kinds. */
export type TicketHead = {
  /** Id of the signing key, 0..255. */
  kid: number;
  /** Number of the session that the ticket is for, u32. */
  sessionNumber: number;
  /** UUID, lower case. */
  ticketId: string;
  /** u16; one more at each transfer, refund or re-issue, so that older codes of the ticket stop. */
  generation: number;
  /** How many people the ticket lets in, 1..50. */
  places: number;
  /** Bits `FLAG_*`. */
  flags: number;
};

type SignedRecord = TicketHead & {
  /** Tag made with both secret keys, 8 bytes; the gate compares its fingerprint, never the tag itself. */
  tag: Bytes;
  signedBytes: Bytes;
  signature: Bytes;
};

export type StaticRecord = SignedRecord & { kind: 'static' };

export type RotatingRecord = SignedRecord & {
  kind: 'rotating';
  /** Start of the chain, unix seconds, a multiple of 15. */
  t0Seconds: number;
  /** Start of the chain as signed: h[0]. */
  anchor: Bytes;
  /** 0..2879: the 15-second step that the code was shown in. */
  step: number;
  /** h[step + 1]. */
  reveal: Bytes;
};

/** A well-formed ticket code. Nothing in it is proved before its signature, and its chain, are checked. */
export type TicketRecord = StaticRecord | RotatingRecord;
