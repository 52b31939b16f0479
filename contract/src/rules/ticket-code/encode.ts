import { encodeBase45 } from '../base45.ts';
import { type Bytes, concatBytes, uuidToBytes } from '../bytes.ts';
import {
  ANCHOR_LENGTH,
  CHAIN_LENGTH,
  CODE_PREFIX,
  CODE_VERSION,
  CREDENTIAL_LENGTH,
  FLAGS_MASK,
  HEAD_LENGTH,
  KIND_NIBBLE,
  PLACES_MAX,
  ROTATING_RECORD_LENGTH,
  STATIC_RECORD_LENGTH,
  STEP_SECONDS,
  TAG_LENGTH,
  type TicketHead,
} from './format.ts';

const SIGNATURE_LABEL = new TextEncoder().encode('ogt/1/sig\0');

/*
 * Everything here throws RangeError for a value that a verifier would refuse: a ticket that no gate accepts must
 * fail when it is made, not at the gate.
 */

/** Bytes 2..25 of a head, which the tag covers: they are the same in every kind and under every signing key. */
export function encodeTaggedFields(head: TicketHead): Bytes {
  requireInteger('sessionNumber', head.sessionNumber, 0, 0xffffffff);
  requireInteger('generation', head.generation, 0, 0xffff);
  requireInteger('places', head.places, 1, PLACES_MAX);
  requireInteger('flags', head.flags, 0, FLAGS_MASK);
  const bytes = new Uint8Array(24);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, head.sessionNumber);
  bytes.set(uuidToBytes(head.ticketId), 4);
  view.setUint16(20, head.generation);
  view.setUint8(22, head.places);
  view.setUint8(23, head.flags);
  return bytes;
}

/** The 34 bytes of a head: all that the signature of a static code covers. */
export function encodeHead(kind: keyof typeof KIND_NIBBLE, head: TicketHead, tag: Uint8Array): Bytes {
  requireInteger('kid', head.kid, 0, 0xff);
  requireLength('tag', tag, TAG_LENGTH);
  const versionKindAndKid = Uint8Array.of((CODE_VERSION << 4) | KIND_NIBBLE[kind], head.kid);
  return concatBytes(versionKindAndKid, encodeTaggedFields(head), tag);
}

/** The 54 bytes that the signature of a rotating code covers: head, start of the chain in unix seconds, anchor. */
export function encodeRotatingSignedBytes(head: Uint8Array, t0Seconds: number, anchor: Uint8Array): Bytes {
  requireLength('head', head, HEAD_LENGTH);
  requireInteger('t0Seconds', t0Seconds, 0, 0xffffffff);
  if (t0Seconds % STEP_SECONDS !== 0) throw new RangeError('t0Seconds must be a multiple of 15');
  requireLength('anchor', anchor, ANCHOR_LENGTH);
  const start = new DataView(new ArrayBuffer(4));
  start.setUint32(0, t0Seconds);
  return concatBytes(head, new Uint8Array(start.buffer), anchor);
}

/** What Ed25519 signs for a code: a label of this format's own, then the signed bytes. */
export function signatureInput(signedBytes: Uint8Array): Bytes {
  return concatBytes(SIGNATURE_LABEL, signedBytes);
}

/** The text of a QR code for a whole record: 98 bytes (static) or 136 (rotating). */
export function encodeText(record: Uint8Array): string {
  if (record.length !== STATIC_RECORD_LENGTH && record.length !== ROTATING_RECORD_LENGTH) {
    throw new RangeError('A record has 98 or 136 bytes');
  }
  return CODE_PREFIX + encodeBase45(record);
}

/** The text that a ticket page shows during one step: its credential (118 bytes), then the step and its reveal. */
export function encodeRotatingText(code: { credential: Uint8Array; step: number; reveal: Uint8Array }): string {
  requireLength('credential', code.credential, CREDENTIAL_LENGTH);
  requireInteger('step', code.step, 0, CHAIN_LENGTH - 1);
  requireLength('reveal', code.reveal, ANCHOR_LENGTH);
  const step = Uint8Array.of(code.step >> 8, code.step & 0xff);
  return encodeText(concatBytes(code.credential, step, code.reveal));
}

function requireInteger(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${name} must be a whole number from ${least} to ${most}`);
  }
}

function requireLength(name: string, bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) throw new RangeError(`${name} must have ${length} bytes`);
}
