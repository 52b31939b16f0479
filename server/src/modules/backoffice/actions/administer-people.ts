import type { Role } from '@og-tickets/contract/endpoint.ts';
import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import {
  changeRole,
  disableAccount,
  enableAccount,
  endLoginsByAdmin,
  sendActivationAgain,
} from '../../accounts/index.ts';
import { type LoggedInActor, recordAction } from '../../audit/index.ts';

type Shop = Pick<Platform, 'db' | 'keys' | 'clock'>;

/** Who does it to which account. */
interface Deed {
  actor: LoggedInActor;
  accountId: string;
}

const ofAccount = (accountId: string) => ({ kind: 'account', id: accountId }) as const;

/** Shuts somebody else's account. Refusals: `own_account`, and those of `disableAccount`. */
export function disableSomebody(
  shop: Shop,
  { actor, accountId, reason }: Deed & { reason: string },
): Promise<Refusal | null> {
  return withTx<Refusal | null>(shop.db, async (tx) => {
    if (accountId === actor.accountId) return refuse('own_account');
    const status = await disableAccount(tx, accountId);
    if (isRefusal(status)) return status;
    if (status.before === status.after) return null;
    const done = { before: { status: status.before }, after: { status: status.after }, reason };
    await recordAction(tx, shop, actor, { action: 'account.disabled', subject: ofAccount(accountId), ...done });
    return null;
  });
}

/** Opens an account that was shut. Refusals: those of `enableAccount`. */
export function enableSomebody(
  shop: Shop,
  { actor, accountId, reason }: Deed & { reason: string },
): Promise<Refusal | null> {
  return withTx<Refusal | null>(shop.db, async (tx) => {
    const status = await enableAccount(tx, accountId);
    if (isRefusal(status)) return status;
    if (status.before === status.after) return null;
    const done = { before: { status: status.before }, after: { status: status.after }, reason };
    await recordAction(tx, shop, actor, { action: 'account.enabled', subject: ofAccount(accountId), ...done });
    return null;
  });
}

/** Ends all logins of an account. Refusal: `not_found`. */
export function endSomebodysLogins(shop: Shop, { actor, accountId }: Deed): Promise<Refusal | null> {
  return withTx<Refusal | null>(shop.db, async (tx) => {
    const outcome = await endLoginsByAdmin(tx, accountId);
    if (isRefusal(outcome)) return outcome;
    const { ended } = outcome;
    const after = { logins: 0 };
    await recordAction(tx, shop, actor, {
      action: 'account.logins_ended',
      subject: ofAccount(accountId),
      before: { logins: ended },
      after,
    });
    return null;
  });
}

/** Gives somebody else another role. Refusals: `own_account`, and those of `changeRole`. */
export function changeSomebodysRole(
  shop: Shop,
  { actor, accountId, role }: Deed & { role: Role },
): Promise<Refusal | null> {
  return withTx<Refusal | null>(shop.db, async (tx) => {
    if (accountId === actor.accountId) return refuse('own_account');
    const changed = await changeRole(tx, accountId, role);
    if (isRefusal(changed)) return changed;
    if (changed.before === changed.after) return null;
    const done = { before: { role: changed.before }, after: { role: changed.after } };
    await recordAction(tx, shop, actor, { action: 'staff.role_changed', subject: ofAccount(accountId), ...done });
    return null;
  });
}

/** Sends an activation mail once more. Refusals: those of `sendActivationAgain`. */
export function resendActivation(shop: Shop, { actor, accountId }: Deed): Promise<Refusal | null> {
  return sendActivationAgain(shop, accountId, (tx) =>
    recordAction(tx, shop, actor, { action: 'account.activation_resent', subject: ofAccount(accountId) }),
  );
}
