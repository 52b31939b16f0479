import type { Tx } from '../../../platform/database/database.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import { amountTakenBack, entriesOfCancellation, sumOf } from '../rules/booking.ts';
import { type DocumentLineRow, findLinesLeft, insertDocument, lockInvoice } from '../sql/documents.ts';
import { insertEntries, insertTransaction } from '../sql/ledger.ts';

/** Who takes tickets back: the buyer, the shop, or the organiser who cancelled the session. */
export type CancellationReason = 'buyer' | 'admin' | 'organiser';

/** Tickets of a paid order that are taken back: units by the position of their order line, each line once. */
export interface Cancellation {
  orderId: string;
  /** The one decision that takes them back: what makes it once. */
  cancellationId: string;
  /** Who took them back, for the credit note. */
  reason: CancellationReason;
  lines: readonly { position: number; quantity: number }[];
}

type LineLeft = DocumentLineRow & { cancelled: number };

/**
 * Books tickets that were taken back and writes the credit note to the order's invoice; once for each cancellation, however often
 * it is called. Throws, so that the transaction rolls back, when the order was not sold or fewer units are left.
 */
export async function recordCancellation(tx: Tx, cancellation: Cancellation): Promise<void> {
  const { orderId, cancellationId: reference, reason } = cancellation;
  const invoice = await lockInvoice(tx, orderId);
  if (invoice === undefined) throw new Error(`order ${orderId} was not sold`);
  const transactionId = await insertTransaction(tx, { kind: 'cancellation', reference, orderId });
  if (transactionId === null) return;
  const lines = takeBack(await findLinesLeft(tx, invoice.id), cancellation);
  const taxed = lines.map((line) => ({
    amountCents: line.amount_cents,
    vatBasisPoints: line.vat_basis_points,
    vatCents: line.vat_cents,
  }));
  await insertEntries(tx, transactionId, entriesOfCancellation(taxed));
  const total = sumOf(taxed);
  await insertDocument(
    tx,
    {
      order_code: invoice.order_code,
      account_id: invoice.account_id,
      locale: invoice.locale,
      terms_version: invoice.terms_version,
      ordered_at: invoice.ordered_at,
      order_id: orderId,
      id: uuidv7(),
      transaction_id: transactionId,
      kind: 'credit_note',
      invoice_id: invoice.id,
      reason,
      total_cents: total.amountCents,
      vat_cents: total.vatCents,
    },
    lines,
  );
}

function takeBack(left: readonly LineLeft[], { orderId, lines }: Cancellation): Omit<DocumentLineRow, 'document_id'>[] {
  if (lines.length === 0 || new Set(lines.map((line) => line.position)).size < lines.length) {
    throw new RangeError('a cancellation names lines of its order, each once');
  }
  return lines.map(({ position, quantity }) => {
    const line = left.find((candidate) => candidate.position === position);
    if (line === undefined) throw new RangeError(`order ${orderId} has no line ${position}`);
    const { cancelled, document_id: _invoice, ...sold } = line;
    const taken = amountTakenBack(
      {
        quantity: sold.quantity,
        cancelled,
        unitPriceCents: sold.unit_price_cents,
        vatBasisPoints: sold.vat_basis_points,
      },
      quantity,
    );
    return { ...sold, quantity, amount_cents: taken.amountCents, vat_cents: taken.vatCents };
  });
}
