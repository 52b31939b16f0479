import { sql } from 'kysely';
import { plainArray } from '../../../platform/database/array-text.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { preparedClosing } from '../../../platform/database/prepared.ts';
import { type KeptReply, keepArguments } from '../../../platform/http/idempotency.ts';
import { holdArguments, type NewHold, type RefusedHold } from '../../inventory/index.ts';
import type { HoldPeriod } from '../rules.ts';
import type { Line } from './lines.ts';

/** A line to be added to a cart, or raised, if its hold is granted, with what else of the cart then changes. */
export interface AddedLine {
  hold: NewHold;
  line: Line;
  isNewLine: boolean;
  /** The hash of the token in hex: the guest had no cart, it begins now. */
  newCartOf: string | null;
  /** null: the period goes on. */
  newPeriod: HoldPeriod | null;
  /** What is said then, if it is to be kept. */
  reply: KeptReply | null;
}

/**
 * Closes a transaction: has the holds decided in their order and writes what is granted of lines of carts that are locked or
 * new, by one call of `carts.add_lines`. Returns those that were refused, of which nothing is written; of `madeCarts` none
 * stays without lines.
 */
export async function writeAdded(
  tx: Tx,
  added: readonly AddedLine[],
  madeCarts: readonly string[],
): Promise<RefusedHold[]> {
  const lines = added.map(({ line }) => line);
  const replies = added.flatMap(({ reply }, index) => (reply === null ? [] : [{ n: index + 1, reply }]));
  const { rows } = await sql<RefusedHold>`${preparedClosing}
    SELECT n, verdict, free FROM carts.add_lines(
      ${holdArguments(added.map(({ hold }) => hold))},
      ${plainArray(added.map((one) => one.newCartOf))}::text[],
      ${plainArray(added.map((one) => one.newPeriod?.startedAt.toISOString() ?? null))}::timestamptz[],
      ${plainArray(lines.map((line) => line.id))}::uuid[],
      ${plainArray(added.map((one) => one.isNewLine))}::boolean[],
      ${lines.map((line) => line.offer)}::text[],
      ${plainArray(lines.map((line) => line.quantity))}::int[],
      ${plainArray(lines.map((line) => line.placesEach))}::int[],
      ${plainArray(lines.map((line) => line.unitPriceCents))}::int[],
      ${plainArray(madeCarts)}::uuid[],
      ${plainArray(replies.map(({ n }) => n))}::int[],
      ${keepArguments(replies.map(({ reply }) => reply))})`.execute(tx);
  return rows;
}

/** Deletes carts that were made for lines of which none can be asked for. */
export async function deleteUnused(tx: Tx, cartIds: readonly string[]): Promise<void> {
  if (cartIds.length === 0) return;
  await sql`DELETE FROM carts.carts WHERE id = ANY (${[...cartIds]}::uuid[])`.execute(tx);
}
