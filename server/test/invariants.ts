import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../src/platform/database/database.ts';
import type { BankBooks } from '../src/simulated-bank/export-books.ts';
import { compareWithBank } from './bank-invariants.ts';
import { refunds } from './refund-invariants.ts';

/** Money may be on its way between the bank and us for this long. */
const graceSeconds = 60;

/** Finds what breaks an invariant, each as a sentence. */
type Check = RawBuilder<{ violation: string }>;

/** Places and tickets: what is taken is held or sold, and what is paid is issued. */
function placesAndTickets(): Check[] {
  return [
    sql`SELECT format('session %s category %s: %s places taken of %s', session_id, category, taken, capacity) AS violation
      FROM inventory.inventory WHERE NOT (0 <= taken AND taken <= capacity)`,

    sql`SELECT format('session %s category %s: %s places taken, but %s held and %s on tickets',
          session_id, category, i.taken, coalesce(held.places, 0), coalesce(sold.places, 0)) AS violation
      FROM inventory.inventory AS i
      LEFT JOIN (SELECT session_id, category, sum(places) AS places FROM inventory.holds
                 WHERE state IN ('live', 'claimed') GROUP BY 1, 2) AS held USING (session_id, category)
      LEFT JOIN (SELECT session_id, category, sum(places) AS places FROM tickets.tickets
                 WHERE status IN ('valid', 'used', 'blocked') GROUP BY 1, 2) AS sold USING (session_id, category)
      WHERE i.taken <> coalesce(held.places, 0) + coalesce(sold.places, 0)`,

    sql`SELECT format('order %s line %s: %s tickets for a quantity of %s', o.code, l.position, count(t.id), l.quantity)
          AS violation
      FROM orders.orders AS o JOIN orders.lines AS l ON l.order_id = o.id
      LEFT JOIN tickets.tickets AS t ON t.order_id = l.order_id AND t.order_line = l.position
      WHERE o.status = 'paid' GROUP BY o.code, l.order_id, l.position, l.quantity HAVING count(t.id) <> l.quantity`,

    sql`SELECT format('ticket %s belongs to order %s, which is %s', t.id, o.code, o.status) AS violation
      FROM tickets.tickets AS t JOIN orders.orders AS o ON o.id = t.order_id
      WHERE o.status IN ('pending', 'expired') OR o.paid_at IS NULL`,

    sql`SELECT format('ticket %s: %s entries and %s exits for %s places', id, entries, exits, places) AS violation
      FROM tickets.tickets WHERE NOT (entries - exits BETWEEN 0 AND places)`,
  ];
}

/** Owners: who bought a ticket has it, or who accepted it last, and only who has it can offer it. */
function owners(): Check[] {
  return [
    sql`SELECT format('ticket %s: its owner neither bought it nor accepted it last', t.id) AS violation
      FROM tickets.tickets AS t JOIN orders.orders AS o ON o.id = t.order_id
      WHERE t.account_id <> coalesce((SELECT x.to_account FROM tickets.transfers AS x
          WHERE x.ticket_id = t.id AND x.status = 'accepted' ORDER BY x.accepted_at DESC LIMIT 1), o.account_id)`,

    sql`SELECT format('ticket %s: accepted away from generation %s, and is still of %s', t.id, x.from_generation, t.generation)
          AS violation
      FROM tickets.transfers AS x JOIN tickets.tickets AS t ON t.id = x.ticket_id
      WHERE x.status = 'accepted' AND t.generation <= x.from_generation`,

    sql`SELECT format('ticket %s: offered by an account that does not have it', t.id) AS violation
      FROM tickets.transfers AS x JOIN tickets.tickets AS t ON t.id = x.ticket_id
      WHERE x.status = 'offered' AND t.account_id <> x.from_account`,
  ];
}

/** Money: what came in is what was ordered and is tickets or goes back. */
function money(grace: number): Check[] {
  const longAgo = sql`now() - make_interval(secs => ${grace})`;
  return [
    sql`SELECT format('payment %s (%s): %s cents to be given back of %s', p.id, p.status, sum(r.amount_cents), p.amount_cents)
          AS violation
      FROM payments.payments AS p JOIN payments.refunds AS r ON r.payment_id = p.id
      GROUP BY p.id HAVING p.succeeded_at IS NULL OR sum(r.amount_cents) > p.amount_cents`,

    sql`SELECT format('account %s: %s orders under one key', account_id, count(*)) AS violation
      FROM orders.orders GROUP BY account_id, idempotency_key HAVING count(*) > 1`,

    sql`SELECT format('payment %s of order %s: captured, but neither tickets nor a refund', p.id, p.order_code) AS violation
      FROM payments.payments AS p
      WHERE p.succeeded_at < ${longAgo} AND p.amount_cents > 0
        AND NOT EXISTS (SELECT 1 FROM tickets.tickets AS t WHERE t.order_id = p.order_id)
        AND NOT EXISTS (SELECT 1 FROM payments.refunds AS r WHERE r.payment_id = p.id)`,

    sql`SELECT format('payment %s of order %s: both tickets and the whole amount back', p.id, p.order_code) AS violation
      FROM payments.payments AS p
      WHERE p.amount_cents = (SELECT sum(r.amount_cents) FROM payments.refunds AS r WHERE r.payment_id = p.id)
        AND EXISTS (SELECT 1 FROM tickets.tickets AS t WHERE t.order_id = p.order_id
                    AND t.status IN ('valid', 'used', 'blocked'))`,

    sql`SELECT format('order %s: %s cents in all, but its lines are %s', o.code, o.total_cents, coalesce(sum(l.amount_cents), 0))
          AS violation
      FROM orders.orders AS o LEFT JOIN orders.lines AS l ON l.order_id = o.id
      GROUP BY o.id HAVING o.total_cents <> coalesce(sum(l.amount_cents), 0) OR count(l.order_id) = 0`,

    sql`SELECT format('order %s: %s cents, its payment %s', o.code, o.total_cents, p.amount_cents) AS violation
      FROM orders.orders AS o LEFT JOIN payments.payments AS p ON p.order_id = o.id
      WHERE p.id IS NULL OR p.amount_cents <> o.total_cents OR p.order_code <> o.code OR p.account_id <> o.account_id`,
  ];
}

/**
 * Everything that breaks an invariant, each as a sentence; empty when all is well. Money that moved less than a minute ago
 * may still be on its way, unless `settled` says that all jobs are done. With `books` the bank's are compared with ours.
 */
export async function checkInvariants(db: Db, options: { settled?: true; books?: BankBooks } = {}): Promise<string[]> {
  const grace = options.settled === true ? 0 : graceSeconds;
  const violations = options.books === undefined ? [] : await compareWithBank(db, options.books, grace);
  for (const check of [...placesAndTickets(), ...owners(), ...money(grace), ...refunds()]) {
    const { rows } = await check.execute(db);
    violations.push(...rows.map((row) => row.violation));
  }
  return violations;
}
