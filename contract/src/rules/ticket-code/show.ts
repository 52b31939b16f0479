import type { RotatingCode } from '../../tickets.ts';
import { base64UrlToBytes, type Bytes, bytesToUuid } from '../bytes.ts';
import { type ChainContext, type ChainValue, revealAt } from './chain.ts';
import { encodeRotatingText } from './encode.ts';
import { ANCHOR_LENGTH, CREDENTIAL_LENGTH, STEP_SECONDS } from './format.ts';

/** A rotating code as its page keeps it, read once. */
export type ShowableCode = { credential: Bytes; context: ChainContext; disclosed: ChainValue };

/** Reads what the server sent. Throws RangeError when it is not whole: kept data may be old or cut. */
export function showableCode(code: Pick<RotatingCode, 'credential' | 't0' | 'seed'>): ShowableCode {
  const credential = base64UrlToBytes(code.credential);
  const value = base64UrlToBytes(code.seed.value);
  if (credential.length !== CREDENTIAL_LENGTH || value.length !== ANCHOR_LENGTH) {
    throw new RangeError('Not a credential and a chain value');
  }
  const context = {
    ticketId: bytesToUuid(credential.subarray(6, 22)),
    generation: new DataView(credential.buffer).getUint16(22),
    t0Seconds: code.t0,
  };
  return { credential, context, disclosed: { index: code.seed.index, value } };
}

/**
 * The text to show at a moment of the server's time (unix seconds): it stays the same for a step of 15 s. Undefined
 * before the chain starts and once its disclosed part is over: ask the server for a new one. Hashes up to 2,879 times.
 */
export function textToShow({ credential, context, disclosed }: ShowableCode, nowSeconds: number): string | undefined {
  const step = Math.floor((nowSeconds - context.t0Seconds) / STEP_SECONDS);
  if (!(step >= 0 && step < disclosed.index)) return undefined;
  return encodeRotatingText({ credential, step, reveal: revealAt(context, disclosed, step) });
}
