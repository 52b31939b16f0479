import { sql } from 'kysely';
import type { Invariant } from './check.ts';

const isLive = sql`(t.status IN ('valid', 'used', 'blocked'))`;

/** Money and places back: what was taken back went back, once, and what was not is still there. */
export function refundInvariants(): Invariant[] {
  return [
    {
      name: 'set-aside-is-refunds',
      violations: sql`SELECT format('payment %s: %s cents set aside to go back, but its refunds are %s', p.id, p.refunded_cents,
          coalesce(sum(r.amount_cents), 0)) AS violation
      FROM payments.payments AS p LEFT JOIN payments.refunds AS r ON r.payment_id = p.id
      GROUP BY p.id HAVING p.refunded_cents <> coalesce(sum(r.amount_cents), 0)`,
    },
    {
      name: 'sold-holds-are-tickets',
      violations: sql`SELECT format('hold %s: %s places sold, but its tickets admit %s', h.id, h.places, coalesce(sum(t.places), 0))
          AS violation
      FROM inventory.holds AS h
      JOIN orders.lines AS l ON l.hold_id = h.id AND l.order_id = h.order_id
      LEFT JOIN tickets.tickets AS t ON t.order_id = l.order_id AND t.order_line = l.position AND ${isLive}
      WHERE h.state = 'sold' GROUP BY h.session_id, h.id HAVING h.places <> coalesce(sum(t.places), 0)`,
    },
    {
      name: 'status-is-live-tickets',
      violations: sql`SELECT format('order %s is %s with %s of %s tickets live', o.code, o.status, count(*) FILTER (WHERE ${isLive}),
          count(*)) AS violation
      FROM orders.orders AS o JOIN tickets.tickets AS t ON t.order_id = o.id
      GROUP BY o.id
      HAVING CASE o.status
        WHEN 'paid' THEN bool_and(${isLive})
        WHEN 'partially_refunded' THEN bool_or(${isLive}) AND NOT bool_and(${isLive})
        ELSE NOT bool_or(${isLive}) END IS NOT TRUE`,
    },
    {
      name: 'taken-back-once',
      violations: sql`SELECT format('ticket %s is %s, but %s and its places %s', t.id, t.status,
          CASE WHEN c.ticket_id IS NULL THEN 'no cancellation names it' ELSE 'a cancellation names it' END,
          CASE WHEN p.ticket_id IS NULL THEN 'did not come back' ELSE 'came back' END) AS violation
      FROM tickets.tickets AS t
      LEFT JOIN orders.cancelled_tickets AS c ON c.ticket_id = t.id
      LEFT JOIN inventory.returned_places AS p ON p.ticket_id = t.id AND p.places = t.places
      WHERE NOT (${isLive} = (c.ticket_id IS NULL) AND ${isLive} = (p.ticket_id IS NULL))`,
    },
    {
      name: 'cancellation-is-its-tickets',
      violations: sql`SELECT format('cancellation %s: %s cents, its tickets %s, its refund %s', c.id, c.amount_cents, sum(t.amount_cents),
          r.amount_cents) AS violation
      FROM orders.cancellations AS c
      LEFT JOIN orders.cancelled_tickets AS t ON t.cancellation_id = c.id
      LEFT JOIN payments.refunds AS r ON r.id = c.refund_id
      GROUP BY c.id, r.amount_cents
      HAVING c.amount_cents IS DISTINCT FROM sum(t.amount_cents) OR c.amount_cents <> coalesce(r.amount_cents, 0)`,
    },
  ];
}
