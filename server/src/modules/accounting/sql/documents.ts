import type { Insertable, Selectable } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';
import type { AccountingDocumentLines, AccountingDocuments } from '../../../platform/database/schema.ts';

/** A document before it has a number. */
export type NewDocument = Omit<Insertable<AccountingDocuments>, 'year' | 'sequence' | 'issued_at' | 'seller_id'>;
export type DocumentRow = Selectable<AccountingDocuments>;
export type DocumentLineRow = Selectable<AccountingDocumentLines>;

/** Writes a document with its lines. The database refuses the commit when the lines are not its totals. */
export async function insertDocument(
  tx: Tx,
  document: NewDocument,
  lines: readonly Omit<DocumentLineRow, 'document_id'>[],
): Promise<void> {
  await tx.insertInto('accounting.documents').values(document).execute();
  await tx
    .insertInto('accounting.document_lines')
    .values(lines.map((line) => ({ ...line, document_id: document.id })))
    .execute();
}

/** The invoice of an order; others who take tickets of it back wait until this transaction ends. */
export async function lockInvoice(tx: Tx, orderId: string): Promise<DocumentRow | undefined> {
  return tx
    .selectFrom('accounting.documents')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('kind', '=', 'invoice')
    .forUpdate()
    .executeTakeFirst();
}

/** The lines of an invoice, each with how many of its units its credit notes have taken back. Lock the invoice first. */
export async function findLinesLeft(tx: Tx, invoiceId: string): Promise<(DocumentLineRow & { cancelled: number })[]> {
  return tx
    .selectFrom('accounting.document_lines as line')
    .selectAll('line')
    .select((eb) =>
      eb
        .selectFrom('accounting.document_lines as credited')
        .innerJoin('accounting.documents as note', 'note.id', 'credited.document_id')
        .select((of) => of.fn.coalesce(of.fn.sum<number>('credited.quantity'), of.lit(0)).as('units'))
        .where('note.invoice_id', '=', invoiceId)
        .whereRef('credited.position', '=', 'line.position')
        .$asScalar()
        .as('cancelled'),
    )
    .where('line.document_id', '=', invoiceId)
    .orderBy('line.position')
    .execute();
}
