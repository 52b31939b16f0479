import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Order } from '@og-tickets/contract/orders.ts';
import { Books } from '../src/simulated-bank/books.ts';
import { tell as tellCharge } from '../src/simulated-bank/bank.ts';
import { type BankBooks, readBooks } from '../src/simulated-bank/export-books.ts';
import { booksFile } from '../src/simulated-bank/ledger.ts';
import { signatureHeader, signEvent } from '../src/simulated-bank/secrets.ts';
import { randomToken } from '../src/platform/keys/random.ts';
import type { ProviderCharge } from '../src/modules/payments/providers/provider.ts';
import type { TestShop } from './harness.ts';

/** What an event says beyond its charge. */
interface Told {
  id?: string;
  kind?: string;
  refund?: { refundId: string; amountCents: number } | null;
}

/** What the tests need of a shop to look into its bank. */
type WithBank = Pick<TestShop, 'platform'>;

/** Everything that the bank of a shop knows. */
export function booksOf(shop: WithBank): BankBooks {
  return readBooks(shop.platform.config.simulatedBankDir);
}

/** Works on the bank's own file, behind its back. */
function inBooks<T>(shop: WithBank, work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(join(shop.platform.config.simulatedBankDir, booksFile), { timeout: 5_000 });
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** The charge of an order as the bank has it. */
export async function chargeOf(
  shop: WithBank,
  order: Pick<Order, 'code'> & { payment: { id: string } },
): Promise<ProviderCharge> {
  const row = inBooks(shop, (db) => new Books(db).findCharge('merchant_reference', order.payment.id));
  if (row === null) throw new Error(`the bank has no charge of order ${order.code}`);
  return tellCharge(row);
}

/** Kinds of the events that the bank made about an order, sorted. */
export function bankEventsOf(shop: WithBank, order: Order): string[] {
  const { charges, events } = booksOf(shop);
  const id = charges.find((charge) => charge.merchantReference === order.payment.id)?.id;
  return events.flatMap((event) => (event.chargeId === id ? [event.kind] : [])).toSorted();
}

/** Takes the money in the bank's books and tells nobody, also of a closed charge: it is told later by `tell`, or found. */
export async function captureSilently(
  shop: WithBank,
  order: Pick<Order, 'code'> & { payment: { id: string } },
): Promise<ProviderCharge> {
  inBooks(shop, (db) =>
    db
      .prepare(`UPDATE charges SET status = 'captured', captured_ms = ? WHERE merchant_reference = ?`)
      .run(Date.now(), order.payment.id),
  );
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
export async function tell(
  shop: Pick<TestShop, 'platform' | 'url'>,
  body: string,
  signature?: string | null,
): Promise<number> {
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
