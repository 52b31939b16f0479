import { type RawBuilder, sql } from 'kysely';
import type { Invariant } from './check.ts';

/**
 * Money: what came in is what was ordered, and is tickets or goes back. Money of the last `graceSeconds` may still be on
 * its way from the provider's word to tickets.
 */
export function moneyInvariants(graceSeconds: number): Invariant[] {
  return [...goingBack(), ...comingIn(sql<Date>`now() - make_interval(secs => ${graceSeconds})`)];
}

function goingBack(): Invariant[] {
  return [
    {
      name: 'refunded-within-captured',
      violations: sql`SELECT format('payment %s (%s): %s cents to be given back of %s', p.id, p.status, sum(r.amount_cents),
            p.amount_cents) AS violation
        FROM payments.payments AS p JOIN payments.refunds AS r ON r.payment_id = p.id
        GROUP BY p.id HAVING p.succeeded_at IS NULL OR sum(r.amount_cents) > p.amount_cents`,
    },
    {
      name: 'captured-is-live-or-goes-back',
      violations: sql`SELECT format('order %s: %s cents captured, %s go back, and its live tickets cost %s', o.code, paid.cents,
            paid.back_cents, coalesce(live.cents, 0)) AS violation
        FROM (
          SELECT p.order_id, sum(p.amount_cents) AS cents, coalesce(sum(r.cents), 0) AS back_cents
          FROM payments.payments AS p
          LEFT JOIN (SELECT payment_id, sum(amount_cents) AS cents FROM payments.refunds GROUP BY 1) AS r ON r.payment_id = p.id
          WHERE p.settled_at IS NOT NULL GROUP BY p.order_id
        ) AS paid
        JOIN orders.orders AS o ON o.id = paid.order_id
        LEFT JOIN (
          SELECT t.order_id, sum(l.unit_price_cents) AS cents
          FROM tickets.tickets AS t JOIN orders.lines AS l ON l.order_id = t.order_id AND l.position = t.order_line
          WHERE t.status NOT IN ('cancelled', 'refunded') GROUP BY t.order_id
        ) AS live ON live.order_id = o.id
        WHERE paid.cents - paid.back_cents <> coalesce(live.cents, 0)`,
    },
  ];
}

function comingIn(longAgo: RawBuilder<Date>): Invariant[] {
  return [
    {
      name: 'one-order-per-key',
      violations: sql`SELECT format('account %s: %s orders under one key', account_id, count(*)) AS violation
        FROM orders.orders GROUP BY account_id, idempotency_key HAVING count(*) > 1`,
    },
    {
      name: 'captured-is-decided',
      violations: sql`SELECT format('payment %s of order %s: captured, but neither tickets nor a refund', p.id, p.order_code)
            AS violation
        FROM payments.payments AS p
        WHERE p.succeeded_at < ${longAgo} AND p.amount_cents > 0
          AND NOT EXISTS (SELECT 1 FROM tickets.tickets AS t WHERE t.order_id = p.order_id)
          AND NOT EXISTS (SELECT 1 FROM payments.refunds AS r WHERE r.payment_id = p.id)`,
    },
    {
      name: 'not-both-tickets-and-money',
      violations: sql`SELECT format('payment %s of order %s: both tickets and the whole amount back', p.id, p.order_code) AS violation
        FROM payments.payments AS p
        WHERE p.amount_cents > 0
          AND p.amount_cents = (SELECT sum(r.amount_cents) FROM payments.refunds AS r WHERE r.payment_id = p.id)
          AND EXISTS (SELECT 1 FROM tickets.tickets AS t WHERE t.order_id = p.order_id
                      AND t.status IN ('valid', 'used', 'blocked'))`,
    },
    {
      name: 'total-is-sum-of-lines',
      violations: sql`SELECT format('order %s: %s cents in all, but its lines are %s', o.code, o.total_cents,
            coalesce(sum(l.amount_cents), 0)) AS violation
        FROM orders.orders AS o LEFT JOIN orders.lines AS l ON l.order_id = o.id
        GROUP BY o.id HAVING o.total_cents <> coalesce(sum(l.amount_cents), 0) OR count(l.order_id) = 0`,
    },
    {
      name: 'payment-is-of-its-order',
      violations: sql`SELECT format('order %s: %s cents, its payment %s', o.code, o.total_cents, p.amount_cents) AS violation
        FROM orders.orders AS o LEFT JOIN payments.payments AS p ON p.order_id = o.id
        WHERE p.id IS NULL OR p.amount_cents <> o.total_cents OR p.order_code <> o.code OR p.account_id <> o.account_id`,
    },
  ];
}
