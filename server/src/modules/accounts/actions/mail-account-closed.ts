import { withTx } from '../../../platform/database/database.ts';
import { type Platform, publicOrigin } from '../../../platform/platform.ts';
import { accountClosedMail, deliver, unusedAccountMail } from '../../notices/index.ts';
import { makeToken } from '../secret-token.ts';
import { giveUndoToken } from '../sql/erasure.ts';
import { readContact } from '../views/contact.ts';

/** Makes the token that opens a closed account again and mails it; only its hash stays. Nothing when it is not closed. */
export async function mailAccountClosed(platform: Platform, accountId: string): Promise<void> {
  const { token, tokenHash } = makeToken();
  const eraseAfter = await withTx(platform.db, (tx) => giveUndoToken(tx, accountId, tokenHash));
  if (eraseAfter === undefined) return;
  const { email: to, locale, firstName } = await readContact(platform, accountId);
  const origin = publicOrigin(platform);
  await deliver(platform, accountClosedMail({ to, locale, firstName, origin, token, eraseAfter }));
}

/** Tells the owner of an account that nobody uses that it will be erased. */
export async function mailUnusedWarning(platform: Platform, accountId: string): Promise<void> {
  const { email: to, locale, firstName } = await readContact(platform, accountId);
  await deliver(platform, unusedAccountMail({ to, locale, firstName, origin: publicOrigin(platform) }));
}
