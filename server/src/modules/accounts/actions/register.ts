import type { Locale } from '@og-tickets/contract/common.ts';
import { termsVersion } from '@og-tickets/contract/terms.ts';
import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sendActivation, sendAlreadyRegistered } from '../job-names.ts';
import { passwordHasher } from '../password-hasher.ts';
import { isCommonPassword } from '../rules/common-passwords.ts';
import { insertRegistration } from '../sql/registrations.ts';
import { addAccount } from './add-account.ts';

export interface Registration {
  email: string;
  password: string;
  firstName: string;
  lastName: string;
  locale: Locale;
}

/**
 * Asks for an account. The answer is the same for every address, and takes one hash each time; the difference is in the
 * mail. An address without an account gets an unactivated one. As long as it is unactivated every registration waits
 * beside it with its own password, names and link, so that nobody can put a password of theirs under the link of
 * somebody else. The owner of an active account is told. Refusals: `password_too_common`, `rate_limited`.
 */
export async function register(platform: Platform, asked: Registration): Promise<Refusal | null> {
  if (isCommonPassword(asked.password, asked)) return refuse('password_too_common');
  const passwordHash = await passwordHasher.hash(asked.password);
  if (isRefusal(passwordHash)) return passwordHash;
  const person = {
    passwordHash,
    firstName: asked.firstName.normalize('NFC').trim(),
    lastName: asked.lastName.normalize('NFC').trim(),
    locale: asked.locale,
  };
  await withTx(platform.db, async (tx) => {
    const account = await addAccount(tx, platform.keys, {
      ...person,
      email: asked.email,
      role: 'customer',
      active: false,
    });
    if (account.status !== 'unactivated') return enqueue(tx, sendAlreadyRegistered, { accountId: account.id });
    const registrationId = uuidv7();
    await insertRegistration(tx, { ...person, id: registrationId, accountId: account.id, termsVersion });
    return enqueue(tx, sendActivation, { registrationId });
  });
  return null;
}
