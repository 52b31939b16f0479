import { limits } from '@og-tickets/contract/limits.ts';
import type { PasskeyCreation, PasskeyRequest } from '@og-tickets/contract/web-authentication.ts';
import { uuidToBytes } from '@og-tickets/contract/rules/bytes.ts';
import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server';
import { type Platform } from '../../../platform/platform.ts';
import type { Contact } from '../views/contact.ts';
import { passkeyAlgorithms, relyingPartyName, relyingPartyOf } from './relying-party.ts';

const timeout = limits.mfaChallengeSeconds * 1_000;

/** Passkeys that a browser shall look for, or leave out. */
export type Credentials = readonly { id: string; transports: string[] }[];

/** What a browser is asked for a new passkey of this person; a new random challenge each time. */
export async function creationFor(
  platform: Platform,
  person: Contact & { accountId: string },
  known: Credentials,
): Promise<PasskeyCreation> {
  const made = await generateRegistrationOptions({
    rpName: await relyingPartyName(platform),
    rpID: relyingPartyOf(platform).id,
    userName: person.email,
    userDisplayName: `${person.firstName} ${person.lastName}`,
    // Says nothing about the person to whoever finds the authenticator.
    userID: Uint8Array.from(uuidToBytes(person.accountId)),
    timeout,
    attestationType: 'none',
    supportedAlgorithmIDs: passkeyAlgorithms,
    excludeCredentials: [...known],
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  });
  return {
    challenge: made.challenge,
    rp: { id: made.rp.id ?? '', name: made.rp.name },
    user: made.user,
    pubKeyCredParams: made.pubKeyCredParams.map(({ alg }) => ({ type: 'public-key', alg })),
    timeout,
    attestation: 'none',
    excludeCredentials: descriptors(known),
    authenticatorSelection: { residentKey: 'preferred', requireResidentKey: false, userVerification: 'preferred' },
  };
}

/**
 * What a browser is asked to sign. `known`: with one of these passkeys, beside another proof; null: with whichever the
 * authenticator has, which must then verify its user.
 */
export async function requestFor(platform: Platform, known: Credentials | null): Promise<PasskeyRequest> {
  const rpId = relyingPartyOf(platform).id;
  const userVerification = known === null ? 'required' : 'preferred';
  const { challenge } = await generateAuthenticationOptions({ rpID: rpId, timeout, userVerification });
  return { challenge, rpId, timeout, userVerification, allowCredentials: descriptors(known ?? []) };
}

function descriptors(credentials: Credentials): PasskeyRequest['allowCredentials'] {
  return credentials.map(({ id, transports }) => ({ id, type: 'public-key', transports }));
}
