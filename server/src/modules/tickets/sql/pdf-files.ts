import type { Locale } from '@og-tickets/contract/common.ts';
import type { PdfFormat, TicketFile } from '@og-tickets/contract/ticket-files.ts';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** Whose file it is, of which order and kind. */
export interface PdfFileKind {
  orderId: string;
  accountId: string;
  format: PdfFormat;
  locale: Locale;
}

/** A file that is still not made after this many minutes was lost with its process: it is begun anew. */
const lostAfterMinutes = 5;

/** The order of this account with this code; undefined when there is none or it is another's. */
export async function findOrderId(
  db: Db,
  { accountId, orderCode }: { accountId: string; orderCode: string },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('orders.orders')
    .select('id')
    .where('code', '=', orderCode)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row?.id;
}

/** Begins a file, in place of an earlier one of its kind; undefined while one of its kind is being made. */
export function beginPdfFile(
  tx: Tx,
  { id, total, ...kind }: PdfFileKind & { id: string; total: number },
): Promise<TicketFile | undefined> {
  const { orderId, accountId, format, locale } = kind;
  return tx
    .insertInto('tickets.pdf_files')
    .values({ id, order_id: orderId, account_id: accountId, format, locale, total })
    .onConflict((conflict) =>
      conflict
        .columns(['order_id', 'account_id', 'format', 'locale'])
        .doUpdateSet({
          id,
          total,
          done: 0,
          status: 'waiting',
          file: null,
          created_at: sql`now()`,
          expires_at: sql`now() + interval '24 hours'`,
        })
        .where(
          sql<boolean>`pdf_files.status IN ('ready', 'failed')
            OR pdf_files.created_at < now() - make_interval(mins => ${lostAfterMinutes})`,
        ),
    )
    .returning(shown)
    .executeTakeFirst();
}

const shown = ['id', 'status', 'done', 'total'] as const;

/** The file of this kind, whatever its state. */
export function findPdfFileOfKind(db: Db, kind: PdfFileKind): Promise<TicketFile | undefined> {
  return db
    .selectFrom('tickets.pdf_files')
    .select(shown)
    .where('order_id', '=', kind.orderId)
    .where('account_id', '=', kind.accountId)
    .where('format', '=', kind.format)
    .where('locale', '=', kind.locale)
    .executeTakeFirst();
}

/** A file of this account and order that has not expired. */
export function findPdfFile(
  db: Db,
  wanted: { id: string; accountId: string; orderCode: string },
): Promise<TicketFile | undefined> {
  return ownFiles(db, wanted).select(['file.id', 'file.status', 'file.done', 'file.total']).executeTakeFirst();
}

/** What is in such a file, sealed; null while it is not ready. */
export function readPdfFile(
  db: Db,
  wanted: { id: string; accountId: string; orderCode: string },
): Promise<{ sealed: Buffer | null; locale: Locale } | undefined> {
  return ownFiles(db, wanted).select(['file.file as sealed', 'file.locale']).executeTakeFirst();
}

function ownFiles(db: Db, wanted: { id: string; accountId: string; orderCode: string }) {
  return db
    .selectFrom('tickets.pdf_files as file')
    .innerJoin('orders.orders as order', 'order.id', 'file.order_id')
    .where('file.id', '=', wanted.id)
    .where('file.account_id', '=', wanted.accountId)
    .where('order.code', '=', wanted.orderCode)
    .where('file.expires_at', '>', sql<Date>`now()`);
}

/** What a file that is to be made is made from; undefined when it is made, or was begun anew. */
export function findUnmadePdfFile(
  db: Db,
  id: string,
): Promise<{ accountId: string; orderCode: string; format: PdfFormat; locale: Locale } | undefined> {
  return db
    .selectFrom('tickets.pdf_files as file')
    .innerJoin('orders.orders as order', 'order.id', 'file.order_id')
    .select(['file.account_id as accountId', 'order.code as orderCode', 'file.format', 'file.locale'])
    .where('file.id', '=', id)
    .where('file.status', 'in', ['waiting', 'working'])
    .executeTakeFirst();
}

/** Notes how far a file is. */
export async function setPdfProgress(tx: Tx, id: string, progress: { done: number; total: number }): Promise<void> {
  await tx
    .updateTable('tickets.pdf_files')
    .set({ status: 'working', ...progress })
    .where('id', '=', id)
    .where('status', 'in', ['waiting', 'working'])
    .execute();
}

/** Ends a file: with what is in it, sealed, or without when it could not be made. */
export async function endPdfFile(tx: Tx, id: string, sealed: Buffer | null): Promise<void> {
  await tx
    .updateTable('tickets.pdf_files')
    .set(sealed === null ? { status: 'failed' } : { status: 'ready', file: sealed, done: sql<number>`total` })
    .where('id', '=', id)
    .where('status', 'in', ['waiting', 'working'])
    .execute();
}

/** Forgets the files whose day is over. */
export async function deleteExpiredPdfFiles(tx: Tx): Promise<void> {
  await tx.deleteFrom('tickets.pdf_files').where('expires_at', '<=', sql<Date>`now()`).execute();
}
