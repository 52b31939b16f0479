import { type Config, readConfig } from '../../config.ts';
import { indexAddresses } from '../../modules/accounts/index.ts';
import { DataDirLockedError } from '../../platform/database/data-dir.ts';
import { connect, type Database, type Db } from '../../platform/database/database.ts';
import { findRunningPostgres } from '../../platform/database/running.ts';
import { type KeyRing, loadKeyRing, type SecretName, secretFilePath } from '../../platform/keys/key-ring.ts';
import { addSecret } from '../../platform/keys/secret-file.ts';
import { createLogger, type Logger } from '../../platform/log.ts';
import { openDatabase } from '../../platform/open-database.ts';
import { StartupError } from '../../platform/startup-error.ts';
import { sealingSteps } from '../../seal-clear-rows.ts';

const connections = 2;

/** The shop as a command sees it. */
export interface CommandShop {
  config: Config;
  db: Db;
  keys: KeyRing;
  log: Logger;
  /** Words after the name of the command. */
  words: string[];
  /** Prints a line. */
  say: (line: string) => void;
}

/** The database of the configuration, also while a shop runs on it: then the command connects beside the shop. */
export async function openBesideShop(config: Config): Promise<Database> {
  try {
    const log = createLogger('warn');
    return await openDatabase(config, log, { steps: sealingSteps({ config, log, loadKeys: () => loadKeys(config) }) });
  } catch (error) {
    if (!(error instanceof DataDirLockedError)) throw error;
    const url = await findRunningPostgres(config.dataDir);
    if (url === null) throw error;
    return connect(url, { maxConnections: connections });
  }
}

function loadKeys({ dataDir, secretFiles }: Config): Promise<KeyRing> {
  return loadKeyRing({ dataDir, files: secretFiles, generate: false });
}

/** Runs a command on the configured shop and ends with its exit code; a StartupError is printed as one sentence. */
export async function runCommand(work: (shop: CommandShop) => Promise<number>): Promise<void> {
  try {
    process.exitCode = await workOnShop(work);
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

async function workOnShop(work: (shop: CommandShop) => Promise<number>): Promise<number> {
  const config = readConfig(process.env);
  const keys = await loadKeys(config);
  const database = await openBesideShop(config);
  try {
    const say = (line: string): void => void process.stdout.write(`${line}\n`);
    const log = createLogger(config.logLevel);
    await indexAddresses({ db: database.db, keys, log });
    return await work({ config, db: database.db, keys, log, words: process.argv.slice(2), say });
  } finally {
    await database.close();
  }
}

/** Where a secret lies, and adding a new one to it, which the shop's key ring then has. Returns the id. */
export async function addKey(
  { config, keys }: CommandShop,
  name: SecretName,
  usedIds: Iterable<number> = [],
): Promise<number> {
  const id = await addSecret(name, keyFile(config, name), usedIds);
  const fault = keys.lookAgain();
  if (fault !== null) throw new StartupError(fault);
  return id;
}

/** The path of a secret's file. */
export function keyFile(config: Config, name: SecretName): string {
  return secretFilePath({ dataDir: config.dataDir, files: config.secretFiles }, name);
}

/** The one word of a command line that must be a key id. Throws a StartupError with the usage. */
export function keyIdOf(words: readonly string[], usage: string): number {
  const [word = ''] = words;
  if (words.length !== 1 || !/^\d{1,3}$/.test(word)) throw new StartupError(usage);
  return Number(word);
}
