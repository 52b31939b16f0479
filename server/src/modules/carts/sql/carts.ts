import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { CartsCarts } from '../../../platform/database/schema.ts';
import type { CartOwner, HoldPeriod } from '../rules.ts';

export interface CartRow {
  id: string;
  accountId: string | null;
  /** The last period of holds; it may be over. */
  period: HoldPeriod | null;
}

const columns = ['id', 'account_id', 'hold_started_at', 'hold_expires_at', 'hold_extended'] as const;

function toCart(row: Pick<Selectable<CartsCarts>, (typeof columns)[number]>): CartRow {
  const { hold_started_at: startedAt, hold_expires_at: expiresAt, hold_extended: extended } = row;
  const period = startedAt === null || expiresAt === null ? null : { startedAt, expiresAt, extended };
  return { id: row.id, accountId: row.account_id, period };
}

/** The cart of an owner, if there is one. */
export async function readCart(db: Db, owner: CartOwner): Promise<CartRow | null> {
  const query = db.selectFrom('carts.carts').select(columns);
  const row = await (owner.kind === 'account'
    ? query.where('account_id', '=', owner.accountId)
    : query.where('guest_token_hash', '=', owner.tokenHash)
  ).executeTakeFirst();
  return row === undefined ? null : toCart(row);
}

/**
 * Locks carts by id, so that whatever changes them goes one after the other; those that are gone are left out.
 * `now` is the database's time.
 */
export async function lockCarts(tx: Tx, ids: readonly string[]): Promise<(CartRow & { now: Date })[]> {
  const rows = await tx
    .selectFrom('carts.carts')
    .select([...columns, sql<Date>`now()`.as('now')])
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => ({ ...toCart(row), now: row.now }));
}

/** Makes a cart unless the owner has one. */
export async function insertCart(tx: Tx, id: string, owner: CartOwner): Promise<void> {
  await tx
    .insertInto('carts.carts')
    .values({
      id,
      account_id: owner.kind === 'account' ? owner.accountId : null,
      guest_token_hash: owner.kind === 'guest' ? owner.tokenHash : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Writes the time that the holds of a cart share; null when it holds nothing. */
export async function writePeriod(tx: Tx, cartId: string, period: HoldPeriod | null): Promise<void> {
  await tx
    .updateTable('carts.carts')
    .set({
      hold_started_at: period?.startedAt ?? null,
      hold_expires_at: period?.expiresAt ?? null,
      hold_extended: period?.extended ?? false,
    })
    .where('id', '=', cartId)
    .execute();
}

/** Deletes a cart with its lines. */
export async function deleteCart(tx: Tx, cartId: string): Promise<void> {
  await tx.deleteFrom('carts.carts').where('id', '=', cartId).execute();
}

/** The database's clock, by which all deadlines are; in a transaction the time it began. */
export async function readNow(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`SELECT now() AS now`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('the database did not say the time');
  return row.now;
}
