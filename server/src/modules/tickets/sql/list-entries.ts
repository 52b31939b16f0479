import { packStatuses } from '@og-tickets/contract/rules/gate/pack.ts';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** The last 8 bytes of a ticket's id, by which a list is sorted. */
const idEnd = sql`substring(uuid_send(ticket.id) FROM 9 FOR 8)`;

/**
 * The entry of a ticket in a list, 22 bytes as contract/rules/gate/pack.ts has them. The database writes them, so that
 * 80,000 rows are not read one by one by the process that gates wait for.
 */
const entry = sql`
  ${idEnd} || ticket.fingerprint || substring(int4send(ticket.generation) FROM 3 FOR 2)
  || substring(int4send(ticket.places) FROM 4 FOR 1)
  || substring(int4send(least(ticket.entries, 255)) FROM 4 FOR 1)
  || substring(int4send(greatest(0, least(ticket.entries - ticket.exits, 255))) FROM 4 FOR 1)
  || substring(int4send((ticket.allowed_kinds & session.allowed_kinds)
       | ((array_position(${sql.lit(`{${packStatuses.join(',')}}`)}::text[], ticket.status) - 1) << 2)
       | CASE WHEN ticket.conflict = 'open' THEN 32 ELSE 0 END) FROM 4 FOR 1)`;

/** The entries of all tickets of a session, sorted. */
export async function selectListEntries(db: Db, sessionId: number): Promise<Buffer> {
  const { rows } = await sql<{ entries: Buffer }>`
    SELECT coalesce(string_agg(${entry}, ''::bytea ORDER BY ${idEnd}), ''::bytea) AS entries
      FROM tickets.tickets AS ticket JOIN catalog.sessions AS session ON session.id = ticket.session_id
     WHERE ticket.session_id = ${sessionId}`.execute(db);
  return rows[0]?.entries ?? Buffer.alloc(0);
}

/** The entries of the tickets that have a change after a number, sorted; `gone`: one of them is not there any more. */
export async function selectChangedEntries(
  db: Db,
  { sessionId, after }: { sessionId: number; after: number },
): Promise<{ entries: Buffer; gone: boolean }> {
  const { rows } = await sql<{ entries: Buffer; gone: boolean }>`
    SELECT coalesce(string_agg(${entry}, ''::bytea ORDER BY ${idEnd}) FILTER (WHERE ticket.id IS NOT NULL), ''::bytea) AS entries,
           coalesce(bool_or(ticket.id IS NULL), false) AS gone
      FROM (SELECT DISTINCT ticket_id FROM tickets.changes WHERE session_id = ${sessionId} AND number > ${after}) AS change
      LEFT JOIN tickets.tickets AS ticket ON ticket.id = change.ticket_id
      LEFT JOIN catalog.sessions AS session ON session.id = ticket.session_id`.execute(db);
  return rows[0] ?? { entries: Buffer.alloc(0), gone: false };
}

/** The numbers of the oldest and the newest change of a session that are kept; 0 without any. */
export async function selectKeptChanges(db: Db, sessionId: number): Promise<{ oldest: number; newest: number }> {
  const { rows } = await sql<{ oldest: number; newest: number }>`
    SELECT coalesce(min(number), 0)::bigint AS oldest, coalesce(max(number), 0)::bigint AS newest
      FROM tickets.changes WHERE session_id = ${sessionId}`.execute(db);
  return rows[0] ?? { oldest: 0, newest: 0 };
}

/** The highest number that any change was given so far, whether or not it is committed. */
export async function selectLastNumber(db: Db): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS last FROM tickets.change_numbers`.execute(db);
  return rows[0]?.last ?? 0;
}

/**
 * The transactions that may hold changes which nobody else sees yet. Whoever adds a change locks the table in this mode
 * before it takes a number, and until its transaction has ended.
 */
export async function selectWriters(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ writer: string }>`
    SELECT DISTINCT virtualtransaction AS writer FROM pg_locks
     WHERE locktype = 'relation' AND relation = 'tickets.changes'::regclass AND mode = 'RowExclusiveLock'
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`.execute(db);
  return new Set(rows.map(({ writer }) => writer));
}

/** Deletes changes of more than an hour ago but for the newest of each session. */
export async function deleteOldChanges(tx: Tx): Promise<void> {
  await sql`
    DELETE FROM tickets.changes AS change
     WHERE change.changed_at < now() - interval '1 hour'
       AND EXISTS (SELECT FROM tickets.changes AS newer
                    WHERE newer.session_id = change.session_id AND newer.number > change.number)`.execute(tx);
}
