import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { orderMayBecome, orderStatuses } from '@og-tickets/contract/rules/order-states.ts';
import { paymentMayBecome, paymentStatuses } from '@og-tickets/contract/rules/payment-states.ts';
import { refundMayBecome, refundStatuses } from '@og-tickets/contract/rules/refund-states.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestShop, type TestShop } from '../../../test/harness.ts';

let shop: TestShop;

beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

/** The transitions of a rule as the database's triggers name them, after the status that all begin with. */
function wordsOf<Status extends string>(
  statuses: readonly [Status, ...Status[]],
  mayBecome: (from: Status, to: Status) => boolean,
): string[] {
  const steps = statuses.flatMap((from) =>
    statuses.flatMap((to) => (from !== to && mayBecome(from, to) ? [`${from}>${to}`] : [])),
  );
  return [statuses[0], ...steps];
}

const tables = {
  'orders.orders': wordsOf(orderStatuses, orderMayBecome),
  'payments.payments': wordsOf(paymentStatuses, paymentMayBecome),
  'payments.refunds': wordsOf(refundStatuses, refundMayBecome),
};

describe.each(Object.entries(tables))('%s', (table, words) => {
  test('has the contract’s transitions as a wall of its own', async () => {
    const { rows } = await sql<{ args: Buffer }>`
      SELECT tgargs AS args FROM pg_trigger WHERE tgrelid = ${table}::regclass AND tgname = 'transitions'`.execute(
      shop.db,
    );
    const [first, ...steps] = (rows[0]?.args.toString('utf8') ?? '').split('\0').filter(Boolean);
    expect([first, ...steps.toSorted()]).toEqual([words[0], ...words.slice(1).toSorted()]);
  });

  test('is given a status by one statement of ours and nowhere else', () => {
    const [schema = '', name = ''] = table.split('.');
    const writers = sources(new URL('../..', import.meta.url).pathname).filter(({ text }) => {
      const writes = new RegExp(
        `(updateTable\\('${schema}\\.${name}'|UPDATE ${schema}\\.${name}\\b)[\\s\\S]{0,400}?\\bstatus\\b\\s*[:=]`,
      );
      return writes.test(text.replaceAll(/\.where\([^\n]*\)/g, ''));
    });
    const only = { 'orders.orders': 'orders/sql/orders.ts', 'payments.payments': 'payments/sql/payments.ts' };
    const expected = Object.entries(only).find(([one]) => one === table)?.[1] ?? 'payments/sql/refunds.ts';
    expect(writers.map(({ path }) => path.split('/modules/')[1])).toEqual([expected]);
  });
});

/** The sources of the server without its tests. */
function sources(folder: string): { path: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => ({ path: join(folder, path), text: readFileSync(join(folder, path), 'utf8') }));
}

test('a status that the table does not allow is refused by the database, whatever the code does', async () => {
  const buyer = await shop.make.login();
  const order = await shop.make.order(buyer, await shop.make.session());
  const set = (status: string) =>
    sql`UPDATE orders.orders SET status = ${status} WHERE code = ${order.code}`.execute(shop.db);
  await expect(set('refunded')).rejects.toThrow('cannot go from pending to refunded');
  await expect(set('partially_refunded')).rejects.toThrow('cannot go from pending to partially_refunded');
  const paid = await shop.make.pay(buyer, order);
  await expect(set('expired')).rejects.toThrow('cannot go from paid to expired');
  const money = sql`UPDATE payments.payments SET status = 'failed', reason = 'card_declined' WHERE id = ${paid.payment.id}`;
  await expect(money.execute(shop.db)).rejects.toThrow('cannot go from succeeded to failed');
});
