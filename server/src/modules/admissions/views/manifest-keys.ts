import { bytesToBase64Url } from '@og-tickets/contract/rules/bytes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { gateKeys } from './signing-keys.ts';

type Shop = Pick<Platform, 'db' | 'keys' | 'clock'>;

/** The public keys that a scanner believes a manifest by when it has none yet: those that are in use, base64url. */
export async function readManifestKeys(shop: Shop): Promise<{ kid: number; publicKey: string }[]> {
  const { keys } = await listGateKeys(shop);
  return keys.filter(({ state }) => state === 'active').map(({ kid, publicKey }) => ({ kid, publicKey }));
}

/** Every key whose codes are let in, with what has become of it; one that was retired is left out. */
export async function listGateKeys(
  shop: Shop,
): Promise<{ keys: { kid: number; publicKey: string; state: 'active' | 'tainted' }[] }> {
  const { keys, published } = await gateKeys(shop);
  const listed = keys.flatMap(({ kid, state }) => {
    const raw = published.get(kid);
    if (state === 'retired' || !(raw instanceof Uint8Array)) return [];
    return [{ kid, publicKey: bytesToBase64Url(raw), state }];
  });
  return { keys: listed.toSorted((a, b) => a.kid - b.kid) };
}
