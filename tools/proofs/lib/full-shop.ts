import { sql } from 'kysely';
import { connect, type Db, withTx } from '../../../server/src/platform/database/database.ts';
import type { TestShop } from '../../../server/test/harness.ts';

/** How much a shop that has sold for a year holds. */
export interface Fullness {
  sessions: number;
  orders: number;
}

/** Tickets of each order, which has one line. */
export const ticketsPerOrder = 3;
const accounts = 20;
const yearDays = 365;
/** A statement of the filling takes minutes on a busy machine. */
const answerMs = 3_600_000;

/** An id that says its number, in the order of its table: `019a0000-0000-7<space>00-8000-…`. */
const id = (space: string, n: string) =>
  sql.raw(`('019a0000-0000-7${space}00-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`);
const signs = 'ABCDEFGHJKLMNPQRSTUVWXYZ3789';
const code = sql.raw(
  Array.from({ length: 6 }, (_, k) => `substr('${signs}', (n / ${signs.length ** k}) % ${signs.length} + 1, 1)`).join(
    ' || ',
  ),
);

/** Statements that fill a shop with orders of the last year. Triggers are off: what they would check is made right here. */
function filling({ sessions, orders }: Fullness, buyers: readonly string[]) {
  const each = sql.raw(`generate_series(1, ${orders}) AS n`);
  const moment = sql.raw(`now() - interval '${yearDays} days' * (1 - n::float8 / ${orders})`);
  const session = sql.raw(`(n % ${sessions} + (SELECT min(id) FROM catalog.sessions))`);
  const category = sql.raw(`(ARRAY['A', 'B', 'C', 'D'])[n % 4 + 1]`);
  const buyer = sql`(${sql.raw(`ARRAY['${buyers.join("','")}']::uuid[]`)})[n % ${sql.lit(buyers.length)} + 1]`;
  const offer = sql.raw(`(ARRAY['solo', 'duo', 'famille'])[n % 3 + 1]`);
  return [
    sql`INSERT INTO orders.orders (id, code, account_id, status, total_cents, currency, idempotency_key, cart_id, terms_version,
          expires_at, created_at, paid_at, mailed_at)
        SELECT ${id('1', 'n')}, ${code}, ${buyer}, 'paid', 15000, 'EUR', n::text, ${id('9', 'n')}, '1', ${moment}, ${moment},
          ${moment}, ${moment} FROM ${each}`,
    sql`INSERT INTO orders.lines SELECT ${id('1', 'n')}, 0, ${session}, ${category}, ${offer}, ${sql.lit(ticketsPerOrder)}, 1,
          5000, 15000, 550, ${id('2', 'n')} FROM ${each}`,
    sql`INSERT INTO inventory.holds SELECT ${session}, ${id('2', 'n')}, ${category}, 3, 'sold', ${id('9', 'n')}, ${buyer},
          ${id('1', 'n')}, ${moment}, 6, 30, ${moment} FROM ${each}`,
    sql`INSERT INTO payments.payments (id, order_id, order_code, account_id, provider, amount_cents, currency, status,
          expires_at, created_at, succeeded_at, settled_at)
        SELECT ${id('3', 'n')}, ${id('1', 'n')}, ${code}, ${buyer}, 'simulated-bank', 15000, 'EUR', 'succeeded', ${moment},
          ${moment}, ${moment}, ${moment} FROM ${each}`,
    sql`INSERT INTO tickets.tickets (id, session_id, order_id, order_line, unit, account_id, category, offer, places,
          ticket_key_sealed, pepper_id, fingerprint, issued_at)
        SELECT ${id('4', `n * ${ticketsPerOrder} + unit`)}, ${session}, ${id('1', 'n')}, 0, unit, ${buyer}, ${category}, ${offer}, 1,
          'x', 1, '\\x0000000000000000', ${moment}
        FROM ${each} CROSS JOIN generate_series(1, ${sql.lit(ticketsPerOrder)}) AS unit`,
    sql`INSERT INTO accounting.transactions (kind, reference, order_id, booked_at)
        SELECT kind, ${id('3', 'n')}::text, ${id('1', 'n')}, ${moment}
        FROM ${each} CROSS JOIN (VALUES ('capture'), ('sale')) AS event (kind)`,
    sql`INSERT INTO accounting.entries
        SELECT t.id, side.position, side.account, side.provider, side.rate, side.cents FROM accounting.transactions AS t
        JOIN (VALUES ('capture', 1, 'provider_clearing', 'simulated-bank', NULL, 15000),
          ('capture', 2, 'buyer_deposits', NULL, NULL, -15000), ('sale', 1, 'buyer_deposits', NULL, NULL, 15000),
          ('sale', 2, 'revenue', NULL, 550, -14218), ('sale', 3, 'vat_payable', NULL, 550, -782))
          AS side (kind, position, account, provider, rate, cents) ON side.kind = t.kind`,
    sql`INSERT INTO accounting.sellers (name, address, registration, vat_number, email, is_demo)
        VALUES ('A', 'B', 'C', 'D', 'e@example.org', true)`,
    sql`INSERT INTO accounting.documents (id, transaction_id, kind, order_id, order_code, account_id, locale, terms_version,
          ordered_at, event_at, total_cents, vat_cents, year, sequence, issued_at, seller_id)
        SELECT t.order_id, t.id, 'invoice', t.order_id, o.code, o.account_id, 'fr', '1', o.created_at, o.created_at, 15000, 782,
          extract(year FROM o.created_at), t.id, o.created_at, (SELECT min(id) FROM accounting.sellers)
        FROM accounting.transactions AS t JOIN orders.orders AS o ON o.id = t.order_id WHERE t.kind = 'sale'`,
    sql`INSERT INTO accounting.document_lines
        SELECT l.order_id, 0, s.code, s.title_fr, s.starts_at, s.timezone, 'Arena, Lille', l.category, l.offer, 1, 3, 5000,
          15000, 550, 782 FROM orders.lines AS l JOIN catalog.sessions AS s ON s.id = l.session_id`,
    sql`INSERT INTO admissions.scans (id, request_hash, session_id, gate, controller_id, ticket_id, direction, verdict, reason,
          places, result, scanned_at, received_at, happened_at)
        SELECT ${id('5', 'n')}, '\\x00', ${session}, 'A', ${buyer}, ${id('4', `n * ${ticketsPerOrder} + 1`)}, 'in', 'admitted',
          'admitted', 1, '{}', ${moment}, ${moment}, ${moment} FROM ${each} WHERE n % 2 = 0`,
    sql`INSERT INTO reports.sums SELECT dimension, grain, starts_at, key, sum(sold_units), sum(sold_places), sum(sold_cents),
          sum(sold_vat_cents), sum(returned_units), sum(returned_places), sum(returned_cents), sum(returned_vat_cents)
        FROM reports.grained GROUP BY dimension, grain, starts_at, key`,
    sql`UPDATE inventory.inventory AS i SET taken = sold.places FROM (SELECT session_id, category, sum(places) AS places
          FROM inventory.holds GROUP BY 1, 2) AS sold WHERE (sold.session_id, sold.category) = (i.session_id, i.category)`,
  ];
}

