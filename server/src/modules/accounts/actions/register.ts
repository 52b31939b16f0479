import type { Locale } from '@og-tickets/contract/common.ts';
import { termsVersion } from '@og-tickets/contract/terms.ts';
import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sendActivation, sendAlreadyRegistered } from '../job-names.ts';
import { isKnownPassword } from '../known-passwords.ts';
import { passwordHasher } from '../password-hasher.ts';
import { emailIndex, openDataKey, sealRegistration } from '../personal-data.ts';
import { networkOf } from '../rules/tries.ts';
import { findDataKey } from '../sql/personal-data.ts';
import { insertRegistration } from '../sql/registrations.ts';
import { addAccount } from './add-account.ts';
import { spendTries } from './spend-tries.ts';

export interface Registration {
  email: string;
  password: string;
  firstName: string;
  lastName: string;
  locale: Locale;
  /** Address of the caller. */
  address: string;
}

/**
 * Asks for an account. The answer is the same for every address, and takes one hash each time; the difference is in the
 * mail. An address without an account gets an unactivated one. As long as it is unactivated every registration waits
 * beside it with its own password, names and link, so that nobody can put a password of theirs under the link of
 * somebody else. The owner of an active account is told; the password waits there too, without a name and never with a
 * link, so that a login with it is answered alike. An address gets so many mails an hour: past that nothing happens, and
 * the answer stays the same. Refusals: `password_too_common`, `rate_limited`.
 */
export async function register(platform: Platform, asked: Registration): Promise<Refusal | null> {
  if (await isKnownPassword(platform, asked.password, asked)) return refuse('password_too_common');
  const tooMany = await spendTries(platform, [{ kind: 'activation-mail-address', of: networkOf(asked.address) }]);
  if (tooMany !== null) return tooMany;
  const passwordHash = await passwordHasher.hash(asked.password);
  if (isRefusal(passwordHash)) return passwordHash;
  const person = {
    passwordHash,
    firstName: asked.firstName.normalize('NFC').trim(),
    lastName: asked.lastName.normalize('NFC').trim(),
    locale: asked.locale,
  };
  if ((await spendTries(platform, [{ kind: 'activation-mail', of: emailIndex(platform.keys, asked.email) }])) !== null)
    return null;
  await withTx(platform.db, async (tx) => {
    const account = await addAccount(tx, platform.keys, {
      ...person,
      email: asked.email,
      role: 'customer',
      active: false,
    });
    const { id: accountId } = account;
    const registrationId = uuidv7();
    const waiting = account.status === 'unactivated';
    const names = waiting ? person : { firstName: '', lastName: '' };
    const dataKey = openDataKey(platform.keys, await findDataKey(tx, accountId));
    const sealed = sealRegistration(dataKey, registrationId, names);
    await insertRegistration(tx, { ...person, names: sealed, id: registrationId, accountId, termsVersion });
    if (waiting) await enqueue(tx, sendActivation, { registrationId });
    else await enqueue(tx, sendAlreadyRegistered, { accountId });
  });
  return null;
}
