import type { Order } from '@og-tickets/contract/orders.ts';
import { sql } from 'kysely';
import type { ProviderCharge } from '../src/modules/payments/providers/provider.ts';
import { findChargeByReference, toCharge } from '../src/modules/payments/providers/simulated-bank/books.ts';
import { signatureHeader, signEvent } from '../src/modules/payments/providers/simulated-bank/signature.ts';
import { randomToken } from '../src/platform/keys/random.ts';
import type { TestShop } from './harness.ts';

/** What an event says beyond its charge. */
interface Told {
  id?: string;
  kind?: string;
  refund?: { refundId: string; amountCents: number } | null;
}

/** The charge of an order as the bank has it. */
export async function chargeOf(shop: TestShop, order: Order): Promise<ProviderCharge> {
  return toCharge(await findChargeByReference(shop.db, order.payment.id));
}

/** Takes the money in the bank's books and tells nobody: a webhook that was lost, or comes later by `tell`. */
export async function captureSilently(shop: TestShop, order: Order): Promise<ProviderCharge> {
  await shop.db
    .updateTable('simulated_bank.charges')
    .set({ status: 'captured', captured_at: sql<Date>`now()` })
    .where('merchant_reference', '=', order.payment.id)
    .execute();
  return chargeOf(shop, order);
}

/** The raw body of an event. */
export function eventBody(charge: ProviderCharge, { id, kind, refund }: Told = {}): string {
  return JSON.stringify({
    id: id ?? `evt_${randomToken(128)}`,
    kind: kind ?? `charge.${charge.state}`,
    charge,
    refund: refund ?? null,
  });
}

/** Posts a body to the webhook, signed by the bank unless another signature is given; gives the status. */
export async function tell(shop: TestShop, body: string, signature?: string | null): Promise<number> {
  const signed = signEvent(shop.platform.keys.bankWebhook, Buffer.from(body), Date.now());
  const header = signature === undefined ? signed : signature;
  const response = await fetch(`${shop.url}/api/v1/payments/webhooks/simulated-bank`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(header === null ? {} : { [signatureHeader]: header }) },
    body,
  });
  await response.arrayBuffer();
  return response.status;
}
