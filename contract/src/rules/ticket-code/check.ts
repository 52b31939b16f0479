import { clockWindow, verifyChain } from './chain.ts';
import type { RotatingRecord, TicketRecord } from './format.ts';
import { type ParseRefusal, parseTicketCode } from './parse.ts';
import { type PublicKeys, verifySignature } from './signature.ts';

export type CheckInput = {
  /** What the reader read, or what was typed. */
  text: string;
  publicKeys: PublicKeys;
  /** The session that people enter for at this gate now. */
  sessionNumber: number;
  /** The server's time as well as the gate knows it, unix seconds. */
  nowSeconds: number;
};

/** `bad_signature` is a forgery; `stale_code` is a true code shown at the wrong time: ask to refresh the page. */
export type CodeRefusal =
  | { ok: false; reason: ParseRefusal | 'unknown_key' | 'bad_signature' }
  | { ok: false; reason: 'wrong_session'; codeSessionNumber: number }
  | { ok: false; reason: 'stale_code'; record: RotatingRecord };
export type CheckResult = { ok: true; record: TicketRecord } | CodeRefusal;

/**
 * Decides all that a code alone can decide, with public data only, in the same order on the server and on a gate
 * without network: length, prefix and base45, version and fields, session, known key, signature, chain, clock.
 * Whether the ticket still lets somebody in (generation, fingerprint, places left) is the caller's next question.
 */
export async function checkTicketCode(input: CheckInput): Promise<CheckResult> {
  const parsed = parseTicketCode(input.text);
  if (!parsed.ok) return parsed;
  const { record } = parsed;
  if (record.sessionNumber !== input.sessionNumber) {
    return { ok: false, reason: 'wrong_session', codeSessionNumber: record.sessionNumber };
  }
  const signature = await verifySignature(record, input.publicKeys);
  if (signature !== 'ok') return { ok: false, reason: signature };
  if (record.kind === 'rotating') {
    if (!verifyChain(record)) return { ok: false, reason: 'bad_signature' };
    if (clockWindow(record.t0Seconds, record.step, input.nowSeconds) === 'stale') {
      return { ok: false, reason: 'stale_code', record };
    }
  }
  return { ok: true, record };
}
