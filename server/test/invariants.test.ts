import type { Order } from '@og-tickets/contract/orders.ts';
import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { numberDocuments } from '../src/modules/accounting/index.ts';
import type { BankBooks } from '../src/simulated-bank/export-books.ts';
import { booksOf } from './bank.ts';
import { startTestShop, type TestShop } from './harness.ts';
import { checkInvariants } from './invariants.ts';
import { type ChangedCharge, unguarded, violationsOf, withCharge } from './planted-rows.ts';

let shop: TestShop;
let paid: Order;
let pending: Order;

beforeAll(async () => {
  shop = await startTestShop();
  const buyer = await shop.make.login();
  const session = await shop.make.session();
  paid = await shop.make.pay(buyer, await shop.make.order(buyer, session, { offer: 'duo', quantity: 2 }));
  pending = await shop.make.order(buyer, session);
});
afterAll(() => shop.close());

/** What the check says once these rows are planted; they are gone afterwards. */
const violationsWith = (...planted: RawBuilder<unknown>[]) => violationsOf(shop, booksOf(shop), planted);
/** The same with other books of the bank. */
const violationsWithBooks = (books: BankBooks, ...planted: RawBuilder<unknown>[]) => violationsOf(shop, books, planted);
/** The bank's books with something else about the charge of an order. */
const booksWith = (order: Order, over: ChangedCharge) => withCharge(booksOf(shop), order, over);

const captured = (ageMs: number) => ({ status: 'captured', capturedMs: Date.now() - ageMs });

const ofPaid = (): RawBuilder<unknown> => sql`order_id = (SELECT id FROM orders.orders WHERE code = ${paid.code})`;

test('a shop in order breaks none', async () => {
  expect(await checkInvariants(shop.db, { settled: true, books: booksOf(shop) })).toEqual([]);
  expect(await violationsWith()).toEqual([]);
});

