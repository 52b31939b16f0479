import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, readConfig } from '../config.ts';
import { type SealedFile, writeSealed } from '../platform/database/backup/backup-file.ts';
import { dumpDatabase, noteBackup } from '../platform/database/backup/dump.ts';
import type { Record } from '../platform/database/backup/records.ts';
import { DataDirLockedError, lockDataDir } from '../platform/database/data-dir.ts';
import { startEmbeddedPostgres } from '../platform/database/embedded.ts';
import { findRunningPostgres } from '../platform/database/running.ts';
import { secretFileNames, secretFilePath } from '../platform/keys/key-ring.ts';
import { readPrivateText } from '../platform/keys/secret-file.ts';
import { createLogger } from '../platform/log.ts';
import { StartupError } from '../platform/startup-error.ts';
import { reportStartupError } from './support/report.ts';
import { optionsOf } from './support/words.ts';

const usage =
  'Use: npm run backup -- --key FILE --to FOLDER [--secrets]. FILE holds "1:" and 32 random bytes in base64; make it apart from the database.';

/**
 * npm run backup: everything in the database as of one moment, sealed; with --secrets the secret files of the shop instead, which
 * belong somewhere else and under another key. The shop goes on meanwhile.
 */
await reportStartupError(async () => {
  const { values, flags } = optionsOf(process.argv.slice(2), usage, ['key', 'to'], ['secrets']);
  if (values.key === undefined || values.to === undefined) throw new StartupError(usage);
  const config = readConfig(process.env);
  await mkdir(values.to, { recursive: true, mode: 0o700 });
  const kind = flags.has('secrets') ? 'secrets' : 'database';
  const name = `og-tickets-${kind}-${new Date().toISOString().replaceAll(':', '').slice(0, 17)}Z.ogbackup`;
  const file: SealedFile = { path: join(values.to, name), keyFile: values.key };
  const began = performance.now();
  const bytes = kind === 'secrets' ? await writeSealed(file, secrets(config)) : await backUpDatabase(config, file);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`${file.path}: ${(bytes / 1e6).toFixed(1)} MB in ${seconds} s\n`);
});

async function* secrets(config: Config): AsyncGenerator<Record> {
  const files = [...secretFileNames].map(([name, file]) => {
    const path = secretFilePath({ dataDir: config.dataDir, files: config.secretFiles }, name);
    return [file, readPrivateText(name, path)];
  });
  yield { kind: 'json', value: { format: 1, madeAt: new Date().toISOString(), secrets: Object.fromEntries(files) } };
}

/** The database of the configuration; the embedded one beside the shop that runs on it, else started for this. */
async function backUpDatabase(config: Config, file: SealedFile): Promise<number> {
  if (config.databaseUrl !== null) return dumpInto(file, config.databaseUrl);
  let release: () => Promise<void>;
  try {
    release = await lockDataDir(config.dataDir);
  } catch (error) {
    if (!(error instanceof DataDirLockedError)) throw error;
    const url = await findRunningPostgres(config.dataDir);
    if (url === null) throw error;
    return dumpInto(file, url);
  }
  try {
    // A mistyped folder must not become an empty shop with an empty backup.
    readFileSync(join(config.dataDir, 'postgres-password'));
    const server = await startEmbeddedPostgres({ dataDir: config.dataDir, log: createLogger('warn') });
    try {
      return await dumpInto(file, server.url);
    } finally {
      await server.stop();
    }
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw isMissing
      ? new StartupError(`There is no database in ${config.dataDir}: set OG_DATA_DIR or DATABASE_URL_FILE.`)
      : error;
  } finally {
    await release();
  }
}

/** The alert for stale backups looks at what is noted in the end. */
async function dumpInto(file: SealedFile, url: string): Promise<number> {
  const bytes = await writeSealed(file, dumpDatabase(url));
  await noteBackup(url, 'npm run backup');
  return bytes;
}
