import type { TakePlaces } from '../src/modules/inventory/index.ts';

/**
 * What an ORM makes of it: reads what is free, decides in the program, then writes. Between the read and the write other
 * buyers do the same, so that places are sold twice. Tests take it to see that the guard is what prevents this.
 */
export const unguardedTakePlaces: TakePlaces = async (tx, hold) => {
  const stock = await tx
    .selectFrom('inventory.inventory')
    .select(['capacity', 'taken'])
    .where('session_id', '=', hold.sessionId)
    .where('category', '=', hold.category)
    .executeTakeFirst();
  if (stock === undefined || stock.taken + hold.places > stock.capacity) return false;
  await tx
    .updateTable('inventory.inventory')
    .set((row) => ({ taken: row('taken', '+', hold.places) }))
    .where('session_id', '=', hold.sessionId)
    .where('category', '=', hold.category)
    .execute();
  await tx
    .insertInto('inventory.holds')
    .values({
      session_id: hold.sessionId,
      id: hold.holdId,
      category: hold.category,
      places: hold.places,
      cart_id: hold.cartId,
      account_id: hold.accountId,
      expires_at: hold.expiresAt,
      limit_per_session: hold.limitPerSession,
      limit_per_account: hold.limitPerAccount,
    })
    .execute();
  return true;
};
