import type { Locale } from '@og-tickets/contract/common.ts';
import { money } from '@og-tickets/contract/money.ts';
import type { RefundPreview } from '@og-tickets/contract/refunds.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readContact } from '../../accounts/index.ts';
import { refundsOfOrders, toRefund } from '../../payments/index.ts';
import { readSettings } from '../../settings/index.ts';
import { needsApproval } from '../rules/approval.ts';
import { findCancellations } from '../sql/cancellations.ts';
import { findOrderByCode } from '../sql/orders.ts';
import { sumUnapproved } from '../sql/refund-requests.ts';
import { type Choice, canRefund, previewOf } from './cancellation-preview.ts';

/** An order as whoever refunds it sees it, and what refunding the chosen tickets would give back; null: no such order. */
export async function previewRefund(
  platform: Pick<Platform, 'db' | 'keys'>,
  wanted: { code: string; tickets: Choice; locale: Locale },
): Promise<RefundPreview | null> {
  const { db } = platform;
  const order = await findOrderByCode(db, wanted.code);
  if (order === undefined) return null;
  const { firstName, lastName, email } = await readContact(platform, order.account_id);
  const reasons = new Map((await findCancellations(db, [order.id])).map((one) => [one.refundId, one.reason]));
  const refunds = (await refundsOfOrders(db, [order.id])).get(order.id) ?? [];
  const preview = await previewOf(db, order, { ...wanted, canTake: canRefund });
  const { refundApprovalAboveCents } = await readSettings(db);
  const amounts = { amountCents: preview.refund.cents, unapprovedCents: await sumUnapproved(db, order.id) };
  return {
    ...preview,
    needsApproval: needsApproval(refundApprovalAboveCents, amounts),
    buyer: { name: `${firstName} ${lastName}`, email },
    paid: money(order.paid_at === null ? 0 : order.total_cents),
    // What an admin wrote says more than the word that payments keep.
    refunds: refunds.map((refund) => ({ ...toRefund(refund), reason: reasons.get(refund.id) ?? refund.reason })),
  };
}
