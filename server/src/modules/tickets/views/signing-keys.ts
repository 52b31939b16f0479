import type { KeyObject } from 'node:crypto';
import type { PublicKeys } from '@og-tickets/contract/rules/ticket-code/signature.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type SigningKeyState, signingKidOf } from '../rules/signing-key-states.ts';
import { selectSigningKeys } from '../sql/signing-keys.ts';

/** The keys of ticket codes as they stand now. */
export interface SigningKeys {
  /** In the order of their file, with those that are retired. */
  keys: { kid: number; state: SigningKeyState }[];
  /** Kids that the database knows, also those that the file has no more. */
  known: number[];
  /** The one that signs; null when all are tainted or retired. */
  signingKid: number | null;
  stateOf(kid: number): SigningKeyState;
  /** What codes are verified with: the keys that are not retired. */
  published: PublicKeys;
}

/** Reads which signing keys there are and what has become of them. */
export async function readSigningKeys({ db, keys }: Pick<Platform, 'db' | 'keys'>): Promise<SigningKeys> {
  const states = new Map((await selectSigningKeys(db)).map(({ kid, state }) => [kid, state]));
  const stateOf = (kid: number): SigningKeyState => states.get(kid) ?? 'active';
  const { rawPublicKeys } = keys.signing;
  // A key that a command has just made, before this process looks at the file by itself.
  const isMissing = ([kid, state]: [number, SigningKeyState]): boolean => state === 'active' && !rawPublicKeys.has(kid);
  if ([...states].some(isMissing)) keys.lookAgain();
  return {
    keys: Array.from(rawPublicKeys.keys(), (kid) => ({ kid, state: stateOf(kid) })),
    known: [...states.keys()],
    signingKid: signingKidOf(rawPublicKeys.keys(), states),
    stateOf,
    published: { get: (kid) => (stateOf(kid) === 'retired' ? undefined : rawPublicKeys.get(kid)) },
  };
}

/** The key that signs codes now: the newest that is neither tainted nor retired. Throws when there is none. */
export async function readSigningKey(
  platform: Pick<Platform, 'db' | 'keys'>,
): Promise<{ kid: number; signingKey: KeyObject }> {
  const { signingKid: kid } = await readSigningKeys(platform);
  const signingKey = kid === null ? undefined : platform.keys.signing.privateKeys.get(kid);
  if (kid === null || signingKey === undefined) {
    throw new Error('every signing key is tainted or retired: make one with npm run keys:rotate-signing');
  }
  return { kid, signingKey };
}
