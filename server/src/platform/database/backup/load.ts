import type pg from 'pg';
import type { Logger } from '../../log.ts';
import { StartupError } from '../../startup-error.ts';
import { connect } from '../database.ts';
import { migrateUpTo } from '../migrate.ts';
import { openPatientClient } from '../patient-client.ts';
import { findObstacles, findTables, migrationTables } from './catalogue.ts';
import { copyIn } from './copy.ts';
import type { Manifest, TableStart, Trailer } from './dump.ts';
import type { Record } from './records.ts';

/** What was loaded. */
export interface Loaded {
  manifest: Manifest;
  /** How many rows all tables have together. */
  rows: number;
}

/**
 * Loads a dump into an empty database: the schema that it was made with, all rows, all in one transaction. Foreign keys and checks
 * of every row hold afterwards, or nothing is there. Throws a StartupError when the database is not empty, the dump was made by a
 * later version, or it does not hold what it says.
 */
export async function loadDatabase(url: string, records: AsyncIterable<Record>, log: Logger): Promise<Loaded> {
  const source = records[Symbol.asyncIterator]();
  const first = await nextJson(source);
  if (!isManifest(first)) throw new StartupError('The backup does not begin as one of this version.');
  const client = await openPatientClient({ connectionString: url }, 'og-tickets restore');
  try {
    await requireEmpty(client);
    await makeSchema(url, first, log);
    await client.query('BEGIN');
    const rows = await loadRows(client, first, source);
    await client.query('COMMIT');
    await client.query('ANALYZE');
    return { manifest: first, rows };
  } finally {
    await client.end();
  }
}

async function requireEmpty(client: pg.ClientBase): Promise<void> {
  const tables = await findTables(client);
  if (tables.length === 0) return;
  throw new StartupError(
    `The database is not empty (it has ${tables.length} tables): restore into a new one, and look at both before one goes.`,
  );
}

async function makeSchema(url: string, { migrations }: Manifest, log: Logger): Promise<void> {
  const database = await connect(url, { maxConnections: 4 });
  try {
    const unknown = await migrateUpTo(database.pool, log, migrations);
    if (unknown.length === 0) return;
    throw new StartupError(
      `The backup was made by a later version, with the migration ${unknown[0]}: restore it with that version.`,
    );
  } finally {
    await database.close();
  }
}

async function loadRows(client: pg.ClientBase, manifest: Manifest, source: AsyncIterator<Record>): Promise<number> {
  const here = new Map((await findTables(client)).map(({ name, columns }) => [name, new Set(columns)]));
  const obstacles = await findObstacles(client);
  for (const statement of obstacles.away) await client.query(statement);
  // Migrations write first rows themselves.
  const emptied = [...here.keys()].filter((name) => !migrationTables.has(name));
  await client.query(`TRUNCATE ${emptied.join(', ')}`);
  const loaded = new Map<string, number>();
  let next = await nextJson(source);
  for (const { name } of manifest.tables) {
    if (!isTableStart(next) || next.table !== name) throw new StartupError(`The backup lacks the table ${name}.`);
    const rows = rowsOf(source);
    const known = here.get(name);
    if (migrationTables.has(name)) await rows.skip();
    else if (known === undefined || next.columns.some((column) => !known.has(column)))
      throw new StartupError(`The table ${name} of the backup is not what this version knows by that name.`);
    else loaded.set(name, await copyIn(client, `COPY ${name} (${next.columns.join(', ')}) FROM STDIN`, rows));
    next = rows.after();
  }
  if (!isTrailer(next)) throw new StartupError('The backup is cut off.');
  requireCounts(next, loaded);
  for (const { name, value, isCalled } of next.sequences) {
    await client.query('SELECT setval(to_regclass($1), $2::bigint, $3) WHERE to_regclass($1) IS NOT NULL', [
      name,
      value,
      isCalled,
    ]);
  }
  for (const statement of obstacles.back) await client.query(statement);
  return [...loaded.values()].reduce((sum, rows) => sum + rows, 0);
}

function requireCounts({ rows }: Trailer, loaded: ReadonlyMap<string, number>): void {
  for (const [name, count] of loaded) {
    if (rows[name] !== count)
      throw new StartupError(`The table ${name} had ${rows[name]} rows, and ${count} were loaded.`);
  }
}

/** The rows of one table, and what stands after them. */
interface TableRows extends AsyncIterable<Buffer> {
  skip(): Promise<void>;
  after(): unknown;
}

function rowsOf(source: AsyncIterator<Record>): TableRows {
  let after: unknown;
  const read = async function* (): AsyncGenerator<Buffer> {
    for (;;) {
      const record = await nextRecord(source);
      if (record.kind === 'json') {
        after = record.value;
        return;
      }
      yield record.bytes;
    }
  };
  const skip = async (): Promise<void> => {
    const rows = read();
    while ((await rows.next()).done !== true);
  };
  return { [Symbol.asyncIterator]: read, skip, after: () => after };
}

async function nextRecord(source: AsyncIterator<Record>): Promise<Record> {
  const { done, value } = await source.next();
  if (done === true) throw new StartupError('The backup is cut off.');
  return value;
}

async function nextJson(source: AsyncIterator<Record>): Promise<unknown> {
  const record = await nextRecord(source);
  if (record.kind === 'json') return record.value;
  throw new StartupError('The backup is not in order.');
}

function isObject(value: unknown): value is { [name: string]: unknown } {
  return typeof value === 'object' && value !== null;
}

// A sealed file is what this program wrote: its first words are enough to tell one record from another.
function isManifest(value: unknown): value is Manifest {
  return (
    isObject(value) && value['format'] === 1 && Array.isArray(value['tables']) && Array.isArray(value['migrations'])
  );
}

function isTableStart(value: unknown): value is TableStart {
  return isObject(value) && typeof value['table'] === 'string' && Array.isArray(value['columns']);
}

function isTrailer(value: unknown): value is Trailer {
  return isObject(value) && isObject(value['rows']) && Array.isArray(value['sequences']);
}
