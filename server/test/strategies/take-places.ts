import type { Tx } from '../../src/platform/database/database.ts';
import type { NewHold } from '../../src/modules/inventory/sql/decide-holds.ts';

/** Takes the places of one hold and writes it, or does neither and answers false when fewer are free. */
export type TakePlaces = (tx: Tx, hold: Omit<NewHold, 'insteadOf'>) => Promise<boolean>;

/**
 * What an ORM makes of it: reads the row, decides in the program, then writes. `lock` says whether it reads FOR UPDATE; without,
 * other buyers do the same between the read and the write, so that places are sold twice.
 */
export function takePlacesInProgram({ lock }: { lock: boolean }): TakePlaces {
  return async (tx, hold) => {
    const row = tx
      .selectFrom('inventory.inventory')
      .select(['capacity', 'taken'])
      .where('session_id', '=', hold.sessionId)
      .where('category', '=', hold.category);
    const stock = await (lock ? row.forUpdate() : row).executeTakeFirst();
    if (stock === undefined || stock.taken + hold.places > stock.capacity) return false;
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
    await tx
      .updateTable('inventory.inventory')
      .set((stored) => ({ taken: stored('taken', '+', hold.places) }))
      .where('session_id', '=', hold.sessionId)
      .where('category', '=', hold.category)
      .execute();
    return true;
  };
}
