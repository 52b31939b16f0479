import { limits } from '@og-tickets/contract/limits.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { isRefusal } from '../../../platform/http/refusal.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import { readSaleTermsOfMany, type SaleTerms, saleKey } from '../../catalog/index.ts';
import { adoptHolds, compareStock, extendHolds, releaseHolds } from '../../inventory/index.ts';
import { mergedPeriod } from '../rules.ts';
import { deleteCart, insertCart, lockCarts, readCart, writePeriod } from '../sql/carts.ts';
import { insertLine, type Line, type LineChange, updateLine } from '../sql/lines.ts';
import { holdLine } from './hold-line.ts';
import { isHeld, type OpenCart, withHolds } from './open-cart.ts';

/**
 * Moves what a guest has chosen into the cart of the account that logged in, and ends the guest's cart. Lines of the same
 * offer add up as far as the limits allow, and every hold that the limits allow stays. What expired adds nothing to what is
 * held. Doing it again, or for a cart that is gone, changes nothing.
 */
export async function mergeGuestCart(tx: Tx, login: { tokenHash: Buffer; accountId: string }): Promise<void> {
  const found = await readCart(tx, { kind: 'guest', tokenHash: login.tokenHash });
  if (found === null) return;
  const ownId = await accountCartId(tx, login.accountId);
  const locked = await lockCarts(tx, [ownId, found.id]);
  const ownRow = locked.find((row) => row.id === ownId);
  const guestRow = locked.find((row) => row.id === found.id);
  if (ownRow === undefined || guestRow === undefined) return;
  const guest = await withHolds(tx, guestRow);
  const before = await withHolds(tx, ownRow);
  const own = { ...before, period: mergedPeriod(before.period, guest.period) };
  const adopted = await adoptHolds(tx, { cartId: guest.id, intoCartId: own.id, accountId: login.accountId });
  const terms = await readSaleTermsOfMany(tx, guest.lines);
  const carts = { own, guest, adopted };
  const added: Settled[] = [];
  for (const line of guest.lines.toSorted(compareStock)) {
    const settled = await settleLine(tx, carts, { line, terms: terms.get(saleKey(line)) });
    if (settled.into === null) added.push(settled);
    else await updateLine(tx, own.id, settled.into, settled.line);
  }
  // What is held is bounded by the limits on places. What is not comes after it, as far as the cart has room.
  const held = added.filter((one) => one.held);
  const room = Math.max(0, limits.linesPerCart - own.lines.length - held.length);
  const others = added.filter((one) => !one.held).slice(0, room);
  for (const { line } of [...held, ...others]) await insertLine(tx, own.id, line);
  if (own.period !== null) await extendHolds(tx, { cartId: own.id, expiresAt: own.period.expiresAt });
  await writePeriod(tx, own.id, own.period);
  await deleteCart(tx, guest.id);
}

async function accountCartId(tx: Tx, accountId: string): Promise<string> {
  const owner = { kind: 'account', accountId } as const;
  const known = await readCart(tx, owner);
  if (known !== null) return known.id;
  // Not opened here: both carts are locked together, by id.
  await insertCart(tx, uuidv7(), owner);
  const made = await readCart(tx, owner);
  if (made === null) throw new Error('the cart of an account is gone');
  return made.id;
}

interface Settled {
  /** The line of the account's cart that says it from now on; null: it becomes a line of its own. */
  into: string | null;
  line: Line;
  held: boolean;
}

/** Decides what a guest's line becomes, and holds it as one with the account's line of the same offer. */
async function settleLine(
  tx: Tx,
  carts: { own: OpenCart; guest: OpenCart; adopted: ReadonlySet<string> },
  { line, terms }: { line: Line; terms: SaleTerms | undefined },
): Promise<Settled> {
  const { own, guest, adopted } = carts;
  const same = own.lines.find((other) => saleKey(other) === saleKey(line));
  const into = same?.id ?? null;
  const sources = same === undefined ? [line] : [same, line];
  const wereHeld = sources.filter((source) => isHeld(source === line ? guest : own, source));
  const areHeld = wereHeld.filter((source) => source !== line || adopted.has(source.holdId));
  const quantity = Math.min(sumOf(wereHeld.length > 0 ? wereHeld : sources), limits.quantityPerLine);
  const [kept] = areHeld;
  if (kept !== undefined && areHeld.length === 1 && kept.quantity === quantity) return { into, line: kept, held: true };
  const atLeast = areHeld.length === 1 ? sumOf(areHeld) + 1 : 1;
  const insteadOf = areHeld.map((source) => source.holdId);
  const joins = terms !== undefined && wereHeld.length > 0;
  const change = joins ? await holdAsManyAs(tx, own, { terms, quantity, atLeast, insteadOf }) : null;
  if (change !== null) return { into, line: { ...line, ...change }, held: true };
  if (kept === undefined) return { into, line: { ...line, quantity }, held: false };
  // The offer is gone from the catalogue, so that two holds cannot become one.
  await releaseHolds(tx, areHeld.slice(1));
  return { into, line: kept, held: true };
}

/** Holds as many units as can be, from `quantity` down to `atLeast`; null when not even that. */
async function holdAsManyAs(
  tx: Tx,
  cart: OpenCart,
  wanted: { terms: SaleTerms; quantity: number; atLeast: number; insteadOf: readonly string[] },
): Promise<LineChange | null> {
  const { terms, insteadOf } = wanted;
  for (let quantity = wanted.quantity; quantity >= wanted.atLeast; quantity -= 1) {
    const change = await holdLine(tx, cart, { terms, quantity, insteadOf });
    if (!isRefusal(change)) return change;
  }
  return null;
}

function sumOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}
