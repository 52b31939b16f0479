import type { Tx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { brokenLimit } from '../rules.ts';
import type { HoldRef } from '../sql/free-holds.ts';
import { claimLive, readUsage } from '../sql/holds.ts';
import { lockOwners } from '../sql/locks.ts';

/**
 * Turns holds of a cart into an order's, all or none, until `expiresAt`. Refuses with hold_expired when one of them is not
 * live any more or not of this cart and account, and with a limit that the account would break.
 */
export async function claimHolds(
  tx: Tx,
  claim: { cartId: string; accountId: string; orderId: string; holds: readonly HoldRef[]; expiresAt: Date },
): Promise<Refusal | null> {
  await lockOwners(tx, [claim.accountId]);
  const claimed = await claimLive(tx, claim);
  if (claimed.length !== claim.holds.length) return refuse('hold_expired');
  const usage = await readUsage(tx, claim);
  for (const hold of claimed) {
    const broken = brokenLimit(usage, hold.sessionId, 0, hold);
    if (broken !== null) return refuse(broken);
  }
  return null;
}
