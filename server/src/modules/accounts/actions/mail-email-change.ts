import { withTx } from '../../../platform/database/database.ts';
import { type Platform, publicOrigin } from '../../../platform/platform.ts';
import { alreadyRegisteredMail, deliver, emailChangedMail, emailChangeMail } from '../../notices/index.ts';
import { openChangedEmail, openDataKey } from '../personal-data.ts';
import { makeToken } from '../secret-token.ts';
import { findEmailChangeMail, giveEmailChangeToken } from '../sql/email-changes.ts';
import { findDataKey } from '../sql/personal-data.ts';
import { readContact } from '../views/contact.ts';

/**
 * Mails the link of one side of a change of address; only its hash stays. Where the new address has an account of its own,
 * its owner is told instead and there is no link. Nothing happens when the change was given up.
 */
export async function mailEmailChangeLink(platform: Platform, changeId: string, side: 'old' | 'new'): Promise<void> {
  const mail = await readMail(platform, changeId);
  if (mail === undefined) return;
  const { locale, newEmail } = mail;
  const to = side === 'old' ? mail.oldEmail : newEmail;
  const origin = publicOrigin(platform);
  if (side === 'new' && mail.taken) return deliver(platform, alreadyRegisteredMail({ to, locale, origin }));
  const { token, tokenHash } = makeToken();
  await withTx(platform.db, (tx) => giveEmailChangeToken(tx, changeId, side, tokenHash));
  await deliver(platform, emailChangeMail({ to, locale, origin, side, newEmail, token }));
}

/** Tells one side that the address was changed. */
export async function mailEmailChanged(platform: Platform, changeId: string, side: 'old' | 'new'): Promise<void> {
  const mail = await readMail(platform, changeId);
  if (mail === undefined) return;
  const { locale, firstName, oldEmail, newEmail } = mail;
  const to = side === 'old' ? oldEmail : newEmail;
  await deliver(platform, emailChangedMail({ to, locale, origin: publicOrigin(platform), firstName, newEmail }));
}

/** What the mails of a change say; undefined when it was given up. */
async function readMail(platform: Platform, changeId: string) {
  const found = await findEmailChangeMail(platform.db, changeId);
  if (found === undefined) return undefined;
  const { accountId, taken } = found;
  const dataKey = openDataKey(platform.keys, await findDataKey(platform.db, accountId));
  const { firstName, locale } = await readContact(platform, accountId);
  return {
    taken,
    firstName,
    locale,
    oldEmail: openChangedEmail(dataKey, changeId, 'old', found.oldEmailSealed),
    newEmail: openChangedEmail(dataKey, changeId, 'new', found.newEmailSealed),
  };
}
