import { sign } from 'node:crypto';
import { bytesToBase64Url } from '@og-tickets/contract/rules/bytes.ts';
import { manifestProof } from '@og-tickets/contract/rules/gate/device-proof.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readSigningKey } from '../views/signing-keys.ts';

/**
 * Signs the manifest of a gate with the key that signs ticket codes, under a label of its own: neither can ever pass for the
 * other. Throws when every key is tainted or retired.
 */
export async function signManifest(
  platform: Pick<Platform, 'db' | 'keys'>,
  manifest: string,
): Promise<{ manifest: string; kid: number; signature: string }> {
  const { kid, signingKey } = await readSigningKey(platform);
  return { manifest, kid, signature: bytesToBase64Url(sign(null, manifestProof(manifest), signingKey)) };
}
