import type { PasskeyAssertion } from '@og-tickets/contract/web-authentication.ts';
import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sendFactorNotice } from '../factor-job-names.ts';
import { challengeOf, hashChallenge } from '../passkeys/challenge.ts';
import { verifyAssertion } from '../passkeys/verify.ts';
import { type ChallengePurpose, findPasskey, notePasskeyUse, takePasskeyChallenge } from '../sql/passkeys.ts';

/**
 * Checks a signature over a challenge that was given for this purpose, which is used up whatever comes of it. Returns
 * whose passkey it was. Refusal: `passkey_refused`, also for a passkey whose count of uses has not risen: that is a copy,
 * and the owner is told.
 */
export async function provePasskey(
  platform: Platform,
  asserted: PasskeyAssertion,
  purpose: ChallengePurpose,
): Promise<{ accountId: string; passwordHash: string } | Refusal> {
  const challenge = challengeOf(asserted.clientDataJSON);
  if (challenge === null) return refuse('passkey_refused');
  const taken = await withTx(platform.db, (tx) => takePasskeyChallenge(tx, hashChallenge(challenge), purpose));
  const passkey = taken ? await findPasskey(platform.db, asserted.id) : undefined;
  if (passkey === undefined) return refuse('passkey_refused');
  const { id, accountId, credentialId, publicKey, passwordHash } = passkey;
  if ('accountId' in purpose && purpose.accountId !== accountId) return refuse('passkey_refused');
  const alone = purpose.purpose === 'login';
  const right = await verifyAssertion(platform, asserted, { challenge, credentialId, publicKey, alone });
  if (right === null) return refuse('passkey_refused');
  if (await withTx(platform.db, (tx) => notePasskeyUse(tx, id, right.counter, right.backedUp))) {
    return { accountId, passwordHash };
  }
  platform.log.warn({ accountId, passkeyId: id }, 'a passkey counted backwards: there may be a copy of it');
  await withTx(platform.db, (tx) => enqueue(tx, sendFactorNotice, { accountId, change: 'passkey_copied' }));
  return refuse('passkey_refused');
}
