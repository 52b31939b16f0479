import type pg from 'pg';

export interface Column {
  name: string;
  type: string;
  notNull: boolean;
  /** Expression of the default, or null. */
  default: string | null;
  identity: '' | 'a' | 'd';
  /** The texts that a CHECK of this column alone allows, or null. */
  allowed: string[] | null;
}

export interface Table {
  schema: string;
  name: string;
  options: string[];
  comment: string | null;
  columns: Column[];
  constraints: { name: string; definition: string }[];
  /** Indexes that no constraint made. */
  indexes: string[];
}

export interface Schema {
  schemas: string[];
  functions: string[];
  tables: Table[];
}

// The job queue's and the migration list's tables are not ours to describe.
const ours = "n.nspname NOT IN ('public', 'graphile_worker', 'pg_catalog', 'information_schema', 'pg_toast')";

const tablesSql = `
  SELECT c.oid, n.nspname AS schema, c.relname AS name, coalesce(c.reloptions, '{}') AS options,
         obj_description(c.oid, 'pg_class') AS comment
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND ${ours} ORDER BY n.nspname, c.relname`;

const columnsSql = `
  SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS "notNull",
         pg_get_expr(d.adbin, d.adrelid) AS "default", a.attidentity AS identity
  FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`;

// PostgreSQL 18 lists NOT NULL as constraints (contype n); they already stand at their columns.
const constraintsSql = `
  SELECT k.conname AS name, k.contype AS kind, pg_get_constraintdef(k.oid) AS definition,
         (SELECT a.attname FROM pg_attribute a
          WHERE array_length(k.conkey, 1) = 1 AND a.attrelid = k.conrelid AND a.attnum = k.conkey[1]) AS "column"
  FROM pg_constraint k WHERE k.conrelid = $1 AND k.contype <> 'n' ORDER BY k.contype = 'p' DESC, k.conname`;

const indexesSql = `
  SELECT pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
  WHERE i.indrelid = $1 AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.conrelid = $1)
  ORDER BY 1`;

const functionsSql = `
  SELECT pg_get_functiondef(p.oid) AS definition FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE ${ours} ORDER BY n.nspname, p.proname`;

interface ConstraintRow {
  name: string;
  kind: string;
  definition: string;
  column: string | null;
}

/** The texts of `CHECK (column = ANY (ARRAY['a'::text, ...]))`, or null for any other check. */
function allowedTexts(constraints: readonly ConstraintRow[], column: string): string[] | null {
  for (const constraint of constraints) {
    if (constraint.kind !== 'c' || constraint.column !== column) continue;
    const list = /^CHECK \(\(\w+ = (?:ANY \(ARRAY\[([^\]]*)\]\)|('[^']*'::text))\)\)$/.exec(constraint.definition);
    const texts = list?.[1] ?? list?.[2];
    if (texts !== undefined) return [...texts.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
  }
  return null;
}

async function readTable(
  client: pg.ClientBase,
  row: Omit<Table, 'columns' | 'constraints' | 'indexes'> & { oid: number },
): Promise<Table> {
  const { rows: constraints } = await client.query<ConstraintRow>(constraintsSql, [row.oid]);
  const { rows: columns } = await client.query<Omit<Column, 'allowed'>>(columnsSql, [row.oid]);
  const { rows: indexes } = await client.query<{ definition: string }>(indexesSql, [row.oid]);
  const { oid: _oid, ...table } = row;
  return {
    ...table,
    columns: columns.map((column) => ({ ...column, allowed: allowedTexts(constraints, column.name) })),
    constraints: constraints.map(({ name, definition }) => ({ name, definition })),
    indexes: indexes.map((index) => index.definition),
  };
}

/** Reads our schemas from PostgreSQL's catalogue, in an order that does not depend on when things were made. */
export async function readSchema(client: pg.ClientBase): Promise<Schema> {
  const { rows } = await client.query(tablesSql);
  const tables: Table[] = [];
  for (const row of rows) tables.push(await readTable(client, row));
  const { rows: functions } = await client.query<{ definition: string }>(functionsSql);
  return {
    schemas: [...new Set(tables.map((table) => table.schema))],
    functions: functions.map((row) => row.definition),
    tables,
  };
}
