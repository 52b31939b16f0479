import { type Bytes, concatBytes, equalBytes, uuidToBytes } from '../bytes.ts';
import { sha256OfBlock } from '../sha256-block.ts';
import {
  ANCHOR_LENGTH,
  CHAIN_LENGTH,
  type RotatingRecord,
  STEP_SECONDS,
  STEPS_AHEAD_MAX,
  STEPS_BEHIND_MAX,
} from './format.ts';

/*
 * A rotating code proves its age by a chain of hashes: h[2880] is secret, each h[i] is a hash of h[i + 1], and h[0],
 * the anchor, is signed. Step s shows h[s + 1]: anybody can hash it down to the anchor, nobody can climb.
 */

const CHAIN_LABEL = new TextEncoder().encode('ogt/1/chain\0');

/** What binds a chain to one ticket, one generation and one start. */
export type ChainContext = Pick<RotatingRecord, 'ticketId' | 'generation' | 't0Seconds'>;
/** One value of a chain, h[index]: 16 bytes. */
export type ChainValue = { index: number; value: Uint8Array };

/**
 * Hashes a chain value down to h[index]. Throws RangeError when the index is not from 0 to the value's own, which is
 * at most 2880.
 */
export function chainDownTo(context: ChainContext, from: ChainValue, index: number): Bytes {
  if (!Number.isInteger(index) || !Number.isInteger(from.index) || index < 0) {
    throw new RangeError('A chain is counted in whole numbers from 0');
  }
  if (from.index > CHAIN_LENGTH || index > from.index) throw new RangeError('A chain leads down only, from 2880');
  if (from.value.length !== ANCHOR_LENGTH) throw new RangeError('A chain value has 16 bytes');
  const message = concatBytes(CHAIN_LABEL, uuidToBytes(context.ticketId), new Uint8Array(8), from.value);
  const view = new DataView(message.buffer);
  const numbersAt = CHAIN_LABEL.length + 16;
  const valueAt = numbersAt + 8;
  view.setUint16(numbersAt, context.generation);
  view.setUint32(numbersAt + 2, context.t0Seconds);
  for (let at = from.index - 1; at >= index; at--) {
    view.setUint16(numbersAt + 6, at);
    message.set(sha256OfBlock(message).subarray(0, ANCHOR_LENGTH), valueAt);
  }
  return message.slice(valueAt);
}

/** h[index] from h[index + 1]. */
export function chainPrevious(context: ChainContext, index: number, next: Uint8Array): Bytes {
  return chainDownTo(context, { index: index + 1, value: next }, index);
}

/** What the code of a step shows, from a later chain value that the server disclosed. RangeError when it is not later. */
export function revealAt(context: ChainContext, disclosed: ChainValue, step: number): Bytes {
  return chainDownTo(context, disclosed, step + 1);
}

/** Tells whether the reveal of a code leads to its signed anchor. Means something only once the signature is good. */
export function verifyChain(record: RotatingRecord): boolean {
  const revealed = { index: record.step + 1, value: record.reveal };
  return equalBytes(chainDownTo(record, revealed, 0), record.anchor);
}

/**
 * Tells whether a step is shown at its time: `stale` when it is more than two steps behind the clock or more than
 * one ahead (a screenshot, or a phone or gate whose clock is wrong). Unix seconds.
 */
export function clockWindow(t0Seconds: number, step: number, nowSeconds: number): 'ok' | 'stale' {
  const stepNow = Math.floor((nowSeconds - t0Seconds) / STEP_SECONDS);
  // Written so that a clock that is not a number makes the code stale.
  return step >= stepNow - STEPS_BEHIND_MAX && step <= stepNow + STEPS_AHEAD_MAX ? 'ok' : 'stale';
}
