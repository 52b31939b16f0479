import type { PaymentCheck } from '@og-tickets/contract/office-orders.ts';
import type { Platform } from '../../../platform/platform.ts';
import { checkAtProvider } from '../../payments/index.ts';
import { findOrderByCode } from '../sql/orders.ts';

/** What the provider says now of an order's payment; null: there is no such order. */
export async function checkPaymentOf(platform: Platform, code: string): Promise<PaymentCheck | null> {
  const order = await findOrderByCode(platform.db, code);
  return order === undefined ? null : checkAtProvider(platform, order.id);
}
