import type { Db, Tx } from '../../../platform/database/database.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import { liveHolds } from '../../inventory/index.ts';
import type { CartOwner, HoldPeriod } from '../rules.ts';
import { type CartRow, insertCart, lockCarts, readCart } from '../sql/carts.ts';
import { type Line, readLines } from '../sql/lines.ts';

/** A cart that is locked by the transaction, with all that decisions on it need. */
export interface OpenCart {
  id: string;
  accountId: string | null;
  lines: Line[];
  /** Holds that are live now, by id. */
  live: ReadonlyMap<string, { expiresAt: Date }>;
  /** null: nothing is held, so that the next hold begins a new period. */
  period: HoldPeriod | null;
  /** The database's time. */
  now: Date;
}

/** Locks and reads the cart of an owner; null when there is none. */
export async function openCart(tx: Tx, owner: CartOwner): Promise<OpenCart | null> {
  const found = await readCart(tx, owner);
  if (found === null) return null;
  const [locked] = await lockCarts(tx, [found.id]);
  return locked === undefined ? null : withHolds(tx, locked);
}

/** As `openCart`, and makes the cart when there is none. */
export async function openOrMakeCart(tx: Tx, owner: CartOwner): Promise<OpenCart> {
  const known = await openCart(tx, owner);
  if (known !== null) return known;
  await insertCart(tx, uuidv7(), owner);
  const made = await openCart(tx, owner);
  if (made === null) throw new Error('a cart that was just made is gone');
  return made;
}

/** Adds to a cart row what stands in it and what is still held. */
export async function withHolds(db: Db, cart: CartRow & { now: Date }): Promise<OpenCart> {
  const lines = await readLines(db, cart.id);
  const live = await liveHolds(db, cart.id);
  return { ...cart, lines, live, period: live.size === 0 ? null : cart.period };
}

/** True while the places of the line are held. */
export function isHeld(cart: OpenCart, line: Line): boolean {
  return cart.live.has(line.holdId);
}