describe('each invariant is seen to fire', () => {
  test('places beyond the capacity', async () => {
    const found = await violationsWith(
      sql`ALTER TABLE inventory.inventory DROP CONSTRAINT taken_within_capacity`,
      sql`UPDATE inventory.inventory SET capacity = 3`,
    );
    expect(found).toEqual([expect.stringMatching(/5 places taken of 3$/)]);
  });

  test('places that nobody holds', async () => {
    const found = await violationsWith(sql`UPDATE inventory.inventory SET taken = taken + 1`);
    expect(found).toEqual([expect.stringMatching(/6 places taken, but 1 held and 4 on tickets$/)]);
  });

  test('a paid line without one of its tickets', async () => {
    const found = await violationsWith(
      sql`UPDATE inventory.inventory SET taken = taken - 2`,
      sql`DELETE FROM tickets.tickets WHERE unit = 2`,
    );
    expect(found).toContain(`order ${paid.code} line 0: 1 tickets for a quantity of 2`);
    expect(found).toContain(`order ${paid.code}: 18000 cents captured, 0 go back, and its live tickets cost 9000`);
  });

  test('tickets of an order that was not paid', async () => {
    const found = await violationsWith(
      unguarded('orders.orders'),
      sql`UPDATE orders.orders SET status = 'expired' WHERE code = ${paid.code}`,
    );
    expect(found.filter((one) => /belongs to order \w{6}, which is expired$/.test(one))).toHaveLength(2);
    expect(found).toContain(`order ${paid.code} is expired with 2 of 2 tickets live`);
  });

  test('more given back than taken', async () => {
    const found = await violationsWith(
      sql`INSERT INTO payments.refunds (id, payment_id, amount_cents, reason)
          SELECT gen_random_uuid(), ${paid.payment.id}, cents, 'planted' FROM unnest(ARRAY[10000, 8001]) AS cents`,
    );
    expect(found).toContainEqual(expect.stringMatching(/\(succeeded\): 18001 cents to be given back of 18000$/));
    expect(found).toContain(`payment ${paid.payment.id}: 0 cents set aside to go back, but its refunds are 18001`);
  });

  test('money given back that never came', async () => {
    const found = await violationsWith(
      sql`INSERT INTO payments.refunds (id, payment_id, amount_cents, reason)
          VALUES (gen_random_uuid(), ${pending.payment.id}, 1, 'planted')`,
    );
    expect(found).toContainEqual(expect.stringMatching(/\(requires_payment\): 1 cents to be given back/));
  });

  test('more people inside than places', async () => {
    const found = await violationsWith(
      sql`ALTER TABLE tickets.tickets DROP CONSTRAINT inside_within_places`,
      sql`UPDATE tickets.tickets SET entries = 3 WHERE unit = 1`,
    );
    expect(found).toEqual([
      expect.stringMatching(/3 entries and 0 exits for 2 places, and no conflict$/),
      expect.stringMatching(/3 entries and 0 exits, but its scans are 0 and 0$/),
    ]);
  });

  test('an entry without a scan, a mark without a conflict, a scan taken back by nobody', async () => {
    const entered = await violationsWith(sql`UPDATE tickets.tickets SET entries = 1 WHERE unit = 1`);
    expect(entered).toEqual([expect.stringMatching(/1 entries and 0 exits, but its scans are 0 and 0$/)]);
    const marked = await violationsWith(sql`UPDATE tickets.tickets SET conflict = 'open' WHERE unit = 1`);
    expect(marked).toEqual([expect.stringMatching(/its mark is open, and 0 conflicts about it are open$/)]);
    const undone = await violationsWith(
      sql`INSERT INTO admissions.scans (id, request_hash, session_id, gate, controller_id, direction, verdict, reason, places,
            result, scanned_at, state)
          VALUES (gen_random_uuid(), '', 1, 'A', gen_random_uuid(), 'in', 'admitted', 'ok', 1, '{}', now(), 'undone')`,
    );
    expect(undone).toEqual([expect.stringMatching(/is undone, and no correction says so$/)]);
  });

  test('a ticket in an account that nobody gave it to', async () => {
    const found = await violationsWith(sql`UPDATE tickets.tickets SET account_id = gen_random_uuid() WHERE unit = 1`);
    expect(found).toEqual([expect.stringMatching(/neither bought it nor accepted it last$/)]);
  });

  test('a ticket that changed hands and kept its codes, and one offered by a stranger', async () => {
    const plant = (unit: number, rest: RawBuilder<unknown>): RawBuilder<unknown> => sql`
      INSERT INTO tickets.transfers (id, ticket_id, from_account, token_hash, locale, from_generation, expires_at,
          status, to_account, accepted_at)
        SELECT gen_random_uuid(), id, gen_random_uuid(), sha256(id::text::bytea), 'fr', generation,
          now() + interval '1 hour', ${rest} FROM tickets.tickets WHERE unit = ${unit}`;
    const kept = await violationsWith(plant(1, sql`'accepted', account_id, now()`));
    expect(kept).toEqual([expect.stringMatching(/accepted away from generation 1, and is still of 1$/)]);
    const stranger = await violationsWith(plant(2, sql`'offered', NULL, NULL`));
    expect(stranger).toEqual([expect.stringMatching(/offered by an account that does not have it$/)]);
  });

  test('two orders under one key', async () => {
    const found = await violationsWith(
      sql`ALTER TABLE orders.orders DROP CONSTRAINT orders_account_id_idempotency_key_key`,
      sql`UPDATE orders.orders SET idempotency_key = 'same'`,
    );
    expect(found).toEqual([expect.stringMatching(/2 orders under one key$/)]);
  });

  test('captured money without tickets or refund', async () => {
    const known = [
      sql`UPDATE payments.payments SET status = 'succeeded', succeeded_at = now() - interval '1 second'
          WHERE id = ${pending.payment.id}`,
    ];
    expect(await violationsWithBooks(booksWith(pending, captured(1_000)), ...known)).toContainEqual(
      expect.stringMatching(/: captured, but neither tickets nor a refund$/),
    );
  });

  test('tickets kept although all the money goes back', async () => {
    const found = await violationsWith(
      sql`INSERT INTO payments.refunds (id, payment_id, amount_cents, reason)
          VALUES (gen_random_uuid(), ${paid.payment.id}, 18000, 'planted')`,
    );
    expect(found).toContainEqual(expect.stringMatching(/: both tickets and the whole amount back$/));
    expect(found).toContain(`order ${paid.code}: 18000 cents captured, 18000 go back, and its live tickets cost 18000`);
  });

  test('a total that is not the sum of the lines', async () => {
    const found = await violationsWith(sql`DELETE FROM orders.lines WHERE ${ofPaid()}`);
    expect(found).toContain(`order ${paid.code}: 18000 cents in all, but its lines are 0`);
  });

  test('a payment of another amount than its order', async () => {
    const found = await violationsWith(
      sql`UPDATE payments.payments SET amount_cents = 4999 WHERE id = ${pending.payment.id}`,
    );
    expect(found).toEqual([`order ${pending.code}: 5000 cents, its payment 4999`]);
  });

  test('money at the bank that the shop does not know of', async () => {
    const found = await violationsWithBooks(booksWith(pending, captured(1_000)));
    expect(found).toEqual([expect.stringMatching(/5000 cents\): the shop's payment is requires_payment$/)]);
  });

  test('money that the shop claims and the bank never took', async () => {
    const found = await violationsWithBooks(booksWith(paid, { status: 'closed', capturedMs: null }));
    expect(found).toEqual([`payment ${paid.payment.id} is succeeded, but the bank took nothing`]);
  });

  test('a refund that only one of the two knows of', async () => {
    const atBank = await violationsWithBooks(booksWith(paid, { refundedCents: 7 }));
    expect(atBank).toEqual([expect.stringMatching(/the bank gave 7 cents back, the shop knows of 0$/)]);
    const atShop = await violationsWith(
      unguarded('payments.refunds'),
      sql`INSERT INTO payments.refunds (id, payment_id, amount_cents, reason, status, succeeded_at)
          VALUES (gen_random_uuid(), ${paid.payment.id}, 9, 'planted', 'succeeded', now())`,
    );
    expect(atShop).toContainEqual(expect.stringMatching(/the bank gave 0 cents back, the shop knows of 9$/));
    expect(atShop).toContainEqual(expect.stringMatching(/the books say cash 18000, .* it says 17991, /));
  });

  test('a ticket taken back without its money, its places or its order knowing of it', async () => {
    const found = await violationsWith(sql`UPDATE tickets.tickets SET status = 'refunded' WHERE unit = 1`);
    expect(found).toContain(`order ${paid.code} is paid with 1 of 2 tickets live`);
    expect(found).toContainEqual(
      expect.stringMatching(/is refunded, but no cancellation names it and its places did not/),
    );
    expect(found).toContainEqual(expect.stringMatching(/^hold .*: 4 places sold, but its tickets admit 2$/));
  });

  test('a cancellation of another amount than its tickets and its refund', async () => {
    const found = await violationsWith(
      sql`INSERT INTO orders.cancellations (id, order_id, decided_by, account_id, amount_cents, refund_id)
          SELECT gen_random_uuid(), id, 'buyer', account_id, 5, gen_random_uuid() FROM orders.orders
          WHERE code = ${paid.code}`,
    );
    expect(found).toContainEqual(expect.stringMatching(/^cancellation .*: 5 cents, its tickets , its refund $/));
  });
});

describe('the books', () => {
  const open = (table: string): RawBuilder<unknown> => unguarded(`accounting.${table}`);

  test('places beyond the limits of an account, in one session and in all', async () => {
    const found = await violationsWith(
      sql`UPDATE inventory.holds SET limit_per_session = 3, limit_per_account = 4 WHERE state IN ('sold', 'claimed')`,
    );
    expect(found).toEqual([
      expect.stringMatching(/^account .*: 5 places in session \d+, 3 allowed$/),
      expect.stringMatching(/^account .*: 5 places in all, 4 allowed$/),
    ]);
  });

  test('an entry that nothing balances', async () => {
    const found = await violationsWith(
      open('entries'),
      sql`UPDATE accounting.entries SET amount_cents = amount_cents + 1 WHERE account = 'provider_clearing'`,
    );
    expect(found).toEqual([
      expect.stringMatching(/^transaction \d+: its entries sum to 1 cents$/),
      expect.stringMatching(/^order .*: its entries sum to 1 cents$/),
      'the ledger: its entries sum to 1 cents',
      expect.stringMatching(/the books say cash 18001, sold 18000, VAT 938; it says 18000, 18000 and 938$/),
    ]);
  });

  test('revenue that is VAT', async () => {
    const found = await violationsWith(
      open('entries'),
      sql`UPDATE accounting.entries SET amount_cents = amount_cents + CASE account WHEN 'revenue' THEN 1 ELSE -1 END
          WHERE account IN ('revenue', 'vat_payable')`,
    );
    expect(found).toEqual([
      expect.stringMatching(/the books say cash 18000, sold 18000, VAT 939; it says 18000, 18000 and 938$/),
      expect.stringMatching(/a sale of 18000 cents with 939 of VAT is booked, its document says 18000 and 938$/),
    ]);
  });

  test('tickets taken back that the books still have as sold', async () => {
    const found = await violationsWith(
      sql`UPDATE inventory.inventory SET taken = taken - 2`,
      sql`UPDATE tickets.tickets SET status = 'refunded' WHERE unit = 2`,
      sql`INSERT INTO payments.refunds (id, payment_id, amount_cents, reason)
          VALUES (gen_random_uuid(), ${paid.payment.id}, 9000, 'planted')`,
    );
    expect(found).toContainEqual(
      expect.stringMatching(/the books say cash 18000, sold 18000, VAT 938; it says 18000, 9000 and 469$/),
    );
  });

  test('a sale without its invoice, and a paid order that is not in the books', async () => {
    const lost = await violationsWith(
      open('documents'),
      open('document_lines'),
      sql`DELETE FROM accounting.document_lines`,
      sql`DELETE FROM accounting.buyers`,
      sql`DELETE FROM accounting.documents`,
    );
    expect(lost).toEqual([expect.stringMatching(/a sale of 18000 cents .* its document says 0 and 0$/)]);
    const unbooked = await violationsWith(
      open('transactions'),
      sql`UPDATE accounting.transactions SET reference = 'other' WHERE kind = 'sale'`,
    );
    expect(unbooked).toEqual([`order ${paid.code}: paid, but not in the books as sold`]);
  });

  test('a number that is missing, and one that is out of order', async () => {
    await numberDocuments(shop.platform);
    const missing = await violationsWith(open('documents'), sql`UPDATE accounting.documents SET sequence = 2`);
    expect(missing).toEqual([expect.stringMatching(/^invoices of \d{4}: 1 numbers up to 2$/)]);
    const late = await violationsWith(
      open('documents'),
      sql`INSERT INTO accounting.transactions (kind, reference, order_id) VALUES ('sale', 'planted', gen_random_uuid())`,
      sql`INSERT INTO accounting.documents (id, transaction_id, kind, order_id, order_code, account_id,
            locale, terms_version, ordered_at, total_cents, vat_cents, year, sequence, issued_at, seller_id)
          SELECT gen_random_uuid(), (SELECT id FROM accounting.transactions WHERE reference = 'planted'), kind,
            gen_random_uuid(), order_code, account_id, locale, terms_version, ordered_at, 0, 0, year,
            sequence + 1, issued_at - interval '1 second', seller_id
          FROM accounting.documents`,
    );
    expect(late).toEqual([expect.stringMatching(/^invoice \d{4}\/2 was issued before the number below it$/)]);
  });
});

test('money of the last minute may still be on its way', async () => {
  const books = booksWith(pending, captured(0));
  expect(await checkInvariants(shop.db, { books })).toEqual([]);
  expect(await checkInvariants(shop.db, { settled: true, books: booksWith(pending, captured(1)) })).toHaveLength(1);
});