/**
 * Fills an empty shop, and brings the statistics of the database up to date; one that was filled before stays as it is. Returns
 * the code of a session.
 */
export async function fillShop(shop: TestShop, fullness: Fullness, said: (line: string) => void): Promise<string> {
  const { rows } = await sql<{ code: string }>`SELECT code FROM catalog.sessions
    WHERE EXISTS (SELECT FROM orders.orders) ORDER BY id LIMIT 1`.execute(shop.db);
  if (rows[0] !== undefined) return rows[0].code;
  const buyers: string[] = [];
  for (let made = 0; made < accounts; made += 1) buyers.push((await shop.make.account()).id);
  const capacity = Math.ceil((fullness.orders / fullness.sessions) * ticketsPerOrder) + 100;
  const categories = ['A', 'B', 'C', 'D'].map((category) => ({ category, capacity, pricePerPlaceCents: 5_000 }));
  const first = await shop.make.session({ categories });
  const patient = await connect(shop.databaseUrl, { maxConnections: 1, answerMs });
  try {
    await fillYear(patient.db, { fullness, buyers, firstId: first.id }, said);
  } finally {
    await patient.close();
  }
  return first.code;
}

async function fillYear(
  db: Db,
  { fullness, buyers, firstId }: { fullness: Fullness; buyers: readonly string[]; firstId: number },
  said: (line: string) => void,
): Promise<void> {
  await withTx(db, async (tx) => {
    await sql`SET LOCAL session_replication_role = replica`.execute(tx);
    await sql`SET LOCAL statement_timeout = 0`.execute(tx);
    await sql`SET LOCAL work_mem = '256MB'`.execute(tx);
    await sql`INSERT INTO catalog.sessions (code, sport, venue, title_fr, title_en, description_fr, description_en, search_text,
        starts_at, ends_at, doors_at, timezone, medal)
      SELECT 'G' || lpad(n::text, 6, '0'), sport, venue, title_fr, title_en, '', '', search_text, starts_at, ends_at, doors_at,
        timezone, false FROM catalog.sessions CROSS JOIN generate_series(2, ${sql.lit(fullness.sessions)}) AS n`.execute(
      tx,
    );
    await sql`INSERT INTO catalog.session_categories (session_id, category, price_per_place_cents, position)
      SELECT s.id, c.category, c.price_per_place_cents, c.position FROM catalog.sessions AS s
      CROSS JOIN catalog.session_categories AS c WHERE s.id <> ${firstId} AND c.session_id = ${firstId}`.execute(tx);
    await sql`INSERT INTO inventory.inventory (session_id, category, capacity)
      SELECT s.id, c.category, c.capacity FROM catalog.sessions AS s CROSS JOIN inventory.inventory AS c
      WHERE s.id <> ${firstId} AND c.session_id = ${firstId}`.execute(tx);
    for (const statement of filling(fullness, buyers)) {
      const beganMs = performance.now();
      await statement.execute(tx);
      const [name] = statement.compile(tx).sql.split(/[\n(]/, 1);
      said(`${name?.trim() ?? ''}: ${Math.round(performance.now() - beganMs)} ms`);
    }
  });
  await db.connection().execute(async (one) => {
    await sql`SET statement_timeout = 0`.execute(one);
    // As a shop is that has had a year for it.
    await sql`VACUUM (ANALYZE)`.execute(one);
  });
}
