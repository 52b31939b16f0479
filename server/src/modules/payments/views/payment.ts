import { money } from '@og-tickets/contract/money.ts';
import type { Payment } from '@og-tickets/contract/payments.ts';
import { isPaymentOpen } from '@og-tickets/contract/rules/payment-states.ts';
import type { Db } from '../../../platform/database/database.ts';
import { findPaymentsOfOrders, type PaymentRow } from '../sql/payments.ts';

/** What an order shows of its payment. */
export interface PaymentView {
  id: string;
  provider: string;
  status: Payment['status'];
  /** Null once nothing can be paid any more. */
  clientSecret: string | null;
  payUrl: string;
}

/** A payment as its buyer reads it. */
export function toPayment(row: PaymentRow): Payment {
  const isOpen = isPaymentOpen(row.status, row.reason);
  return {
    id: row.id,
    orderCode: row.order_code,
    provider: row.provider,
    amount: money(row.amount_cents),
    status: row.status,
    reason: row.reason,
    clientSecret: isOpen ? row.client_secret : null,
    expiresAt: isOpen ? row.expires_at.toISOString() : null,
  };
}

/** The payments of several orders by order id, in one read. */
export async function paymentsOfOrders(db: Db, orderIds: readonly string[]): Promise<Map<string, PaymentView>> {
  if (orderIds.length === 0) return new Map();
  const rows = await findPaymentsOfOrders(db, orderIds);
  return new Map(
    rows.map((row) => {
      const { id, provider, status, clientSecret } = toPayment(row);
      return [row.order_id, { id, provider, status, clientSecret, payUrl: `/paiement/${id}` }];
    }),
  );
}
