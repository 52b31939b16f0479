import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '../config.ts';
import { verifyJournal } from '../modules/audit/index.ts';
import { violationsOf } from '../modules/invariants/index.ts';
import { systemClock } from '../platform/clock.ts';
import { readSealed, type SealedFile } from '../platform/database/backup/backup-file.ts';
import { type Loaded, loadDatabase } from '../platform/database/backup/load.ts';
import { lockDataDir } from '../platform/database/data-dir.ts';
import { connect } from '../platform/database/database.ts';
import { startEmbeddedPostgres } from '../platform/database/embedded.ts';
import { type KeyRing, loadKeyRing, secretFileNames } from '../platform/keys/key-ring.ts';
import { createPrivateFile } from '../platform/keys/secret-file.ts';
import { createLogger } from '../platform/log.ts';
import { StartupError } from '../platform/startup-error.ts';
import { requireOwnSecrets } from '../require-own-secrets.ts';
import { reportStartupError } from './support/report.ts';
import { optionsOf } from './support/words.ts';

const usage =
  'Use: npm run restore -- --from BACKUP --key FILE [--verify], or --from BACKUP --key FILE --secrets-to FOLDER for the secrets.';
const shown = 20;
const log = createLogger('warn');

/**
 * npm run restore: puts a backup back into the empty database of the configuration, or with --verify into one of its own that is
 * thrown away, and says whether all promises hold there: invariants, the chain of the journal, and that the secrets open it. Exit
 * code 1 when one does not.
 */
await reportStartupError(async () => {
  const { values, flags } = optionsOf(process.argv.slice(2), usage, ['from', 'key', 'secrets-to'], ['verify']);
  if (values.from === undefined || values.key === undefined) throw new StartupError(usage);
  const file: SealedFile = { path: values.from, keyFile: values.key };
  const folder = values['secrets-to'];
  if (folder !== undefined) await restoreSecrets(file, folder);
  else if (!(await restoreDatabase(file, readConfig(process.env), flags.has('verify')))) process.exitCode = 1;
});

async function restoreSecrets(file: SealedFile, folder: string): Promise<void> {
  for await (const record of readSealed(file)) {
    const found = record.kind === 'json' ? record.value : null;
    const kept = typeof found === 'object' && found !== null && 'secrets' in found ? found.secrets : null;
    if (typeof kept !== 'object' || kept === null) throw new StartupError('The file is no backup of secrets.');
    const texts = new Map(Object.entries(kept));
    for (const [setting, name] of secretFileNames) {
      const text: unknown = texts.get(name);
      if (typeof text === 'string') await createPrivateFile(setting, join(folder, name), text);
    }
  }
  process.stdout.write(`The secrets are in ${folder}; files that were there stay as they were.\n`);
}

async function restoreDatabase(file: SealedFile, config: Config, isTrial: boolean): Promise<boolean> {
  const keys = await loadKeyRing({ dataDir: config.dataDir, files: config.secretFiles, generate: false });
  if (config.databaseUrl !== null && !isTrial) return restoreInto(config.databaseUrl, file, { config, keys });
  const dataDir = isTrial ? await mkdtemp(join(tmpdir(), 'og-tickets-restore-')) : config.dataDir;
  const release = await lockDataDir(dataDir);
  try {
    const server = await startEmbeddedPostgres({ dataDir, log });
    try {
      return await restoreInto(server.url, file, { config, keys });
    } finally {
      await server.stop();
    }
  } finally {
    await release();
    if (isTrial) await rm(dataDir, { recursive: true, force: true });
  }
}

interface Shop {
  config: Config;
  keys: KeyRing;
}

async function restoreInto(url: string, file: SealedFile, shop: Shop): Promise<boolean> {
  const loaded = await loadDatabase(url, readSealed(file), log);
  const { manifest, rows } = loaded;
  process.stdout.write(
    `${rows} rows of ${manifest.tables.length} tables, as of ${manifest.madeAt} (PostgreSQL ${manifest.postgres})\n`,
  );
  return verify(url, loaded, shop);
}

/** Says what is broken in a database that was just loaded; true when nothing is. */
async function verify(url: string, { manifest }: Loaded, { config, keys }: Shop): Promise<boolean> {
  const database = await connect(url, { maxConnections: 2 });
  try {
    const { db } = database;
    await requireOwnSecrets({ db, keys, config });
    const standingForSeconds = Math.max(0, (systemClock.nowMs() - Date.parse(manifest.madeAt)) / 1000);
    const violations = await violationsOf(db, shown, { standingForSeconds });
    const { entries, fault } = await verifyJournal({ db, keys, clock: systemClock });
    for (const { violation } of violations) process.stdout.write(`broken: ${violation}\n`);
    if (fault !== null) process.stdout.write(`broken: entry ${fault.number} of the journal, ${fault.kind}\n`);
    if (violations.length > 0 || fault !== null) return false;
    process.stdout.write(`All promises hold, the journal's ${entries} entries too, and the secrets open it.\n`);
    return true;
  } finally {
    await database.close();
  }
}
