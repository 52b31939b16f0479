import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from './format.ts';
import { connect } from '../server/src/platform/database/database.ts';
import { startEmbeddedPostgres } from '../server/src/platform/database/embedded.ts';
import { migrate } from '../server/src/platform/database/migrate.ts';
import { createLogger } from '../server/src/platform/log.ts';
import { readSchema, type Schema } from './database/read-schema.ts';
import { renderSql, renderTypes } from './database/render-schema.ts';

const typesFile = 'server/src/platform/database/schema.ts';
const sqlFile = 'server/schema.sql';

/** The schema that the migrations make on a fresh database. */
async function migratedSchema(): Promise<Schema> {
  const dataDir = await mkdtemp(join(tmpdir(), 'og-tickets-schema-'));
  const log = createLogger('error');
  const server = await startEmbeddedPostgres({ dataDir, log, isThrownAway: true });
  try {
    const database = await connect(server.url, { maxConnections: 3 });
    await migrate(database.pool, log);
    const client = await database.pool.connect();
    const schema = await readSchema(client);
    client.release();
    await database.close();
    return schema;
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** The two files that describe the schema, as the migrations say they must be. */
export async function schemaFiles(): Promise<Record<string, string>> {
  const schema = await migratedSchema();
  return { [sqlFile]: renderSql(schema), [typesFile]: format(typesFile, renderTypes(schema)) };
}

/** Returns sentences for the files that do not say what the migrations make. */
export async function checkSchemaFiles(): Promise<string[]> {
  return Object.entries(await schemaFiles())
    .filter(([file, text]) => readFileSync(file, 'utf8') !== text)
    .map(([file]) => `${file} is not what the migrations make; run \`npm run schema\``);
}

if (import.meta.main) {
  for (const [file, text] of Object.entries(await schemaFiles())) writeFileSync(file, text);
}
