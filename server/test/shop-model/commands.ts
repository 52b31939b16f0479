import fc from 'fast-check';
import { sql } from 'kysely';
import { createAddLine } from '../../src/modules/carts/index.ts';
import { changeLine } from '../../src/modules/carts/actions/change-line.ts';
import { removeLine } from '../../src/modules/carts/actions/remove-line.ts';
import { freeExpiredHolds } from '../../src/modules/inventory/actions/free-expired-holds.ts';
import { setCapacities } from '../../src/modules/inventory/index.ts';
import { cancelOrder } from '../../src/modules/orders/actions/cancel-order.ts';
import { expireOrder } from '../../src/modules/orders/actions/expire-order.ts';
import { placeOrder } from '../../src/modules/orders/actions/place-order.ts';
import { refundOrder } from '../../src/modules/orders/actions/refund-order.ts';
import { startRefundRun } from '../../src/modules/orders/actions/start-refund-run.ts';
import { readPayment } from '../../src/modules/payments/actions/read-payment.ts';
import { enterPlaces } from '../gate.ts';
import { isRefusal } from '../../src/platform/http/refusal.ts';
import { uuidv7 } from '../../src/platform/keys/random.ts';
import { type ModelLine, type ModelOrder, offers, type ShopModel } from './model.ts';
import { type RealShop, saidOf } from './real-shop.ts';
import { pick, same, Step, type Work } from './step.ts';

const add = (account: number, session: number, offer: ModelLine['offer'], quantity: number): Work => {
  return async (model, real) => {
    const added = await createAddLine(real.platform)({
      sessionCode: real.sessions[session]?.code ?? '',
      category: 'A',
      offer,
      quantity,
      owner: { kind: 'account', accountId: real.accounts[account] ?? '' },
      freshTokenHash: Buffer.alloc(32),
      locale: 'fr',
      claim: null,
      serialize: (body) => Buffer.from(JSON.stringify(body)),
      hasLeft: () => false,
    });
    same('adding', saidOf(added), model.add(account, session, offer, quantity));
  };
};

const change = (account: number, at: number, quantity: number): Work => {
  return async (model, real) => {
    const cart = model.carts[account] ?? [];
    const line = pick(cart, at);
    if (line === undefined) return;
    const { rows } = await sql<{
      id: string;
    }>`SELECT l.id FROM carts.lines AS l JOIN carts.carts AS c ON c.id = l.cart_id
      WHERE c.account_id = ${real.accounts[account]} AND l.session_id = ${real.sessions[line.session]?.id}
        AND l.offer = ${line.offer}`.execute(real.platform.db);
    const owner = { kind: 'account', accountId: real.accounts[account] ?? '' } as const;
    const wanted = { owner, lineId: rows[0]?.id ?? '', quantity };
    if (quantity > 0) {
      const said = await real.tx((tx) => changeLine(tx, wanted));
      return same('changing', saidOf(said), model.change(account, line, quantity));
    }
    same('removing', saidOf(await real.tx((tx) => removeLine(tx, wanted))), 'done');
    cart.splice(cart.indexOf(line), 1);
  };
};

/** The time of a cart's holds goes by; swept or not, they are over. */
const passTime = (account: number, isSwept: boolean): Work => {
  return async (model, real) => {
    const { db } = real.platform;
    await sql`UPDATE inventory.holds SET expires_at = now() - interval '1 second' WHERE state = 'live'
      AND account_id = ${real.accounts[account]}`.execute(db);
    await sql`UPDATE carts.carts SET hold_started_at = hold_started_at - interval '16 minutes',
      hold_expires_at = hold_expires_at - interval '16 minutes' WHERE account_id = ${real.accounts[account]}`.execute(
      db,
    );
    for (const line of model.carts[account] ?? []) line.isHeld = false;
    if (isSwept) await freeExpiredHolds(db);
  };
};

const order = (account: number): Work => {
  return async (model, real) => {
    const accountId = real.accounts[account] ?? '';
    const { platform } = real;
    const cart = await platform.db
      .selectFrom('carts.carts')
      .select('id')
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    if (cart === undefined) return;
    const request = { accountId, cartId: cart.id, idempotencyKey: uuidv7(), locale: 'fr' } as const;
    const placed = await placeOrder(platform, request);
    const told = model.order(account);
    if (typeof told === 'string' || isRefusal(placed)) {
      return same('ordering', saidOf(placed), typeof told === 'string' ? told : 'done');
    }
    model.orders.push({
      code: placed.code,
      paymentId: placed.payment.id,
      secret: placed.payment.clientSecret ?? '',
      account,
      lines: told,
      status: 'pending',
      charge: 'open',
      isSettled: false,
      refundedCents: 0,
      tickets: [],
    });
    same(
      'the total',
      placed.total.cents,
      told.reduce((sum, line) => sum + line.quantity * offers[line.offer].cents, 0),
    );
  };
};

const outcomes = { ok: 'captured', fail: 'card_declined', unknown: 'requires_action', late: 'captured' } as const;

/** What the payer does at the bank; `late` is money that the bank takes although the charge was closed. */
const pay = (at: number, how: 'ok' | 'fail' | 'unknown' | 'late'): Work => {
  return async (model, real) => {
    const paid = pick(model.orders, at);
    if (paid === undefined || (how === 'late') !== (paid.charge === 'closed')) return;
    real.bank.pay(paid.secret, outcomes[how], how === 'late');
    if (how === 'ok' || how === 'late') paid.charge = 'captured';
  };
};

