import type pg from 'pg';
import { StartupError } from '../startup-error.ts';
import { migrationLock } from './migrate.ts';
import { openPatientClient } from './patient-client.ts';

const connectionName = 'og-tickets migrate';
/** A policy waits for whoever uses the queue, and all others behind it. */
const lockPatience = '2s';

/**
 * Gives a role of the database what a shop does and takes everything else from it: read and write rows of the tables that the
 * caller owns, and no more. No schema is changed by it, no trigger switched off, no table emptied; of migrations it only reads, and
 * what triggers refuse to everybody it is not even granted. May be repeated: tables of newer versions come along. Call it as the
 * owner. Throws a StartupError for a role that does not exist, or that can be more than this anyway.
 */
export async function allowShop(owner: Pick<pg.ClientConfig, 'connectionString'>, role: string): Promise<void> {
  const client = await openPatientClient(owner, connectionName);
  try {
    await requireOrdinary(client, role);
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [migrationLock]);
    await client.query(`SET LOCAL lock_timeout = '${lockPatience}'`);
    const { rows } = await client.query<{ statement: string }>(grants, [role]);
    for (const { statement } of rows) await client.query(statement);
    await client.query('COMMIT');
  } finally {
    // With the connection ends, where something failed, the transaction.
    await client.end();
  }
}

async function requireOrdinary(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ powerful: boolean }>(
    `SELECT rolsuper OR rolcreaterole OR rolbypassrls OR rolreplication OR pg_has_role(oid, current_user, 'MEMBER') AS powerful
     FROM pg_roles WHERE rolname = $1`,
    [role],
  );
  const [found] = rows;
  if (found === undefined)
    throw new StartupError(`The database has no role ${role}: make it first, see docs/operations.md.`);
  if (!found.powerful) return;
  throw new StartupError(
    `The role ${role} owns the tables, becomes who owns them, or is a superuser: take one that was made for the shop alone.`,
  );
}

/**
 * The statements. Tables under row level security are those of the job queue, which has no policy for anybody but the owner. Bits 16
 * and 8 of `tgtype` say that a trigger is about UPDATE and DELETE.
 */
const grants = `
  WITH owned AS (
    SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name, n.nspname, c.relname, c.relkind, c.relrowsecurity,
      coalesce(bit_or(t.tgtype), 0::smallint) AS refused
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
      LEFT JOIN (pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid AND p.proname = 'refuse_change')
        ON t.tgrelid = c.oid AND t.tgqual IS NULL AND t.tgattr::text = ''
    WHERE c.relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user) AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
      AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    GROUP BY c.oid, n.nspname, c.relname, c.relkind, c.relrowsecurity
  )
  SELECT DISTINCT 1 AS step, format('GRANT USAGE ON SCHEMA %I TO %I', nspname, $1::text) AS statement FROM owned
  UNION ALL
  SELECT 2, format('REVOKE ALL ON %s FROM %I', name, $1::text) FROM owned
  UNION ALL
  SELECT 3, format('GRANT %s ON %s TO %I', CASE
      WHEN relkind = 'S' THEN 'USAGE, SELECT'
      WHEN relkind IN ('v', 'm') OR relname = 'migrations' THEN 'SELECT'
      ELSE concat_ws(', ', 'SELECT', 'INSERT', CASE WHEN refused & 16 = 0 THEN 'UPDATE' END,
        CASE WHEN refused & 8 = 0 THEN 'DELETE' END) END, name, $1::text)
  FROM owned
  UNION ALL
  SELECT 4, format('CREATE POLICY %I ON %s TO %I USING (true) WITH CHECK (true)', $1::text, name, $1::text)
  FROM owned WHERE relrowsecurity AND NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = owned.oid AND polname = $1::text)
  ORDER BY step, statement`;
