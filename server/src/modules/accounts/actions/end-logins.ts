import { type Tx, withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { loginStatesOf } from '../login-states.ts';
import { lockAccount } from '../sql/accounts.ts';
import { endLoginOf, endLoginsOf } from '../sql/logins.ts';

/** Ends one open login of its owner. Refusal: `not_found`, also for another's. */
export async function endOwnLogin(
  platform: Platform,
  { accountId, loginId }: { accountId: string; loginId: string },
): Promise<Refusal | null> {
  const refused = await withTx(platform.db, async (tx) =>
    (await endLoginOf(tx, accountId, loginId, 'ended_by_owner')) ? null : refuse('not_found'),
  );
  if (refused === null) loginStatesOf(platform).forget(loginId);
  return refused;
}

/** Ends every open login of an account. */
export async function logOutEverywhere(platform: Platform, accountId: string): Promise<void> {
  const ended = await withTx(platform.db, (tx) => endLoginsOf(tx, accountId, 'logout_all'));
  for (const id of ended) loginStatesOf(platform).forget(id);
}

/** Ends every open login of an account at an admin's wish; every process knows within a second. Refusal: `not_found`. */
export async function endLoginsByAdmin(tx: Tx, accountId: string): Promise<{ ended: number } | Refusal> {
  if ((await lockAccount(tx, accountId)) === undefined) return refuse('not_found');
  const ended = await endLoginsOf(tx, accountId, 'ended_by_admin');
  return { ended: ended.length };
}
