import { withTx } from '../../../platform/database/database.ts';
import { type Platform, publicOrigin } from '../../../platform/platform.ts';
import { deliver, staffInvitationMail, staffRoleMail } from '../../notices/index.ts';
import { makeToken } from '../secret-token.ts';
import { giveInvitationToken } from '../sql/staff-invitations.ts';
import { readContact } from '../views/contact.ts';

/** Makes the token of an invitation and mails it; only its hash stays. Nothing happens when it was withdrawn. */
export async function mailStaffInvitation(platform: Platform, invitationId: string): Promise<void> {
  const { token, tokenHash } = makeToken();
  const invited = await withTx(platform.db, (tx) => giveInvitationToken(tx, invitationId, tokenHash));
  if (invited === undefined) return;
  const { email, locale, firstName } = await readContact(platform, invited.accountId);
  const role = invited.role === 'admin' ? 'admin' : 'controller';
  await deliver(
    platform,
    staffInvitationMail({ to: email, locale, firstName, role, origin: publicOrigin(platform), token }),
  );
}

/** Tells the owner of an account which role it has by now. */
export async function mailStaffRole(
  platform: Platform,
  { accountId, role }: { accountId: string; role: 'controller' | 'admin' },
): Promise<void> {
  const { email, locale, firstName } = await readContact(platform, accountId);
  await deliver(platform, staffRoleMail({ to: email, locale, firstName, role, origin: publicOrigin(platform) }));
}
