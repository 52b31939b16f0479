import { randomUUID } from 'node:crypto';
import type { ExportKind } from '@og-tickets/contract/exports.ts';
import { type Tx, withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { byteOrderMark, csvLine } from '../../../platform/spreadsheet/csv.ts';
import { type Cell, xlsxOf } from '../../../platform/spreadsheet/xlsx.ts';
import { exportedColumns } from '../rules/exported-columns.ts';
import { countExported, fetchExported, openExported } from '../sql/exported-rows.ts';
import {
  claimExport,
  deletePieces,
  type ExportWish,
  endExport,
  insertPiece,
  noteProgress,
  setTotal,
} from '../sql/exports.ts';

const rowsAtOnce = 1_000;
/** A piece is written once it has this much; with the rows of one fetch it is all that is in memory. */
const pieceBytes = 512 * 1024;

/** Somebody else makes the file by now, or nobody wants it any more. */
class Replaced extends Error {}

/**
 * Makes a file that was asked for, from its beginning, however often it was begun before. Rows are those of one moment: they
 * come from a cursor, while what is written is committed piece by piece.
 */
export async function makeExport({ db, log }: Pick<Platform, 'db' | 'log'>, exportId: string): Promise<void> {
  const making = { id: exportId, maker: randomUUID() };
  const wish = await withTx(db, async (tx) => {
    const claimed = await claimExport(tx, exportId, making.maker);
    if (claimed !== undefined) await deletePieces(tx, exportId);
    return claimed;
  });
  if (wish === undefined) return;
  try {
    const total = await countExported(db, wish.kind, wish);
    await withTx(db, (tx) => setTotal(tx, exportId, total));
    await withTx(db, (rows) => write({ db }, making, { wish, rows }));
    await withTx(db, (tx) => endExport(tx, making, 'ready'));
  } catch (error) {
    if (error instanceof Replaced) return;
    // Who asked is told at once and may ask again; a job that fails is only tried again later.
    log.error({ err: error, exportId }, 'the file of a list could not be made');
    await withTx(db, async (tx) => {
      await deletePieces(tx, exportId);
      await endExport(tx, making, 'failed');
    });
  }
}

async function write(
  { db }: Pick<Platform, 'db'>,
  making: { id: string; maker: string },
  { wish, rows }: { wish: ExportWish; rows: Tx },
): Promise<void> {
  await openExported(rows, wish.kind, wish);
  const read = { rows: 0 };
  const batches = batchesOf(rows, wish.kind, read);
  const columns = exportedColumns[wish.kind];
  let [waiting, waitingBytes, number]: [Buffer[], number, number] = [[], 0, 0];
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(waiting);
    [waiting, waitingBytes] = [[], 0];
    await withTx(db, async (tx) => {
      const goesOn = await noteProgress(tx, making, { done: read.rows, bytes: bytes.length });
      if (!goesOn) throw new Replaced();
      await insertPiece(tx, making.id, number, bytes);
    });
    number += 1;
  };
  for await (const bytes of wish.format === 'csv' ? csvOf(columns, batches) : xlsxOf(columns, batches)) {
    waiting.push(bytes);
    waitingBytes += bytes.length;
    if (waitingBytes >= pieceBytes) await flush();
  }
  await flush();
}

async function* batchesOf(tx: Tx, kind: ExportKind, read: { rows: number }): AsyncGenerator<Cell[][]> {
  const columns = exportedColumns[kind];
  for (;;) {
    const rows = await fetchExported(tx, rowsAtOnce);
    if (rows.length === 0) return;
    read.rows += rows.length;
    yield rows.map((row) => columns.map((column) => row[column] ?? null));
  }
}

async function* csvOf(columns: readonly string[], batches: AsyncIterable<Cell[][]>): AsyncGenerator<Buffer> {
  yield Buffer.from(`${byteOrderMark}${csvLine(columns)}`);
  for await (const rows of batches) yield Buffer.from(rows.map(csvLine).join(''));
}
