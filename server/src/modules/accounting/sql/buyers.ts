import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { SealedColumn } from '../../../platform/keys/reseal.ts';
import type { SealedBuyer } from '../buyers.ts';

/** What accounting keeps sealed under the key-encryption key. */
export const accountingSealedColumns: readonly SealedColumn[] = [
  { what: 'buyers on invoices', scope: 'buyer', table: 'accounting.buyers', column: 'key_sealed' },
];

export async function insertBuyer(tx: Tx, buyer: SealedBuyer): Promise<void> {
  await tx.insertInto('accounting.buyers').values(buyer).execute();
}

/** The buyer of an invoice, sealed; undefined once nobody has to know any more. */
export function findBuyer(db: Db, invoiceId: string): Promise<SealedBuyer | undefined> {
  return db
    .selectFrom('accounting.buyers')
    .select(['id', 'key_sealed', 'buyer_sealed'])
    .where('id', '=', invoiceId)
    .executeTakeFirst();
}

/** The buyers on the invoices of an account, sealed, with what names the invoice. */
export function selectBuyersOf(db: Db, accountId: string): Promise<(SealedBuyer & { order_code: string })[]> {
  return db
    .selectFrom('accounting.buyers as buyer')
    .innerJoin('accounting.documents as document', 'document.id', 'buyer.id')
    .select(['buyer.id', 'buyer.key_sealed', 'buyer.buyer_sealed', 'document.order_code'])
    .where('document.account_id', '=', accountId)
    .orderBy('document.transaction_id')
    .execute();
}

/**
 * Deletes the buyers on invoices that need not be kept: `years` after the end of the year in which the last document of
 * their order was issued. Returns how many.
 */
export async function deleteOldBuyers(tx: Tx, years: number): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM accounting.buyers AS buyer
    WHERE NOT EXISTS (
      SELECT FROM accounting.documents AS document
      WHERE (document.id = buyer.id OR document.invoice_id = buyer.id)
        AND (document.year IS NULL OR make_date(document.year + 1 + ${years}::integer, 1, 1) > now()))`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** Up to a batch of documents of older versions after an id, whose buyer is in the clear. */
export async function selectClearBuyers(
  tx: Tx,
  wanted: { afterId: string | null; limit: number },
): Promise<{ id: string; name: string; email: string }[]> {
  const { rows } = await sql<{ id: string; name: string; email: string }>`
    SELECT id, buyer_name AS name, buyer_email AS email FROM accounting.documents AS document
    WHERE kind = 'invoice' AND buyer_name IS NOT NULL AND (${wanted.afterId}::uuid IS NULL OR id > ${wanted.afterId}::uuid)
      AND NOT EXISTS (SELECT FROM accounting.buyers AS sealed WHERE sealed.id = document.id)
    ORDER BY id LIMIT ${wanted.limit}`.execute(tx);
  return rows;
}

export async function insertBuyers(tx: Tx, buyers: readonly SealedBuyer[]): Promise<void> {
  await tx
    .insertInto('accounting.buyers')
    .values([...buyers])
    .execute();
}
