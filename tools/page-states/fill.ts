import { sql } from 'kysely';
import type { Client } from '../../server/test/client.ts';
import type { MadeAccount, MadeSession } from '../../server/test/factory.ts';
import { buyTicket, scan } from '../../server/test/gate.ts';
import type { TestShop } from '../../server/test/harness.ts';
import { Scanner } from '../../server/test/offline-scanner.ts';
import { loginAsAdmin, refundByAdmin, runDone, startRun } from '../../server/test/refunds.ts';
import { type FilledShop, fillShop } from '../proofs/lib/every-page.ts';

/** A shop with everything that a page may have to show. */
export interface ShownShop extends FilledShop {
  /** The API as the customer and as the admin use it. */
  buyer: Client;
  office: Client;
  /** Has bought nothing. */
  newcomer: MadeAccount;
  /** Sessions that say something else than "on sale". */
  soldOut: MadeSession;
  cancelled: MadeSession;
  notYet: MadeSession;
  /** Tickets of the customer that let nobody in any more. */
  usedTicket: string;
  refundedTicket: string;
  /** An order of a session that was cancelled. */
  changedOrder: string;
  /** Codes of tickets for the gate. */
  codes: { used: string; elsewhere: string };
}

/** Fills a shop: a catalogue, orders in every state, scans, a double entry, runs of a cancelled session. */
export async function fillShownShop(shop: TestShop): Promise<ShownShop> {
  const filled = await fillShop(shop);
  const buyer = await shop.make.login(filled.customer);
  const office = await loginAsAdmin(shop, filled.admin);
  const titled = (title: string, wanted = {}) => shop.make.session({ title, ...wanted });
  const one = [{ category: 'A', capacity: 1, pricePerPlaceCents: 5_000 }];
  const soldOut = await titled('Finale du tournoi', { categories: one });
  await buyTicket(shop, soldOut);
  const notYet = await titled('Demi-finale du tournoi');
  await shop.db
    .updateTable('catalog.sessions')
    .set({ sales_open_at: sql<Date>`now() + interval '4 days'` })
    .where('id', '=', notYet.id)
    .execute();
  const cancelled = await titled('Quart de finale');
  const changed = await buyTicket(shop, cancelled, 'duo', buyer);
  const run = await startRun(office, cancelled, { kind: 'cancelled' });
  await runDone(shop, office, run.body);
  const [used, twice, refunded, elsewhere] = [
    await buyTicket(shop, filled.session, 'solo', buyer),
    await buyTicket(shop, filled.session, 'solo', buyer),
    await buyTicket(shop, filled.session, 'duo', buyer),
    await buyTicket(shop, await titled('Match de classement')),
  ];
  await refundByAdmin(office, { code: refunded.ticket.orderCode });
  await scanSome(shop, filled, { used: used.code, twice: twice.code, elsewhere: elsewhere.code });
  await shop.caughtUp();
  return {
    ...filled,
    buyer,
    office,
    newcomer: await shop.make.account(),
    soldOut,
    cancelled,
    notYet,
    usedTicket: used.ticket.id,
    refundedTicket: refunded.ticket.id,
    changedOrder: changed.ticket.orderCode,
    codes: { used: used.code, elsewhere: elsewhere.code },
  };
}

/** Some enter, one of them by a scanner without network once more, and others are refused. */
async function scanSome(
  shop: TestShop,
  filled: FilledShop,
  codes: { used: string; twice: string; elsewhere: string },
): Promise<void> {
  const controller = await shop.make.login(filled.controller);
  await scan(controller, filled.session, codes.used);
  await scan(controller, filled.session, codes.used, { gate: 'B' });
  await scan(controller, filled.session, codes.twice);
  await scan(controller, filled.session, codes.elsewhere);
  const scanner = await Scanner.enrolled(shop.db, 'Terminal 2');
  await scanner.scan(filled.session, codes.twice, { gate: 'C' });
  await scanner.sync(controller);
}

/** An order that waits for its money, and places in the cart: both end after a quarter of an hour. */
export async function holdSomething(shop: TestShop, { buyer, firstCode }: ShownShop): Promise<{ payment: string }> {
  const { body } = await buyer.get<{ categories: { category: string; tariffs: { offer: string }[] }[] }>(
    `/sessions/${firstCode}`,
  );
  const category = body.categories[0]?.category ?? '';
  const offer = body.categories[0]?.tariffs[0]?.offer ?? '';
  const order = await shop.make.order(buyer, { id: 0, code: firstCode }, { category, offer });
  const line = { session: firstCode, category, offer, quantity: 2 };
  const { status } = await buyer.post('/cart/lines', line);
  if (status !== 201) throw new Error(`no places in the cart: ${status}`);
  return { payment: order.payment.id };
}
