import { isIP } from 'node:net';
import { type Platform, publicOrigin } from '../../../platform/platform.ts';
import { settingsOf } from '../../settings/index.ts';

/** How passkeys and apps call this shop: by its name, without the colon that would end it in the address of an app. */
export async function relyingPartyName(platform: Platform): Promise<string> {
  const { shopName } = await settingsOf(platform).current();
  return shopName.replaceAll(/[:\p{Cc}]+/gu, ' ').trim();
}

/** Kinds of keys, by their COSE numbers: Ed25519, ECDSA on P-256, RSA; what every authenticator can do one of. */
export const passkeyAlgorithms = [-8, -7, -257];

/** Who asks for passkeys: the host of the public address, and the origins that they may be used from. */
export interface RelyingParty {
  id: string;
  origins: string[];
}

/**
 * The host name of the public address. Browsers make no passkeys for bare IP addresses: on one of this machine they are
 * asked for under `localhost`, the same port.
 */
export function relyingPartyOf(platform: Platform): RelyingParty {
  const origin = publicOrigin(platform);
  const { hostname, port } = new URL(origin);
  const isAddress = isIP(hostname.replaceAll(/[[\]]/g, '')) !== 0;
  if (!isAddress) return { id: hostname, origins: [origin] };
  return { id: 'localhost', origins: [`http://localhost${port === '' ? '' : `:${port}`}`] };
}
