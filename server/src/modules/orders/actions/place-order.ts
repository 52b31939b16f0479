import type { Locale } from '@og-tickets/contract/common.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { termsVersion } from '@og-tickets/contract/terms.ts';
import { type Tx, withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import { randomBytes, uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type CartForOrder, takeCartForOrder } from '../../carts/index.ts';
import { readSaleTermsOfMany, saleKey } from '../../catalog/index.ts';
import { claimHolds, liveHolds } from '../../inventory/index.ts';
import { settingsOf } from '../../settings/index.ts';
import { createPayment, paymentsOfOrders, startPayment } from '../../payments/index.ts';
import { lineAmountCents, orderCodeFrom, payBefore, totalsOf } from '../rules/totals.ts';
import { insertLines, type LineRow } from '../sql/lines.ts';
import { findOrderByKey, insertOrder, lockOrder, lockRequest, readNow } from '../sql/orders.ts';
import { orderById } from '../views/order.ts';
import { expireOrderJob } from './expire-order.ts';
import { sellOrder } from './settle-order.ts';

interface OrderRequest {
  accountId: string;
  cartId: string;
  idempotencyKey: string;
  locale: Locale;
}

/** Codes that are tried before giving up; with a million orders one in 480 is taken. */
const codeTries = 20;
/** Enough for six letters: one byte in 64 cannot be used. */
const codeBytes = 16;

/**
 * Turns a cart into an order to be paid: claims its holds, prices it by the catalogue, writes order, lines and payment,
 * and sets its end, all in one transaction; an order of nothing is paid in it. The same key of the same account gives the same order again, for ever,
 * also while the sale is closed, when no new one is placed.
 */
export async function placeOrder(platform: Platform, request: OrderRequest): Promise<Order | Refusal> {
  const { db } = platform;
  const saleClosed = await settingsOf(platform).isSaleClosed();
  const placed = await withTx(db, (tx) => write(tx, platform, { ...request, saleClosed }));
  if (isRefusal(placed)) return placed;
  await startPaymentOf(platform, placed.orderId);
  return orderById(db, placed.orderId, request.locale);
}

/** Tells the provider of a new order. When it cannot be reached the order stands, and the payment page asks again. */
async function startPaymentOf(platform: Platform, orderId: string): Promise<void> {
  const payment = (await paymentsOfOrders(platform.db, [orderId])).get(orderId);
  if (payment === undefined) throw new Error(`order ${orderId} has no payment`);
  try {
    await startPayment(platform, payment.id);
  } catch (err) {
    platform.log.error({ err, alert: 'payment_not_started', orderId }, 'the payment provider could not be reached');
  }
}

async function write(
  tx: Tx,
  platform: Platform,
  { saleClosed, ...request }: OrderRequest & { saleClosed: boolean },
): Promise<{ orderId: string } | Refusal> {
  const { accountId, cartId, idempotencyKey } = request;
  await lockRequest(tx, accountId, idempotencyKey);
  const earlier = await findOrderByKey(tx, accountId, idempotencyKey);
  if (earlier !== undefined) {
    return earlier.cart_id === cartId ? { orderId: earlier.id } : refuse('idempotency_key_reused');
  }
  if (saleClosed) return refuse('sale_closed');
  const cart = await takeCartForOrder(tx, { cartId, accountId });
  if (isRefusal(cart)) return cart;
  const orderId = uuidv7();
  const lines = await priceLines(tx, orderId, cart);
  if (isRefusal(lines)) return lines;
  const held = await liveHolds(tx, cartId);
  const expiresAt = payBefore(await readNow(tx), {
    hardCapAt: cart.hardCapAt,
    expiresAt: Array.from(held.values(), (hold) => hold.expiresAt),
  });
  const refused = await claimHolds(tx, { cartId, accountId, orderId, holds: cart.lines, expiresAt });
  if (refused !== null) return refused;
  const { totalCents } = totalsOf(
    lines.map((line) => ({
      quantity: line.quantity,
      unitPriceCents: line.unit_price_cents,
      vatBasisPoints: line.vat_basis_points,
    })),
  );
  const orderCode = await insertUnderFreeCode(tx, { id: orderId, totalCents, expiresAt, termsVersion, ...request });
  await insertLines(tx, lines);
  const payment = await createPayment(tx, platform, {
    orderId,
    orderCode,
    accountId,
    amountCents: totalCents,
    expiresAt,
  });
  if (isRefusal(payment)) return payment;
  if (payment.paid) await sellOrder(platform, tx, await lockOrder(tx, orderId));
  else await enqueue(tx, expireOrderJob, { orderId }, { key: `expire-order:${orderId}`, runAt: expiresAt });
  return { orderId };
}

/** The lines as the catalogue prices them now. Refuses what is not on sale any more. */
async function priceLines(tx: Tx, orderId: string, cart: CartForOrder): Promise<LineRow[] | Refusal> {
  const terms = await readSaleTermsOfMany(tx, cart.lines);
  const lines: LineRow[] = [];
  for (const [position, line] of cart.lines.entries()) {
    const term = terms.get(saleKey(line));
    if (term === undefined || !term.onSale) return refuse('sales_closed');
    // The offer has other places than those held: they must be held anew.
    if (term.places !== line.placesEach) return refuse('hold_expired');
    const { unitPriceCents, vatBasisPoints } = term;
    lines.push({
      order_id: orderId,
      position,
      session_id: line.sessionId,
      category: line.category,
      offer: line.offer,
      quantity: line.quantity,
      places_each: term.places,
      unit_price_cents: unitPriceCents,
      amount_cents: lineAmountCents({ quantity: line.quantity, unitPriceCents, vatBasisPoints }),
      vat_basis_points: vatBasisPoints,
      hold_id: line.holdId,
    });
  }
  return lines;
}

async function insertUnderFreeCode(tx: Tx, order: Omit<Parameters<typeof insertOrder>[1], 'code'>): Promise<string> {
  for (let attempt = 0; attempt < codeTries; attempt += 1) {
    const code = orderCodeFrom(randomBytes(codeBytes));
    if (code !== null && (await insertOrder(tx, { ...order, code }))) return code;
  }
  throw new Error('no free order code was found');
}
