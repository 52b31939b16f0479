import { sql } from 'kysely';
import type { Invariant } from './check.ts';

/** Places and tickets: what is taken is held or sold, within the limits, and what is paid is issued. */
export function placeInvariants(): Invariant[] {
  return [...places(), ...tickets()];
}

function places(): Invariant[] {
  return [
    {
      name: 'taken-within-capacity',
      violations: sql`SELECT format('session %s category %s: %s places taken of %s', session_id, category, taken, capacity) AS violation
        FROM inventory.inventory WHERE NOT (0 <= taken AND taken <= capacity)`,
    },
    {
      name: 'taken-is-held-or-sold',
      violations: sql`SELECT format('session %s category %s: %s places taken, but %s held and %s on tickets',
            session_id, category, i.taken, coalesce(held.places, 0), coalesce(sold.places, 0)) AS violation
        FROM inventory.inventory AS i
        LEFT JOIN (SELECT session_id, category, sum(places) AS places FROM inventory.holds
                   WHERE state IN ('live', 'claimed') GROUP BY 1, 2) AS held USING (session_id, category)
        LEFT JOIN (SELECT session_id, category, sum(places) AS places FROM tickets.tickets
                   WHERE status IN ('valid', 'used', 'blocked') GROUP BY 1, 2) AS sold USING (session_id, category)
        WHERE i.taken <> coalesce(held.places, 0) + coalesce(sold.places, 0)`,
    },
    {
      name: 'places-within-limits',
      // Each hold was granted under the limits of its day: the widest of them still stands.
      violations: sql`SELECT format('account %s: %s places in %s, %s allowed', account_id, places,
            coalesce('session ' || session_id, 'all'), allowed) AS violation
        FROM (
          SELECT account_id, session_id, sum(places) AS places,
            CASE WHEN GROUPING(session_id) = 0 THEN max(limit_per_session) ELSE max(limit_per_account) END AS allowed
          FROM inventory.holds
          WHERE account_id IS NOT NULL AND (state IN ('claimed', 'sold') OR (state = 'live' AND expires_at > now()))
          GROUP BY GROUPING SETS ((account_id, session_id), (account_id))
        ) AS usage
        WHERE places > allowed`,
    },
  ];
}

function tickets(): Invariant[] {
  return [
    {
      name: 'paid-lines-have-tickets',
      violations: sql`SELECT format('order %s line %s: %s tickets for a quantity of %s', o.code, l.position, count(t.id), l.quantity)
            AS violation
        FROM orders.orders AS o JOIN orders.lines AS l ON l.order_id = o.id
        LEFT JOIN tickets.tickets AS t ON t.order_id = l.order_id AND t.order_line = l.position
        WHERE o.paid_at IS NOT NULL GROUP BY o.code, l.order_id, l.position, l.quantity HAVING count(t.id) <> l.quantity`,
    },
    {
      name: 'tickets-are-paid',
      violations: sql`SELECT format('ticket %s belongs to order %s, which is %s', t.id, o.code, o.status) AS violation
        FROM tickets.tickets AS t JOIN orders.orders AS o ON o.id = t.order_id
        WHERE o.status IN ('pending', 'expired') OR o.paid_at IS NULL`,
    },
  ];
}
