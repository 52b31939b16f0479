import type { PasskeyAssertion, PasskeyRegistration } from '@og-tickets/contract/web-authentication.ts';
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { Platform } from '../../../platform/platform.ts';
import { passkeyAlgorithms, relyingPartyOf } from './relying-party.ts';

/** What is kept of a new passkey. */
export interface NewPasskey {
  credentialId: string;
  publicKey: Uint8Array;
  counter: number;
  backedUp: boolean;
}

/** Checks what a browser made for a challenge of ours. Null for anything that is not right. */
export async function verifyNewPasskey(
  platform: Platform,
  made: PasskeyRegistration,
  challenge: string,
): Promise<NewPasskey | null> {
  const { id, origins } = relyingPartyOf(platform);
  const { clientDataJSON, attestationObject } = made;
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: {
        id: made.id,
        rawId: made.id,
        type: 'public-key',
        response: { clientDataJSON, attestationObject },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: origins,
      expectedRPID: id,
      requireUserVerification: false,
      supportedAlgorithmIDs: passkeyAlgorithms,
    });
    if (!verified) return null;
    const { credential, credentialBackedUp } = registrationInfo;
    const { publicKey, counter } = credential;
    return { credentialId: credential.id, publicKey, counter, backedUp: credentialBackedUp };
  } catch (error) {
    return refusedBecause(platform, error);
  }
}

/**
 * Checks a signature over a challenge of ours. `alone`: nothing else proves who is there, so the authenticator must have
 * verified its user. Whether the count of uses has risen is not checked here. Null for anything that is not right.
 */
export async function verifyAssertion(
  platform: Platform,
  asserted: PasskeyAssertion,
  expected: { challenge: string; credentialId: string; publicKey: Buffer; alone: boolean },
): Promise<{ counter: number; backedUp: boolean } | null> {
  const { id, origins } = relyingPartyOf(platform);
  const { clientDataJSON, authenticatorData, signature } = asserted;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id: asserted.id,
        rawId: asserted.id,
        type: 'public-key',
        response: { clientDataJSON, authenticatorData, signature },
        clientExtensionResults: {},
      },
      expectedChallenge: expected.challenge,
      expectedOrigin: origins,
      expectedRPID: id,
      // The count is compared in the row itself, where two uses at once cannot both pass.
      credential: { id: expected.credentialId, publicKey: Uint8Array.from(expected.publicKey), counter: 0 },
      requireUserVerification: expected.alone,
    });
    if (!verified) return null;
    return { counter: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp };
  } catch (error) {
    return refusedBecause(platform, error);
  }
}

/** The library throws for whatever a browser may send that is not right; why, only the log is told. */
function refusedBecause(platform: Platform, error: unknown): null {
  platform.log.debug({ err: error }, 'a passkey was refused');
  return null;
}
