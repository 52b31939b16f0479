import { limits } from '@og-tickets/contract/limits.ts';
import type { PasskeyCreation, PasskeyRequest } from '@og-tickets/contract/web-authentication.ts';
import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { hashChallenge } from '../passkeys/challenge.ts';
import { creationFor, requestFor } from '../passkeys/requests.ts';
import { type ChallengePurpose, insertPasskeyChallenge, selectCredentials } from '../sql/passkeys.ts';
import { readContact } from '../views/contact.ts';
import type { FactorOwner } from './change-factors.ts';

/** What a browser is asked for a new passkey; the answer must come from this login. Refusal: `too_many_passkeys`. */
export async function askForNewPasskey(platform: Platform, owner: FactorOwner): Promise<PasskeyCreation | Refusal> {
  const known = await selectCredentials(platform.db, owner.accountId);
  if (known.length >= limits.passkeysPerAccount) return refuse('too_many_passkeys');
  const person = await readContact(platform, owner.accountId);
  const creation = await creationFor(platform, { ...person, accountId: owner.accountId }, known);
  await keep(platform, creation.challenge, { purpose: 'register', ...owner });
  return creation;
}

/** What a browser is asked to sign, for one purpose only; without an account with whichever passkey it has. */
export async function askForSignature(platform: Platform, purpose: ChallengePurpose): Promise<PasskeyRequest> {
  const known = 'accountId' in purpose ? await selectCredentials(platform.db, purpose.accountId) : null;
  const request = await requestFor(platform, known);
  await keep(platform, request.challenge, purpose);
  return request;
}

function keep(platform: Platform, challenge: string, purpose: ChallengePurpose): Promise<void> {
  return withTx(platform.db, (tx) => insertPasskeyChallenge(tx, hashChallenge(challenge), purpose));
}
