import type { Order } from '@og-tickets/contract/orders.ts';
import { type RawBuilder, sql } from 'kysely';
import type { BankBooks } from '../src/simulated-bank/export-books.ts';
import type { TestShop } from './harness.ts';
import { checkInvariants } from './invariants.ts';

class Undo extends Error {}

/** What is said of a charge instead of what is so. */
export type ChangedCharge = Partial<BankBooks['charges'][number]>;

/** What the invariants say once these statements have run, in a transaction that is undone afterwards. */
export async function violationsOf(
  { db }: Pick<TestShop, 'db'>,
  books: BankBooks,
  planted: readonly RawBuilder<unknown>[],
): Promise<string[]> {
  let found: string[] | null = null;
  const planting = db.transaction().execute(async (tx) => {
    for (const statement of planted) await statement.execute(tx);
    found = await checkInvariants(tx, { settled: true, books });
    throw new Undo();
  });
  await planting.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
  if (found === null) throw new Error('the invariants were not asked');
  return found;
}

/** A bank's books with something else about the charge of an order. */
export function withCharge(books: BankBooks, order: Order, over: ChangedCharge): BankBooks {
  const charges = books.charges.map((charge) =>
    charge.merchantReference === order.payment.id ? { ...charge, ...over } : charge,
  );
  return { ...books, charges };
}

/** Takes the triggers of a table away, so that they can be shown not to be the only wall. */
export function unguarded(table: string): RawBuilder<unknown> {
  return sql`ALTER TABLE ${sql.raw(table)} DISABLE TRIGGER USER`;
}
