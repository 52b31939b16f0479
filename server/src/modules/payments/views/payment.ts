import { money } from '@og-tickets/contract/money.ts';
import type { OfficeOrder } from '@og-tickets/contract/office-orders.ts';
import type { Checkout, Payment } from '@og-tickets/contract/payments.ts';
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

/** A payment as its buyer reads it; `upToDate` is false when its provider could not be asked. */
export function toPayment(row: PaymentRow, upToDate = true): Payment {
  const isOpen = isPaymentOpen(row.status, row.reason);
  return {
    id: row.id,
    orderCode: row.order_code,
    provider: row.provider,
    amount: money(row.amount_cents),
    status: row.status,
    reason: row.reason,
    clientSecret: isOpen ? row.client_secret : null,
    checkout: isOpen ? checkoutOf(row) : null,
    upToDate,
    expiresAt: isOpen ? row.expires_at.toISOString() : null,
  };
}

function checkoutOf(row: PaymentRow): Checkout | null {
  if (row.checkout_url !== null) return { kind: 'redirect', url: row.checkout_url };
  if (row.publishable_key === null || row.client_secret === null) return null;
  return { kind: 'stripe', publishableKey: row.publishable_key, clientSecret: row.client_secret };
}

/** The payment of an order as an admin sees it. Throws when there is none. */
export async function paymentForOffice(db: Db, orderId: string): Promise<OfficeOrder['payment']> {
  const [row] = await findPaymentsOfOrders(db, [orderId]);
  if (row === undefined) throw new Error(`order ${orderId} has no payment`);
  const { id, provider, provider_payment_id: providerId, status, reason: failure, amount_cents: cents } = row;
  return { id, provider, providerId, status, failure, amount: money(cents) };
}

/** Path of our page that takes a payment. */
export function payPath(paymentId: string): string {
  return `/paiement/${paymentId}`;
}

/** The payments of several orders by order id, in one read. */
export async function paymentsOfOrders(db: Db, orderIds: readonly string[]): Promise<Map<string, PaymentView>> {
  if (orderIds.length === 0) return new Map();
  const rows = await findPaymentsOfOrders(db, orderIds);
  return new Map(
    rows.map((row) => {
      const { id, provider, status, clientSecret } = toPayment(row);
      return [row.order_id, { id, provider, status, clientSecret, payUrl: payPath(id) }];
    }),
  );
}
