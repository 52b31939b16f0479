import type pg from 'pg';

/** A table with the columns that can be written, both quoted as SQL wants them. */
export interface BackupTable {
  name: string;
  columns: string[];
}

/** Where a sequence stands. */
export interface SequenceState {
  name: string;
  value: string;
  isCalled: boolean;
}

const ours = "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'";

/**
 * What says how the schema was made, which whoever restores makes itself: a dump leaves the rows in, loading leaves them out.
 */
export const migrationTables: ReadonlySet<string> = new Set(['public.migrations', 'graphile_worker.migrations']);

/** Every table of the database that holds rows itself, by name, with what can be written of it. */
export async function findTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name,
       array_agg(format('%I', a.attname) ORDER BY a.attnum) AS columns
     FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_attribute AS a ON a.attrelid = c.oid
     WHERE c.relkind = 'r' AND ${ours} AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     GROUP BY 1 ORDER BY 1`,
  );
  return rows;
}

/** Where the sequences stand now: ahead of every row that was read before, since they only go on. */
export async function findSequences(client: pg.ClientBase): Promise<SequenceState[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
     WHERE c.relkind = 'S' AND ${ours} ORDER BY 1`,
  );
  const states: SequenceState[] = [];
  for (const { name } of rows) {
    const { rows: found } = await client.query<Omit<SequenceState, 'name'>>(
      `SELECT last_value::text AS value, is_called AS "isCalled" FROM ${name}`,
    );
    states.push(...found.map((state) => ({ name, ...state })));
  }
  return states;
}

/** Names of our migrations that ran, in their order; none on an empty database. */
export async function findMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows: known } = await client.query<{ known: boolean }>(
    "SELECT to_regclass('public.migrations') IS NOT NULL AS known",
  );
  if (known[0]?.known !== true) return [];
  const { rows } = await client.query<{ name: string }>('SELECT name FROM public.migrations ORDER BY name');
  return rows.map(({ name }) => name);
}

/** Statements that take away what stands in the way of loading, and those that put it back. */
export interface Obstacles {
  away: string[];
  back: string[];
}

/**
 * Foreign keys, which are checked anew when they are put back, and triggers. What an owner of the tables may do: no superuser is
 * needed, as `session_replication_role` would.
 */
export async function findObstacles(client: pg.ClientBase): Promise<Obstacles> {
  const { rows: keys } = await client.query<{ away: string; back: string }>(
    `SELECT format('ALTER TABLE %I.%I DROP CONSTRAINT %I', n.nspname, c.relname, k.conname) AS away,
       format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) AS back
     FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
     WHERE k.contype = 'f' AND ${ours} ORDER BY 1`,
  );
  const { rows: triggers } = await client.query<{ away: string; back: string }>(
    `SELECT format('ALTER TABLE %I.%I DISABLE TRIGGER %I', n.nspname, c.relname, t.tgname) AS away,
       format('ALTER TABLE %I.%I ENABLE %s TRIGGER %I', n.nspname, c.relname,
         CASE t.tgenabled WHEN 'R' THEN 'REPLICA' WHEN 'A' THEN 'ALWAYS' ELSE '' END, t.tgname) AS back
     FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
     WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND ${ours} ORDER BY 1`,
  );
  return {
    away: [...keys, ...triggers].map(({ away }) => away),
    back: [...triggers, ...keys].map(({ back }) => back),
  };
}
