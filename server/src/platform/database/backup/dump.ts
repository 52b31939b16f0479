import { type BackupTable, findMigrations, findSequences, findTables, type SequenceState } from './catalogue.ts';
import { copyOut } from './copy.ts';
import type { Record } from './records.ts';
import { openPatientClient } from '../patient-client.ts';

/** The first record of a backup. */
export interface Manifest {
  format: 1;
  /** Moment of which everything in it is, by the database's clock. */
  madeAt: string;
  postgres: string;
  migrations: string[];
  tables: BackupTable[];
}

/** Stands before the rows of a table, which are what COPY gives and takes. */
export interface TableStart {
  table: string;
  columns: string[];
}

/** The record after the last table: how many rows each had, and where the sequences stand. */
export interface Trailer {
  rows: { [table: string]: number };
  sequences: SequenceState[];
}

/**
 * All rows of the database as of one moment, while the shop goes on: one transaction that sees one snapshot. Rows that it reads are
 * kept from being cleaned up as long as it lasts; nobody waits for it, but a change of the schema would.
 */
export async function* dumpDatabase(url: string): AsyncGenerator<Record> {
  const client = await openPatientClient({ connectionString: url }, 'og-tickets backup');
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows: about } = await client.query<{ madeAt: Date; postgres: string }>(
      `SELECT now() AS "madeAt", current_setting('server_version') AS postgres`,
    );
    const [{ madeAt, postgres } = { madeAt: new Date(), postgres: '' }] = about;
    const tables = await findTables(client);
    const migrations = await findMigrations(client);
    const manifest: Manifest = { format: 1, madeAt: madeAt.toISOString(), postgres, migrations, tables };
    yield { kind: 'json', value: manifest };
    const trailer: Trailer = { rows: {}, sequences: [] };
    for (const { name, columns } of tables) {
      const start: TableStart = { table: name, columns };
      yield { kind: 'json', value: start };
      let rows = 0;
      for await (const bytes of copyOut(client, `COPY ${name} (${columns.join(', ')}) TO STDOUT`)) {
        rows += countLines(bytes);
        yield { kind: 'bytes', bytes };
      }
      trailer.rows[name] = rows;
    }
    trailer.sequences = await findSequences(client);
    yield { kind: 'json', value: trailer };
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** Writes into the database that a backup of it ended well just now. */
export async function noteBackup(url: string, maker: string): Promise<void> {
  const client = await openPatientClient({ connectionString: url }, 'og-tickets backup');
  try {
    await client.query('SELECT platform.note_backup($1)', [maker]);
  } finally {
    await client.end();
  }
}

const newline = 10;

/** A row is a line: COPY writes a line feed within a value as two other characters. */
function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) count += 1;
  return count;
}
