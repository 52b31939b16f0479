import type { TicketStatus } from '@og-tickets/contract/tickets.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';
import type { SealedHolders } from './holders.ts';

/** A ticket as somebody at a gate finds it, its names sealed. */
export interface SearchedTicket extends SealedHolders {
  orderCode: string;
  category: string;
  offer: string;
  status: TicketStatus;
  places: number;
  entries: number;
  inside: number;
}

async function select(db: Db, condition: RawBuilder<unknown>): Promise<SearchedTicket[]> {
  const { rows } = await sql<SearchedTicket>`
    SELECT ticket.id, ticket.account_id AS "accountId", account.data_key_sealed, ticket.holders_sealed,
           purchase.code AS "orderCode", ticket.category, ticket.offer, ticket.status, ticket.places, ticket.entries,
           ticket.entries - ticket.exits AS inside
      FROM tickets.tickets AS ticket
      JOIN orders.orders AS purchase ON purchase.id = ticket.order_id
      LEFT JOIN accounts.accounts AS account ON account.id = ticket.account_id
     WHERE ${condition}
     ORDER BY ticket.id`.execute(db);
  return rows;
}

/** The tickets of a session that an order brought. */
export function selectByOrder(
  db: Db,
  wanted: { sessionId: number; orderCode: string; limit: number },
): Promise<SearchedTicket[]> {
  const { sessionId, orderCode, limit } = wanted;
  return select(
    db,
    sql`ticket.id IN (SELECT inner_ticket.id FROM tickets.tickets AS inner_ticket
          JOIN orders.orders AS inner_order ON inner_order.id = inner_ticket.order_id
         WHERE inner_order.code = ${orderCode} AND inner_ticket.session_id = ${sessionId}
         ORDER BY inner_ticket.id LIMIT ${limit})`,
  );
}

/**
 * Tickets of a session whose names hold all of these words (`nameIndex`): names that are the owner's own are found by the
 * owner's words.
 */
export function selectByHolder(
  db: Db,
  wanted: { sessionId: number; words: readonly string[]; limit: number },
): Promise<SearchedTicket[]> {
  const { sessionId, limit } = wanted;
  const words = sql`${[...wanted.words]}::text[]`;
  return select(
    db,
    sql`ticket.id IN (
          SELECT id FROM (
            (SELECT id FROM tickets.tickets
              WHERE session_id = ${sessionId} AND holder_words <> '{}' AND holder_words @> ${words} LIMIT ${limit})
            UNION ALL
            (SELECT own.id FROM accounts.accounts AS owner JOIN tickets.tickets AS own ON own.account_id = owner.id
              WHERE owner.name_words @> ${words} AND own.session_id = ${sessionId} AND own.holder_words = '{}'
                AND own.holders_sealed IS NOT NULL LIMIT ${limit})) AS named
           LIMIT ${limit})`,
  );
}
