import { createHmac, type KeyObject, sign } from 'node:crypto';
import { concatBytes } from '@og-tickets/contract/rules/bytes.ts';
import { type ChainValue, chainDownTo } from '@og-tickets/contract/rules/ticket-code/chain.ts';
import {
  encodeHead,
  encodeRotatingSignedBytes,
  encodeTaggedFields,
  encodeText,
  signatureInput,
} from '@og-tickets/contract/rules/ticket-code/encode.ts';
import { fingerprint } from '@og-tickets/contract/rules/ticket-code/fingerprint.ts';
import {
  CHAIN_LENGTH,
  STEP_SECONDS,
  TAG_LENGTH,
  type TicketHead,
} from '@og-tickets/contract/rules/ticket-code/format.ts';

/*
 * How the server makes ticket codes: the double key, the tag, the signature, the start of a chain. The format and the
 * reasons stand in docs/ticket-code.md; what gates read again is in the contract.
 */

/** Bytes of the end of a chain, from which the whole chain follows. */
const CHAIN_END_BYTES = 16;
/** How many steps of future codes a ticket page may hold: four hours. */
const DISCLOSED_STEPS = 960;
/** How often a chain starts: 12 hours less the four that a page may hold. */
const CHAIN_EVERY_SECONDS = (CHAIN_LENGTH - DISCLOSED_STEPS) * STEP_SECONDS;

/** The three secrets of one ticket, 32 bytes each. None of them ever leaves the server. */
export type DoubleKey = {
  userKey: Uint8Array;
  ticketKey: Uint8Array;
  pepper: Uint8Array;
};

type MintInput = DoubleKey & {
  head: TicketHead;
  /** The Ed25519 private key of `head.kid`. */
  signingKey: KeyObject;
};

/** What a ticket row keeps so that gates recognise its codes: 8 bytes. */
type Minted = { fingerprint: Uint8Array };

type MintedRotating = Minted & {
  /** Bytes 0 to 117 of its codes. */
  credential: Uint8Array;
  /** The step of the moment it was made at. */
  step: number;
  /** The one chain value that is given away: shows the steps before its index. */
  seed: ChainValue;
};

/** The key that all others of a ticket come from (HKDF-Extract, RFC 5869): 32 bytes. Throws RangeError for short keys. */
export function extractTicketPrk({ userKey, ticketKey, pepper }: DoubleKey): Buffer {
  for (const key of [userKey, ticketKey, pepper]) {
    if (key.length !== 32) throw new RangeError('The keys of a ticket have 32 bytes each');
  }
  return createHmac('sha256', pepper).update(userKey).update(ticketKey).digest();
}

/** The tag that only the holder of both keys and the pepper can make: 8 bytes, the same in every kind of code. */
export function deriveTag({ head, ...keys }: DoubleKey & { head: TicketHead }): Buffer {
  const tagged = encodeTaggedFields(head);
  const tagKey = expand(extractTicketPrk(keys), 'ogt/1/tag\0', keyContext(tagged), 32);
  return createHmac('sha256', tagKey).update(tagged).digest().subarray(0, TAG_LENGTH);
}

/** h[2880], the secret end of the chain that starts at `t0Seconds` (unix seconds): 16 bytes. */
export function deriveChainEnd({
  head,
  t0Seconds,
  ...keys
}: DoubleKey & { head: TicketHead; t0Seconds: number }): Buffer {
  const start = Buffer.alloc(4);
  start.writeUInt32BE(t0Seconds);
  const context = concatBytes(keyContext(encodeTaggedFields(head)), start);
  return expand(extractTicketPrk(keys), 'ogt/1/rot\0', context, CHAIN_END_BYTES);
}

/** Makes the code of a paper ticket: the text of its QR code. */
export function mintStatic({ signingKey, ...input }: MintInput): Minted & { text: string } {
  const tag = deriveTag(input);
  const signedBytes = encodeHead('static', input.head, tag);
  const record = concatBytes(signedBytes, signBytes(signingKey, signedBytes));
  return { text: encodeText(record), fingerprint: fingerprint(input.head.ticketId, tag) };
}

/**
 * The start of the chain that is used at a moment, both in unix seconds. Chains start every 8 hours and last 12: each
 * covers its moment and the four hours after it, and the clock alone says which, so that nothing is kept.
 */
export function chainStartAt(nowSeconds: number): number {
  return Math.floor(nowSeconds / CHAIN_EVERY_SECONDS) * CHAIN_EVERY_SECONDS;
}

/**
 * Makes what a ticket page needs to show codes without network for four hours and no longer: the lasting part of the code,
 * 118 bytes, for the chain that starts at `t0Seconds` (a multiple of 15), and the chain value h[step now + 960]. The end
 * of the chain is never given, so no page shows the very last step. Hashes the whole chain: 2,880 hashes, some
 * milliseconds. Throws RangeError when now and four hours more do not lie in the chain.
 */
export function mintRotating({
  signingKey,
  nowSeconds,
  ...input
}: MintInput & { t0Seconds: number; nowSeconds: number }): MintedRotating {
  const { head, t0Seconds } = input;
  const step = Math.floor((nowSeconds - t0Seconds) / STEP_SECONDS);
  const index = step + DISCLOSED_STEPS;
  if (!(step >= 0 && index < CHAIN_LENGTH)) throw new RangeError('The chain does not cover the next four hours');
  const tag = deriveTag(input);
  const context = { ...head, t0Seconds };
  const seed = { index, value: chainDownTo(context, { index: CHAIN_LENGTH, value: deriveChainEnd(input) }, index) };
  const signedBytes = encodeRotatingSignedBytes(
    encodeHead('rotating', head, tag),
    t0Seconds,
    chainDownTo(context, seed, 0),
  );
  const credential = concatBytes(signedBytes, signBytes(signingKey, signedBytes));
  return { credential, step, seed, fingerprint: fingerprint(head.ticketId, tag) };
}

/** Session, ticket id and generation: what binds a key to one life of one ticket. */
function keyContext(taggedFields: Uint8Array): Uint8Array {
  return taggedFields.subarray(0, 22);
}

/** HKDF-Expand (RFC 5869) for outputs of at most one hash: its first round is all of it. */
function expand(prk: Uint8Array, label: string, context: Uint8Array, length: number): Buffer {
  return createHmac('sha256', prk).update(label).update(context).update(Uint8Array.of(1)).digest().subarray(0, length);
}

function signBytes(signingKey: KeyObject, signedBytes: Uint8Array): Buffer {
  if (signingKey.asymmetricKeyType !== 'ed25519') throw new TypeError('Ticket codes are signed with Ed25519');
  return sign(null, signatureInput(signedBytes), signingKey);
}
