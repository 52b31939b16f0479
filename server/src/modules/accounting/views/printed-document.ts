import type { Db } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Buyer, openBuyer } from '../buyers.ts';
import { findBuyer } from '../sql/buyers.ts';
import { documentNumber } from '../rules/document-number.ts';
import type { PrintedDocument } from '../rules/document-wording.ts';

/** The invoice of an order, or one of its credit notes. */
export type WantedDocument = { orderId: string } & ({ kind: 'invoice' } | { kind: 'credit_note'; id: string });

/** The order of this account with this code that was sold; null when there is none, or when it is another's. */
export async function findSoldOrder(db: Db, accountId: string, orderCode: string): Promise<string | null> {
  const row = await soldOrders(db, orderCode).where('account_id', '=', accountId).executeTakeFirst();
  return row?.order_id ?? null;
}

/** The order with this code that was sold, whoever bought it; null when there is none. */
export async function findAnySoldOrder(db: Db, orderCode: string): Promise<string | null> {
  const row = await soldOrders(db, orderCode).executeTakeFirst();
  return row?.order_id ?? null;
}

function soldOrders(db: Db, orderCode: string) {
  return db
    .selectFrom('accounting.documents')
    .select('order_id')
    .where('order_code', '=', orderCode)
    .where('kind', '=', 'invoice');
}

/** The credit note of a cancellation; null when there is none. */
export async function findCreditNote(db: Db, cancellationId: string): Promise<string | null> {
  const row = await db
    .selectFrom('accounting.documents as document')
    .innerJoin('accounting.transactions as booked', 'booked.id', 'document.transaction_id')
    .select('document.id')
    .where('booked.kind', '=', 'cancellation')
    .where('booked.reference', '=', cancellationId)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** All that a document says; `unnumbered` when it has no number yet, null when there is none. */
export async function readPrintedDocument(
  { db, keys }: Pick<Platform, 'db' | 'keys'>,
  wanted: WantedDocument,
): Promise<PrintedDocument | 'unnumbered' | null> {
  const ofOrder = db
    .selectFrom('accounting.documents as document')
    .leftJoin('accounting.sellers as seller', 'seller.id', 'document.seller_id')
    .leftJoin('accounting.documents as invoice', 'invoice.id', 'document.invoice_id')
    .selectAll('document')
    .select(['seller.name', 'seller.address', 'seller.registration', 'seller.vat_number', 'seller.email'])
    .select(['seller.is_demo', 'invoice.year as invoice_year', 'invoice.sequence as invoice_sequence'])
    .select(['invoice.issued_at as invoice_issued_at'])
    .where('document.order_id', '=', wanted.orderId)
    .where('document.kind', '=', wanted.kind);
  const row = await (wanted.kind === 'invoice'
    ? ofOrder
    : ofOrder.where('document.id', '=', wanted.id)
  ).executeTakeFirst();
  if (row === undefined) return null;
  const { year, sequence, issued_at: issuedAt, name, address, registration, vat_number, email, is_demo } = row;
  if (year === null || sequence === null || issuedAt === null) return 'unnumbered';
  if (name === null || address === null || registration === null || vat_number === null || email === null) {
    throw new Error(`document ${row.id} has a number and no seller`);
  }
  const { invoice_year, invoice_sequence, invoice_issued_at } = row;
  const corrects =
    invoice_year === null || invoice_sequence === null || invoice_issued_at === null
      ? null
      : { number: documentNumber('invoice', invoice_year, invoice_sequence), issuedAt: invoice_issued_at };
  return {
    kind: row.kind,
    number: documentNumber(row.kind, year, sequence),
    issuedAt,
    eventAt: row.event_at,
    orderedAt: row.ordered_at,
    orderCode: row.order_code,
    termsVersion: row.terms_version,
    locale: row.locale,
    buyer: await readBuyer(db, keys, row.invoice_id ?? row.id),
    seller: { name, address, registration, vatNumber: vat_number, email, isDemo: is_demo === true },
    corrects,
    reason: row.reason,
    lines: await readLines(db, row.id),
  };
}

/** Empty texts once the law wants them no more. */
async function readBuyer(db: Db, keys: Platform['keys'], invoiceId: string): Promise<Buyer> {
  const sealed = await findBuyer(db, invoiceId);
  return sealed === undefined ? { name: '', email: '' } : openBuyer(keys, sealed);
}

async function readLines(db: Db, documentId: string): Promise<PrintedDocument['lines']> {
  return db
    .selectFrom('accounting.document_lines')
    .select(['session_code as sessionCode', 'title', 'starts_at as startsAt', 'timezone', 'venue', 'category'])
    .select(['offer_name as offerName', 'places_each as placesEach', 'quantity', 'unit_price_cents as unitPriceCents'])
    .select(['amount_cents as amountCents', 'vat_basis_points as vatBasisPoints', 'vat_cents as vatCents'])
    .where('document_id', '=', documentId)
    .orderBy('position')
    .execute();
}
