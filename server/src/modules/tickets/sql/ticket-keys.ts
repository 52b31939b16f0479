import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { SealedRow } from '../../../platform/keys/reseal.ts';

/** The second byte of a sealed key says which key-encryption key it needs. */
const kekOfKey = sql<number>`get_byte(decode(ticket_key_sealed, 'base64'), 1)`;

/** Up to `limit` tickets after an id whose keys are sealed under another key than this; their rows stay locked. */
export function lockTicketKeysUnderOthers(
  tx: Tx,
  wanted: { kekId: number; afterId: string | null; limit: number },
): Promise<SealedRow[]> {
  const { kekId, afterId, limit } = wanted;
  return tx
    .selectFrom('tickets.tickets')
    .select(['id', 'ticket_key_sealed as sealed'])
    .where(kekOfKey, '<>', kekId)
    .$if(afterId !== null, (query) => query.where('id', '>', afterId ?? ''))
    .orderBy('id')
    .limit(limit)
    .forNoKeyUpdate()
    .execute();
}

/** Writes the sealed keys of several tickets. */
export async function updateSealedKeys(tx: Tx, rows: readonly SealedRow[]): Promise<void> {
  await sql`
    UPDATE tickets.tickets AS ticket SET ticket_key_sealed = resealed.sealed
      FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ sealed }) => sealed)}::text[]) AS resealed (id, sealed)
     WHERE ticket.id = resealed.id`.execute(tx);
}

/** How many tickets' keys are sealed under another key than this. */
export async function countTicketKeysUnderOthers(db: Db, kekId: number): Promise<number> {
  const { count } = await db
    .selectFrom('tickets.tickets')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where(kekOfKey, '<>', kekId)
    .executeTakeFirstOrThrow();
  return count;
}

/** How many tickets were made with each pepper. */
export function countTicketsByPepper(db: Db): Promise<{ pepper_id: number; count: number }[]> {
  return db
    .selectFrom('tickets.tickets')
    .select('pepper_id')
    .select((select) => select.fn.countAll<number>().as('count'))
    .groupBy('pepper_id')
    .orderBy('pepper_id')
    .execute();
}

/** Both halves of the double key of a ticket, sealed, and all that its fingerprint is made of. */
export interface DoubleKeyRow {
  id: string;
  account_id: string;
  session_id: number;
  generation: number;
  places: number;
  pepper_id: number;
  fingerprint: Buffer;
  ticket_key_sealed: string;
  user_key_sealed: string;
}

const doubleKeyColumns = [
  'ticket.id',
  'ticket.account_id',
  'ticket.session_id',
  'ticket.generation',
  'ticket.places',
  'ticket.pepper_id',
  'ticket.fingerprint',
  'ticket.ticket_key_sealed',
  'account.user_key_sealed',
] as const;

/** The keys of up to `limit` tickets after an id, each pair as it stood at one moment. */
export function selectDoubleKeys(db: Db, wanted: { afterId: string | null; limit: number }): Promise<DoubleKeyRow[]> {
  const { afterId, limit } = wanted;
  return db
    .selectFrom('tickets.tickets as ticket')
    .innerJoin('accounts.accounts as account', 'account.id', 'ticket.account_id')
    .select(doubleKeyColumns)
    .$if(afterId !== null, (query) => query.where('ticket.id', '>', afterId ?? ''))
    .orderBy('ticket.id')
    .limit(limit)
    .execute();
}

/** The keys of the newest tickets. */
export function selectNewestDoubleKeys(db: Db, limit: number): Promise<DoubleKeyRow[]> {
  return db
    .selectFrom('tickets.tickets as ticket')
    .innerJoin('accounts.accounts as account', 'account.id', 'ticket.account_id')
    .select(doubleKeyColumns)
    .orderBy('ticket.id', 'desc')
    .limit(limit)
    .execute();
}
