import type { DeviceKey } from '@og-tickets/contract/gate-devices.ts';
import { base64UrlToBytes, type Bytes } from '@og-tickets/contract/rules/bytes.ts';
import { deviceKeyKind, deviceSignature } from '@og-tickets/contract/rules/gate/device-proof.ts';

/** First byte of a point of P-256 that is written out with both coordinates (SEC 1, section 2.3.3). */
const uncompressed = 4;

/** The public key of a scanner as it is kept: 65 bytes. */
export function keyBytes({ x, y }: DeviceKey): Buffer {
  return Buffer.concat([Buffer.of(uncompressed), base64UrlToBytes(x), base64UrlToBytes(y)]);
}

/** Did the scanner with this public key sign these bytes? `signature` is base64url, r then s. A key that is none signs nothing. */
export async function isSignedByDevice(publicKey: Uint8Array, message: Bytes, signature: string): Promise<boolean> {
  const raw = Uint8Array.from(publicKey);
  const key = await crypto.subtle.importKey('raw', raw, deviceKeyKind, false, ['verify']).catch(() => null);
  return key !== null && crypto.subtle.verify(deviceSignature, key, base64UrlToBytes(signature), message);
}
