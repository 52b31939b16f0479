import { sign, verify } from 'node:crypto';
import type { KeyRing } from '../../../platform/keys/key-ring.ts';

/** The newest entry at some moment. */
export interface Head {
  number: number;
  hash: Uint8Array;
}

/** No access token starts like this, so one signature can never be taken for the other. */
const label = Buffer.from('ogt/1/audit\0');

function message(head: Head, signedAt: Date): Buffer {
  return Buffer.concat([label, Buffer.from(`${head.number}\0${signedAt.toISOString()}\0`), head.hash]);
}

/** Signs the newest entry with the current key of access tokens (Ed25519). */
export function signHead(
  { accessToken }: Pick<KeyRing, 'accessToken'>,
  head: Head,
  signedAt: Date,
): { kid: number; signature: Buffer } {
  const kid = accessToken.currentKid;
  const key = accessToken.privateKeys.get(kid);
  if (key === undefined) throw new Error(`there is no signing key ${kid}`);
  return { kid, signature: sign(null, message(head, signedAt), key) };
}

/** True when the signature is ours; false also when its key is no longer there. */
export function isHeadSignature(
  { accessToken }: Pick<KeyRing, 'accessToken'>,
  head: Head & { signedAt: Date; kid: number; signature: Uint8Array },
): boolean {
  const key = accessToken.publicKeys.get(head.kid);
  return key !== undefined && verify(null, message(head, head.signedAt), key, head.signature);
}
