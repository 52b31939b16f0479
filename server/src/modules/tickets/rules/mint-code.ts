import { createHmac, type KeyObject, sign } from 'node:crypto';
import { concatBytes } from '@og-tickets/contract/rules/bytes.ts';
import { chainDownTo } from '@og-tickets/contract/rules/ticket-code/chain.ts';
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
 * Makes the lasting part of a rotating code, 118 bytes, for the 12 hours from `t0Seconds` (unix seconds, a multiple of
 * 15). Hashes the whole chain: 2,880 hashes, some milliseconds.
 */
export function mintCredential({
  signingKey,
  ...input
}: MintInput & { t0Seconds: number }): Minted & { credential: Uint8Array } {
  const { head, t0Seconds } = input;
  const tag = deriveTag(input);
  const end = { index: CHAIN_LENGTH, value: deriveChainEnd(input) };
  const anchor = chainDownTo({ ...head, t0Seconds }, end, 0);
  const signedBytes = encodeRotatingSignedBytes(encodeHead('rotating', head, tag), t0Seconds, anchor);
  const credential = concatBytes(signedBytes, signBytes(signingKey, signedBytes));
  return { credential, fingerprint: fingerprint(head.ticketId, tag) };
}

/**
 * What a ticket page gets so that it can show codes without network for four hours: the chain value h[now + 960].
 * Never the end of the chain, even when it lies nearer, so no page shows the very last step. Undefined when the
 * chain has nothing to show: it is over, or more than four hours away.
 */
export function disclosure(
  input: DoubleKey & { head: TicketHead; t0Seconds: number; nowSeconds: number },
): { index: number; value: Uint8Array } | undefined {
  const { head, t0Seconds, nowSeconds } = input;
  const stepNow = Math.floor((nowSeconds - t0Seconds) / STEP_SECONDS);
  const index = Math.min(stepNow + DISCLOSED_STEPS, CHAIN_LENGTH - 1);
  // h[index] shows the steps up to index - 1.
  if (index < 1 || stepNow > index - 1) return undefined;
  const end = { index: CHAIN_LENGTH, value: deriveChainEnd(input) };
  return { index, value: chainDownTo({ ...head, t0Seconds }, end, index) };
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
