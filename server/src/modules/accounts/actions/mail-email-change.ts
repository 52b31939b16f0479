import { withTx } from '../../../platform/database/database.ts';
import { type Platform, publicOrigin } from '../../../platform/platform.ts';
import { alreadyRegisteredMail, deliver, emailChangedMail, emailChangeMail } from '../../notices/index.ts';
import { makeToken } from '../secret-token.ts';
import { findEmailChangeMail, giveEmailChangeToken } from '../sql/email-changes.ts';

/**
 * Mails the link of one side of a change of address; only its hash stays. Where the new address has an account of its own,
 * its owner is told instead and there is no link. Nothing happens when the change was given up.
 */
export async function mailEmailChangeLink(platform: Platform, changeId: string, side: 'old' | 'new'): Promise<void> {
  const mail = await findEmailChangeMail(platform.db, changeId);
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
  const mail = await findEmailChangeMail(platform.db, changeId);
  if (mail === undefined) return;
  const { locale, firstName, oldEmail, newEmail } = mail;
  const to = side === 'old' ? oldEmail : newEmail;
  await deliver(platform, emailChangedMail({ to, locale, origin: publicOrigin(platform), firstName, newEmail }));
}
