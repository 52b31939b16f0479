import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { connect } from '../src/platform/database/database.ts';
import { startEmbeddedPostgres } from '../src/platform/database/embedded.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { loadKeyRing } from '../src/platform/keys/key-ring.ts';
import { createLogger } from '../src/platform/log.ts';
import { onDatabase } from './clone.ts';

/** Where Linux keeps files in memory. */
const inMemory = '/dev/shm';
/** What a run may take of it at most, with room to spare. */
const runBytes = 4 * 2 ** 30;

/** The fastest place that has room for a run. */
async function scratchFolder(): Promise<string> {
  const found = await statfs(inMemory).catch(() => null);
  return found !== null && found.bavail * found.bsize >= runBytes ? inMemory : tmpdir();
}

/** Starts one real PostgreSQL for the whole run and migrates the database that every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(await scratchFolder(), 'og-tickets-test-'));
  const log = createLogger('error');
  // Tests kill servers and connections, never the machine: what PostgreSQL has written is there whether or not the disk has it.
  const server = await startEmbeddedPostgres({ dataDir, log, isThrownAway: true });
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
