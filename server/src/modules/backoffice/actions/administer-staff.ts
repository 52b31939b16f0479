import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import {
  acceptInvitation,
  hashUnknownPassword,
  type Invited,
  inviteStaff,
  withdrawInvitation,
} from '../../accounts/index.ts';
import { type LoggedInActor, recordAction } from '../../audit/index.ts';

type Shop = Pick<Platform, 'db' | 'keys' | 'clock'>;

const ofAccount = (accountId: string) => ({ kind: 'account', id: accountId }) as const;

/** Asks somebody to work for the shop, or gives their account the role. Refusals: those of `inviteStaff`. */
export async function inviteSomebody(
  { db, keys, clock }: Shop,
  person: Invited,
  actor: LoggedInActor,
): Promise<{ outcome: 'invited' | 'promoted' } | Refusal> {
  const passwordHash = await hashUnknownPassword();
  if (isRefusal(passwordHash)) return passwordHash;
  return withTx<{ outcome: 'invited' | 'promoted' } | Refusal>(db, async (tx) => {
    const done = await inviteStaff(tx, keys, { ...person, passwordHash, invitedBy: actor.accountId });
    if (isRefusal(done)) return done;
    const entry =
      done.kind === 'promoted'
        ? ({ action: 'staff.role_changed', before: { role: done.before } } as const)
        : ({ action: 'staff.invited' } as const);
    const subject = ofAccount(done.accountId);
    await recordAction(tx, { keys, clock }, actor, { ...entry, subject, after: { role: person.role } });
    return { outcome: done.kind };
  });
}

/** Takes an invitation back. Refusal: `not_found`. */
export function withdrawSomebodysInvitation(
  { db, keys, clock }: Shop,
  invitationId: string,
  actor: LoggedInActor,
): Promise<Refusal | null> {
  return withTx<Refusal | null>(db, async (tx) => {
    const gone = await withdrawInvitation(tx, invitationId);
    if (isRefusal(gone)) return gone;
    await recordAction(tx, { keys, clock }, actor, {
      action: 'staff.invitation_withdrawn',
      subject: ofAccount(gone.accountId),
      before: { role: gone.role },
    });
    return null;
  });
}

/** Answers an invitation, which the journal tells of the one who was invited. Refusals: those of `acceptInvitation`. */
export function joinStaff(
  platform: Platform,
  asked: { token: string; password: string },
  from: { address: string; requestId: string },
): Promise<Refusal | null> {
  const { keys, clock } = platform;
  return acceptInvitation(platform, asked, (tx, { accountId, role }) =>
    recordAction(
      tx,
      { keys, clock },
      { accountId, role, ...from },
      { action: 'staff.invitation_accepted', subject: ofAccount(accountId), after: { role } },
    ),
  );
}
