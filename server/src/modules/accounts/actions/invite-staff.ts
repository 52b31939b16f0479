import type { Locale } from '@og-tickets/contract/common.ts';
import type { Role } from '@og-tickets/contract/endpoint.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import { randomToken, uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sendStaffInvitation, sendStaffRole } from '../job-names.ts';
import { passwordHasher } from '../password-hasher.ts';
import { openDataKey, sealNames } from '../personal-data.ts';
import { findDataKey } from '../sql/personal-data.ts';
import { deleteInvitation, deleteInvitationOf, insertInvitation, nameUnactivated } from '../sql/staff-invitations.ts';
import { addAccount } from './add-account.ts';
import { changeRole } from './administer-account.ts';

/** Whom an admin asks to work for the shop. */
export interface Invited {
  email: string;
  firstName: string;
  lastName: string;
  locale: Locale;
  role: 'controller' | 'admin';
}

/** `promoted`: the address had an active account, which has the role by now; `before` is what it had. */
export type InvitationOutcome =
  | { kind: 'invited'; accountId: string }
  | { kind: 'promoted'; accountId: string; before: Role };

/** Nobody learns this password: the link sets the first one. */
const unknownPasswordBits = 256;

/** A hash for an account whose owner has no password yet, made before the transaction. Refusal: `rate_limited`. */
export function hashUnknownPassword(): Promise<string | Refusal> {
  return passwordHasher.hash(randomToken(unknownPasswordBits));
}

/**
 * Asks somebody to work for the shop: a mail brings the link by which they choose a password and get the role. An active
 * account gets the role at once, and a mail that says so. Refusals: `own_account`, `last_admin`, and
 * `account_state_changed` for an account that is disabled or closed.
 */
export async function inviteStaff(
  tx: Tx,
  keys: Platform['keys'],
  { passwordHash, invitedBy, ...person }: Invited & { passwordHash: string; invitedBy: string },
): Promise<InvitationOutcome | Refusal> {
  const names = {
    firstName: person.firstName.normalize('NFC').trim(),
    lastName: person.lastName.normalize('NFC').trim(),
  };
  const { id: accountId, status } = await addAccount(tx, keys, {
    ...person,
    ...names,
    passwordHash,
    role: 'customer',
    active: false,
  });
  if (accountId === invitedBy) return refuse('own_account');
  if (status === 'active') {
    const changed = await changeRole(tx, accountId, person.role);
    if (isRefusal(changed)) return changed;
    await deleteInvitationOf(tx, accountId);
    await enqueue(tx, sendStaffRole, { accountId, role: person.role });
    return { kind: 'promoted', accountId, before: changed.before };
  }
  if (status !== 'unactivated') return refuse('account_state_changed');
  const dataKey = openDataKey(keys, await findDataKey(tx, accountId));
  await nameUnactivated(tx, accountId, sealNames(keys, dataKey, accountId, names), person.locale);
  const invitationId = uuidv7();
  await insertInvitation(tx, { id: invitationId, accountId, role: person.role, invitedBy });
  await enqueue(tx, sendStaffInvitation, { invitationId });
  return { kind: 'invited', accountId };
}

/** Takes an invitation back. Refusal: `not_found`, also for one that was answered or is over. */
export async function withdrawInvitation(
  tx: Tx,
  invitationId: string,
): Promise<{ accountId: string; role: string } | Refusal> {
  return (await deleteInvitation(tx, invitationId)) ?? refuse('not_found');
}
