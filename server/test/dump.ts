import { sql } from 'kysely';
import type { Db } from '../src/platform/database/database.ts';

/**
 * Every row of every table as text, those of the job queue too, but not of the schemas that are left out. What is kept in
 * bytes is there a second time, read as text.
 */
export async function dumpOf(db: Db, leftOut: readonly string[] = []): Promise<string> {
  const { rows: columns } = await sql<{ name: string; bytes: string[] }>`
    SELECT t.schemaname || '.' || t.tablename AS name,
      coalesce(array_agg(c.column_name::text) FILTER (WHERE c.data_type = 'bytea'), '{}') AS bytes
    FROM pg_tables AS t JOIN information_schema.columns AS c ON c.table_schema = t.schemaname AND c.table_name = t.tablename
    WHERE t.schemaname NOT IN ('pg_catalog', 'information_schema') AND t.schemaname <> ALL (${[...leftOut]}::text[])
    GROUP BY 1 ORDER BY 1`.execute(db);
  const texts: string[] = [];
  for (const { name, bytes } of columns) {
    const read = bytes.map((column) => sql`encode(${sql.ref(column)}, 'escape')`);
    const { rows } = await sql<{ text: string }>`
      SELECT concat_ws(' ', ${sql.join([sql`kept::text`, ...read])}) AS text FROM ${sql.table(name)} AS kept`.execute(
      db,
    );
    texts.push(...rows.map(({ text }) => `${name} ${text}`).sort());
  }
  return texts.join('\n');
}
