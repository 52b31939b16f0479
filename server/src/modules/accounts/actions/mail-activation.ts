import { withTx } from '../../../platform/database/database.ts';
import { type Platform, publicOrigin } from '../../../platform/platform.ts';
import { activationMail, deliver } from '../../notices/index.ts';
import { makeToken } from '../secret-token.ts';
import { giveToken } from '../sql/registrations.ts';
import { readContact } from '../views/contact.ts';

/** Makes the token of a registration and mails it; only its hash stays. Nothing happens when nobody waits any more. */
export async function mailActivation(platform: Platform, registrationId: string): Promise<void> {
  const { token, tokenHash } = makeToken();
  const person = await withTx(platform.db, (tx) => giveToken(tx, registrationId, tokenHash));
  if (person === undefined) return;
  const { email } = await readContact(platform, person.accountId);
  const { locale } = person;
  await deliver(platform, activationMail({ to: email, locale, origin: publicOrigin(platform), token }));
}
