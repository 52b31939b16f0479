import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { connect } from '../src/platform/database/database.ts';
import { startEmbeddedPostgres } from '../src/platform/database/embedded.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { loadKeyRing } from '../src/platform/keys/key-ring.ts';
import { createLogger } from '../src/platform/log.ts';
import { onDatabase } from './clone.ts';

/** Starts one real PostgreSQL for the whole run and migrates the database that every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'og-tickets-test-'));
  const log = createLogger('error');
  const server = await startEmbeddedPostgres({ dataDir, log });
  const admin = await connect(server.url, { maxConnections: 2 });
  await admin.pool.query('CREATE DATABASE template_shop');
  await admin.close();
  const template = await connect(onDatabase(server.url, 'template_shop'), { maxConnections: 4 });
  await migrate(template.pool, log);
  await template.close();
  await loadKeyRing({ dataDir, files: {}, generate: true });
  project.provide('databaseUrl', server.url);
  project.provide('keysDir', dataDir);
  // In the range of a whole number of 32 bits, which every generator of random numbers takes as it is.
  const seed = project.config.sequence.seed % 2 ** 31;
  project.provide('seed', seed);
  process.stdout.write(`\nRandom tests start from ${seed}; again: --sequence.seed=${seed}\n`);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
