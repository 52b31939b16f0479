import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SecretSet } from '../../../../platform/keys/secret-file.ts';

export const signatureHeader = 'X-Simulated-Bank-Signature';

/** An event signed longer ago than this, or from further ahead, is taken for a replay. */
export const signatureToleranceSeconds = 5 * 60;

/**
 * Was exactly this body signed by one of the keys, within the tolerance around now? The header is
 * `t=<unix seconds>,v1=<hex of HMAC-SHA256 over "t.body">`.
 */
export function isSignedEvent(keys: SecretSet, rawBody: Buffer, header: string | undefined, nowMs: number): boolean {
  const [, timestamp, hex] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
  if (timestamp === undefined || hex === undefined) return false;
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > signatureToleranceSeconds) return false;
  const given = Buffer.from(hex, 'hex');
  return [...keys.keys.values()].some((key) =>
    timingSafeEqual(createHmac('sha256', key).update(`${timestamp}.`).update(rawBody).digest(), given),
  );
}

/** What proves to the bank that we are its merchant, by the current key. Never logged. */
export function merchantToken(keys: SecretSet): string {
  const key = keys.keys.get(keys.currentId);
  if (key === undefined) throw new Error('the current key of the simulated bank is missing');
  return createHmac('sha256', key).update('simulated-bank merchant').digest('hex');
}
