import { withTx } from '../../../platform/database/database.ts';
import { type Platform, publicOrigin } from '../../../platform/platform.ts';
import { deliver, passwordResetMail } from '../../notices/index.ts';
import { makeToken } from '../secret-token.ts';
import { giveResetToken } from '../sql/password-resets.ts';
import { readContact } from '../views/contact.ts';

/** Makes the token of a reset and mails it; only its hash stays. Nothing happens when the reset is gone. */
export async function mailPasswordReset(platform: Platform, resetId: string): Promise<void> {
  const { token, tokenHash } = makeToken();
  const person = await withTx(platform.db, (tx) => giveResetToken(tx, resetId, tokenHash));
  if (person === undefined) return;
  const { email, locale } = await readContact(platform, person.accountId);
  await deliver(platform, passwordResetMail({ to: email, locale, origin: publicOrigin(platform), token }));
}
