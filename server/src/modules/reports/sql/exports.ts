import type { ExportFormat, ExportKind, ListExport } from '@og-tickets/contract/exports.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

export interface ExportWish {
  kind: ExportKind;
  format: ExportFormat;
  from: string;
  to: string;
}

type ExportRow = Omit<ListExport, 'createdAt' | 'expiresAt'> & { createdAt: Date; expiresAt: Date };

const shown = sql`id, kind, format, to_char(first_day, 'YYYY-MM-DD') AS "from", to_char(last_day, 'YYYY-MM-DD') AS "to", status,
  done, total, size_bytes AS "sizeBytes", created_at AS "createdAt", expires_at AS "expiresAt"`;

/** How many files of an account a list shows. */
const listed = 50;

function toExport(row: ExportRow): ListExport {
  return { ...row, createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString() };
}

/** Begins a file, to be made by a job. */
export async function insertExport(tx: Tx, id: string, accountId: string, wish: ExportWish): Promise<ListExport> {
  const { rows } = await sql<ExportRow>`
    INSERT INTO reports.exports (id, account_id, kind, format, first_day, last_day, expires_at)
    VALUES (${id}, ${accountId}, ${wish.kind}, ${wish.format}, ${wish.from}, ${wish.to},
      now() + make_interval(hours => ${limits.exportHours}))
    RETURNING ${shown}`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('a row that was inserted is returned');
  return toExport(row);
}

/** The files of an account that have not expired, the newest first. */
export async function selectExports(db: Db, accountId: string): Promise<ListExport[]> {
  const { rows } = await sql<ExportRow>`
    SELECT ${shown} FROM reports.exports WHERE account_id = ${accountId} AND expires_at > now()
     ORDER BY created_at DESC LIMIT ${listed}`.execute(db);
  return rows.map(toExport);
}

/** A file that is whole, of this account and not expired. */
export async function findReadyExport(
  db: Db,
  id: string,
  accountId: string,
): Promise<{ kind: ExportKind; format: ExportFormat; from: string; to: string } | undefined> {
  const { rows } = await sql<{ kind: ExportKind; format: ExportFormat; from: string; to: string }>`
    SELECT kind, format, to_char(first_day, 'YYYY-MM-DD') AS "from", to_char(last_day, 'YYYY-MM-DD') AS "to"
      FROM reports.exports
     WHERE id = ${id} AND account_id = ${accountId} AND status = 'ready' AND expires_at > now()`.execute(db);
  return rows[0];
}

/** A piece of a file; undefined after the last. */
export async function findPiece(db: Db, exportId: string, number: number): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('reports.export_pieces')
    .select('bytes')
    .where('export_id', '=', exportId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.bytes;
}

/** Takes over the making of a file, from its beginning; undefined when it is made, or gone. */
export async function claimExport(tx: Tx, id: string, maker: string): Promise<ExportWish | undefined> {
  const { rows } = await sql<ExportWish>`
    UPDATE reports.exports SET maker = ${maker}, done = 0, total = NULL, size_bytes = 0
     WHERE id = ${id} AND status = 'waiting' AND expires_at > now()
    RETURNING kind, format, to_char(first_day, 'YYYY-MM-DD') AS "from", to_char(last_day, 'YYYY-MM-DD') AS "to"`.execute(
    tx,
  );
  return rows[0];
}

export async function deletePieces(tx: Tx, exportId: string): Promise<void> {
  await tx.deleteFrom('reports.export_pieces').where('export_id', '=', exportId).execute();
}

/** Notes how many rows a file will have. */
export async function setTotal(tx: Tx, id: string, total: number): Promise<void> {
  await tx.updateTable('reports.exports').set({ total }).where('id', '=', id).execute();
}

/** Notes how far a file is; false when somebody else makes it by now, or it is gone. */
export async function noteProgress(
  tx: Tx,
  { id, maker }: { id: string; maker: string },
  { done, bytes }: { done: number; bytes: number },
): Promise<boolean> {
  const { rows } = await sql`
    UPDATE reports.exports SET done = ${done}, size_bytes = size_bytes + ${bytes}
     WHERE id = ${id} AND maker = ${maker} AND status = 'waiting' RETURNING id`.execute(tx);
  return rows.length === 1;
}

export async function insertPiece(tx: Tx, exportId: string, number: number, bytes: Buffer): Promise<void> {
  await tx.insertInto('reports.export_pieces').values({ export_id: exportId, number, bytes }).execute();
}

/** Ends a file of which this maker wrote the last piece, or that could not be made. */
export async function endExport(
  tx: Tx,
  { id, maker }: { id: string; maker: string },
  status: 'ready' | 'failed',
): Promise<void> {
  await tx
    .updateTable('reports.exports')
    .set({ status })
    .where('id', '=', id)
    .where('maker', '=', maker)
    .where('status', '=', 'waiting')
    .execute();
}

export async function deleteExpiredExports(tx: Tx): Promise<void> {
  await tx.deleteFrom('reports.exports').where('expires_at', '<=', sql<Date>`now()`).execute();
}
