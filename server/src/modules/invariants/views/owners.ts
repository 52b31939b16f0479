import { sql } from 'kysely';
import type { Invariant } from './check.ts';

/** Owners: who bought a ticket has it, or who accepted it last, and only who has it can offer it. */
export function ownerInvariants(): Invariant[] {
  return [
    {
      name: 'owner-bought-or-accepted',
      violations: sql`SELECT format('ticket %s: its owner neither bought it nor accepted it last', t.id) AS violation
        FROM tickets.tickets AS t JOIN orders.orders AS o ON o.id = t.order_id
        WHERE t.account_id <> coalesce((SELECT x.to_account FROM tickets.transfers AS x
            WHERE x.ticket_id = t.id AND x.status = 'accepted' ORDER BY x.accepted_at DESC LIMIT 1), o.account_id)`,
    },
    {
      name: 'accepted-renews-codes',
      violations: sql`SELECT format('ticket %s: accepted away from generation %s, and is still of %s', t.id, x.from_generation,
            t.generation) AS violation
        FROM tickets.transfers AS x JOIN tickets.tickets AS t ON t.id = x.ticket_id
        WHERE x.status = 'accepted' AND t.generation <= x.from_generation`,
    },
    {
      name: 'owner-offers',
      violations: sql`SELECT format('ticket %s: offered by an account that does not have it', t.id) AS violation
        FROM tickets.transfers AS x JOIN tickets.tickets AS t ON t.id = x.ticket_id
        WHERE x.status = 'offered' AND t.account_id <> x.from_account`,
    },
  ];
}