/** A webhook, any of those on their way; it may come again. */
const tell = (at: number, stays: boolean): Work => {
  return async (model, real) => {
    const body = pick(real.bank.events, at);
    if (body === undefined) return;
    if (!stays) real.bank.events.splice(real.bank.events.indexOf(body), 1);
    same('a webhook', saidOf(await real.tell(body)), 'done');
    const { charge }: { charge: { merchantReference: string; state: string } } = JSON.parse(body);
    const of = model.orders.find((one) => one.paymentId === charge.merchantReference);
    if (of !== undefined && charge.state === 'captured') model.learn(of);
  };
};

function withOrder(at: number, work: (found: ModelOrder, model: ShopModel, real: RealShop) => Promise<void>): Work {
  return async (model, real) => {
    const found = pick(model.orders, at);
    if (found !== undefined) await work(found, model, real);
  };
}

const comeBack = (at: number): Work =>
  withOrder(at, async (found, model, real) => {
    // A payment that was closed is not asked about again: late money comes by a webhook.
    const asks = found.status === 'pending' || found.isSettled;
    await readPayment(real.platform, { paymentId: found.paymentId, accountId: real.accounts[found.account] ?? '' });
    if (asks && found.charge === 'captured') model.learn(found);
  });

const expire = (at: number): Work =>
  withOrder(at, async (found, model, real) => {
    const { platform } = real;
    const { rows } = await sql<{ id: string }>`UPDATE orders.orders SET expires_at = now() - interval '1 second'
      WHERE code = ${found.code} RETURNING id`.execute(platform.db);
    await expireOrder(platform, rows[0]?.id ?? '');
    model.end(found, 'expired');
  });

const takeBack = (at: number, ticketAt: number | null, by: 'cancel' | 'refund'): Work =>
  withOrder(at, async (found, model, real) => {
    const ticket = ticketAt === null ? null : (pick(found.tickets, ticketAt) ?? null);
    const tickets = ticket === null ? undefined : [await real.ticketId(found.code, ticket.line, ticket.unit)];
    const wish = { code: found.code, tickets, expectedCents: undefined, locale: 'fr' } as const;
    if (by === 'cancel') {
      const accountId = real.accounts[found.account] ?? '';
      const said = await cancelOrder(real.platform, { ...wish, accountId });
      return same('cancelling', saidOf(said), model.cancel(found, ticket));
    }
    const said = await refundOrder(real.platform, {
      ...wish,
      accountId: real.accounts[3] ?? '',
      actor: shopItself,
      reason: 'Geste',
    });
    same('refunding', saidOf(said), model.refund(found, ticket));
  });

const enter = (at: number, ticketAt: number): Work =>
  withOrder(at, async (found, _model, real) => {
    const ticket = pick(found.tickets, ticketAt);
    if (ticket === undefined) return;
    const ticketId = await real.ticketId(found.code, ticket.line, ticket.unit);
    const entry = { ticketId, generation: 1, kind: 'rotating', places: 1, gate: 'A' } as const;
    const entered = await real.tx((tx) => enterPlaces(tx, entry));
    const lets = ticket.status === 'valid';
    same('entering', entered !== null, lets);
    if (!lets) return;
    ticket.entries += 1;
    if (ticket.entries === offers[ticket.offer].places) ticket.status = 'used';
  });

const setCapacity = (session: number, capacity: number): Work => {
  return async (model, real) => {
    await freeExpiredHolds(real.platform.db);
    const wanted = [{ sessionId: real.sessions[session]?.id ?? 0, category: 'A', capacity }];
    const refused = await real.tx((tx) => setCapacities(tx, wanted));
    same('a capacity', refused === null, model.setCapacity(session, capacity));
  };
};

const shopItself = { accountId: null, role: 'system' } as const;

const cancelSession = (session: number): Work => {
  return async (model, real) => {
    const reason = { fr: 'Orage', en: 'Thunderstorm' };
    const wish = { code: real.sessions[session]?.code ?? '', kind: 'cancelled', reason } as const;
    const said = await startRefundRun(real.platform, wish, {
      accountId: real.accounts[3] ?? '',
      actor: shopItself,
      locale: 'fr',
    });
    same('cancelling a session', saidOf(said), model.cancelSession(session));
  };
};

const n = fc.nat({ max: 5 });
const account = fc.nat({ max: 2 });
const session = fc.constantFrom(0, 0, 0, 1);
const offer = fc.constantFrom<ModelLine['offer']>('solo', 'solo', 'duo');
const flag = fc.boolean();
const maybe = fc.option(n, { nil: null, freq: 3 });

function step<T extends unknown[]>(
  name: string,
  parts: { [K in keyof T]: fc.Arbitrary<T[K]> },
  make: (...args: T) => Work,
) {
  return fc.tuple<T>(...parts).map((args) => new Step(`${name}(${args.map(String).join(', ')})`, make(...args)));
}

const adds = step('add', [account, session, offer, fc.integer({ min: 1, max: 3 })], add);
const orders = step('order', [account], order);
const pays = step(
  'pay',
  [n, fc.constantFrom('ok' as const, 'ok' as const, 'fail' as const, 'unknown' as const, 'late' as const)],
  pay,
);
const tells = step('webhook', [n, flag], tell);
const takesBack = step('take back', [n, maybe, fc.constantFrom('cancel' as const, 'refund' as const)], takeBack);

const likely = [adds, adds, adds, orders, orders, pays, pays, tells, tells, takesBack, takesBack];

/** Everything that happens, the likely more often. */
export const everything: fc.Arbitrary<Step>[] = [
  ...likely,
  step('change', [account, n, fc.nat({ max: 4 })], change),
  step('pass time', [account, flag], passTime),
  step('come back', [n], comeBack),
  step('expire', [n], expire),
  step('enter', [n, n], enter),
  step('capacity', [session, fc.nat({ max: 9 })], setCapacity),
  step('cancel session', [fc.constant(1)], cancelSession),
];
