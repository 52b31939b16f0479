import { limits } from '@og-tickets/contract/limits.ts';
import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type LoggedInActor, recordAction } from '../../audit/index.ts';
import { readContact } from '../../accounts/index.ts';
import { askedInLastHour, noteAsked } from '../sql/confirmations-asked-for.ts';
import { findOrderByCode, findOrderOfAccount, lockOrder } from '../sql/orders.ts';
import { sendConfirmationJob } from './settle-order.ts';

/**
 * Sends the confirmation of a paid order again, with its invoice and tickets, to the address that its buyer has now; some times
 * an hour, whoever asks: its owner, or an admin for them. Returns the address. Refused as the endpoint says.
 */
export async function resendConfirmation(
  platform: Platform,
  wanted: { code: string } & ({ ownerId: string } | { actor: LoggedInActor }),
): Promise<{ to: string } | Refusal> {
  const { code } = wanted;
  const owned = 'ownerId' in wanted;
  const found = await (owned
    ? findOrderOfAccount(platform.db, wanted.ownerId, code)
    : findOrderByCode(platform.db, code));
  if (found === undefined) return refuse('not_found');
  const orderId = found.id;
  const asked = await withTx(platform.db, async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (order.status !== 'paid' && order.status !== 'partially_refunded') return refuse('no_confirmation');
    const { count, secondsUntilOldestIsOver } = await askedInLastHour(tx, orderId);
    if (count >= limits.confirmationsPerHour) {
      return refuse('confirmation_sent_often', { retryAfterSeconds: secondsUntilOldestIsOver });
    }
    await noteAsked(tx, orderId);
    await enqueue(tx, sendConfirmationJob, { orderId }, { key: `order-mail:${orderId}` });
    if (!owned) {
      await recordAction(tx, platform, wanted.actor, {
        action: 'order.mail_resent',
        subject: { kind: 'order', id: order.code },
      });
    }
    return { accountId: order.account_id };
  });
  if (isRefusal(asked)) return asked;
  return { to: (await readContact(platform, asked.accountId)).email };
}
