import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SecretSet } from '../platform/keys/secret-file.ts';

/** Header that carries the signature of an event. */
export const signatureHeader = 'X-Simulated-Bank-Signature';

/** `t=<unix seconds>,v1=<hex of HMAC-SHA256 over "t.body">`, by the current key. */
export function signEvent(keys: SecretSet, rawBody: Buffer, nowMs: number): string {
  const key = keys.keys.get(keys.currentId);
  if (key === undefined) throw new Error('the current key of the simulated bank is missing');
  const timestamp = String(Math.floor(nowMs / 1000));
  const mac = createHmac('sha256', key).update(`${timestamp}.`).update(rawBody).digest('hex');
  return `t=${timestamp},v1=${mac}`;
}

/**
 * Is this the header of our merchant? The token is `HMAC-SHA256(key, "simulated-bank merchant")` in hex, so that bank and
 * merchant need one shared file only.
 */
export function isMerchant(keys: SecretSet, authorization: string | undefined): boolean {
  const given = Buffer.from(/^Bearer ([0-9a-f]{64})$/.exec(authorization ?? '')?.[1] ?? '', 'hex');
  return [...keys.keys.values()].some((key) => {
    const wanted = createHmac('sha256', key).update('simulated-bank merchant').digest();
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}
