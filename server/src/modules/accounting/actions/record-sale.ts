import type { Locale } from '@og-tickets/contract/common.ts';
import { includedVatCents } from '@og-tickets/contract/rules/pricing.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Buyer, sealBuyer } from '../buyers.ts';
import { entriesOfSale, sumOf } from '../rules/booking.ts';
import { insertBuyer } from '../sql/buyers.ts';
import { insertDocument } from '../sql/documents.ts';
import { insertEntries, insertTransaction } from '../sql/ledger.ts';

/** An order that was paid, as its invoice is to say it; texts are in `locale`. */
export interface Sale {
  orderId: string;
  orderCode: string;
  accountId: string;
  /** When the buyer bound themselves. */
  orderedAt: Date;
  /** When the order was paid; now, when it is left out. */
  soldAt?: Date;
  buyer: Buyer;
  termsVersion: string;
  locale: Locale;
  lines: readonly SaleLine[];
}

/** What one line of an order sold. Prices are in cents and include VAT; 550 basis points are 5.5 %. */
export interface SaleLine {
  position: number;
  sessionCode: string;
  title: string;
  startsAt: Date;
  /** IANA zone of the venue. */
  timezone: string;
  venue: string;
  category: string;
  offerName: string;
  quantity: number;
  placesEach: number;
  unitPriceCents: number;
  amountCents: number;
  vatBasisPoints: number;
}

/**
 * Books a paid order and writes its invoice, which the next batch numbers; once for each order, however often it is called.
 * VAT is that contained in each line, rounded half up to the cent.
 */
export async function recordSale(tx: Tx, { keys }: Pick<Platform, 'keys'>, sale: Sale): Promise<void> {
  const { orderId } = sale;
  const transactionId = await insertTransaction(tx, { kind: 'sale', reference: orderId, orderId });
  if (transactionId === null) return;
  const lines = sale.lines.map((line) => ({
    ...line,
    vatCents: includedVatCents(line.amountCents, line.vatBasisPoints),
  }));
  await insertEntries(tx, transactionId, entriesOfSale(lines));
  const total = sumOf(lines);
  const invoiceId = uuidv7();
  await insertDocument(
    tx,
    {
      id: invoiceId,
      transaction_id: transactionId,
      kind: 'invoice',
      order_id: orderId,
      order_code: sale.orderCode,
      account_id: sale.accountId,
      locale: sale.locale,
      terms_version: sale.termsVersion,
      ordered_at: sale.orderedAt,
      ...(sale.soldAt === undefined ? {} : { event_at: sale.soldAt }),
      total_cents: total.amountCents,
      vat_cents: total.vatCents,
    },
    lines.map((line) => ({
      position: line.position,
      session_code: line.sessionCode,
      title: line.title,
      starts_at: line.startsAt,
      timezone: line.timezone,
      venue: line.venue,
      category: line.category,
      offer_name: line.offerName,
      places_each: line.placesEach,
      quantity: line.quantity,
      unit_price_cents: line.unitPriceCents,
      amount_cents: line.amountCents,
      vat_basis_points: line.vatBasisPoints,
      vat_cents: line.vatCents,
    })),
  );
  await insertBuyer(tx, sealBuyer(keys, invoiceId, sale.buyer));
}
