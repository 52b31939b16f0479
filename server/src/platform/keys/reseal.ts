import { type RawBuilder, sql } from 'kysely';
import { type Db, type Tx, withTx } from '../database/database.ts';
import type { KeyRing } from './key-ring.ts';
import { open, SealError, type SealScope, seal } from './seal.ts';

/** Rows that are locked at once; they are written back within milliseconds. */
const batchRows = 200;

/** A stored key. */
export interface SealedRow {
  id: string;
  sealed: string;
}

/** A column of keys that are sealed under the key-encryption key. */
export interface SealedColumn {
  /** What an operator calls them. */
  what: string;
  scope: SealScope;
  /** With its schema, `tickets.tickets`. */
  table: string;
  column: string;
  /** The uuid that a key is sealed for; `id` where it is left out. */
  idColumn?: string;
}

/**
 * Seals all keys of a column anew under the current key-encryption key, batch by batch: readers find each row as it was or
 * as it is, and both open. May be killed at any moment; what is left is what still names another key. Returns how many
 * were written, and the ids of those that do not open, which stay as they are.
 */
export async function resealColumn(
  db: Db,
  keys: KeyRing,
  column: SealedColumn,
  progress: (written: number) => void = () => undefined,
): Promise<{ written: number; broken: string[] }> {
  const broken: string[] = [];
  let written = 0;
  for (let afterId: string | null = null; ; ) {
    const batch = await withTx(db, (tx) => resealBatch(tx, keys, column, afterId));
    if (batch === null) return { written, broken };
    afterId = batch.lastId;
    written += batch.written;
    broken.push(...batch.broken);
    progress(written);
  }
}

async function resealBatch(tx: Tx, keys: KeyRing, column: SealedColumn, afterId: string | null) {
  const rows = await lockOthers(tx, column, keys.encryption.currentId, afterId);
  const lastId = rows.at(-1)?.id;
  if (lastId === undefined) return null;
  const broken: string[] = [];
  const resealed: SealedRow[] = [];
  for (const { id, sealed } of rows) {
    try {
      resealed.push({ id, sealed: seal(keys, column.scope, id, open(keys, column.scope, id, sealed)) });
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      broken.push(id);
    }
  }
  if (resealed.length > 0) await write(tx, column, resealed);
  return { lastId, written: resealed.length, broken };
}

/** The second byte of a sealed key says which key-encryption key it needs. */
function isUnderAnother({ column }: SealedColumn, kekId: number): RawBuilder<boolean> {
  return sql<boolean>`get_byte(decode(${sql.ref(column)}, 'base64'), 1) <> ${kekId}`;
}

/** Up to a batch of rows after an id, in the order of their ids, that are not sealed under this key. */
async function lockOthers(tx: Tx, column: SealedColumn, kekId: number, afterId: string | null): Promise<SealedRow[]> {
  const id = sql.ref(column.idColumn ?? 'id');
  const { rows } = await sql<SealedRow>`
    SELECT ${id} AS id, ${sql.ref(column.column)} AS sealed
      FROM ${sql.table(column.table)}
     WHERE ${isUnderAnother(column, kekId)} AND (${afterId}::uuid IS NULL OR ${id} > ${afterId}::uuid)
     ORDER BY ${id}
     LIMIT ${batchRows}
       FOR NO KEY UPDATE`.execute(tx);
  return rows;
}

async function write(tx: Tx, { table, column, idColumn }: SealedColumn, rows: readonly SealedRow[]): Promise<void> {
  await sql`
    UPDATE ${sql.table(table)} AS stored SET ${sql.ref(column)} = resealed.sealed
      FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ sealed }) => sealed)}::text[]) AS resealed (id, sealed)
     WHERE stored.${sql.ref(idColumn ?? 'id')} = resealed.id`.execute(tx);
}

/** How many keys of a column are not sealed under the current key-encryption key. */
export async function countOldKeys(db: Db, keys: KeyRing, column: SealedColumn): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM ${sql.table(column.table)}
     WHERE ${isUnderAnother(column, keys.encryption.currentId)}`.execute(db);
  return rows[0]?.count ?? 0;
}
