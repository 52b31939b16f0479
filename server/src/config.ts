import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { SecretName } from './platform/keys/key-ring.ts';
import { StartupError } from './platform/startup-error.ts';

/** Everything that can be set from outside. Only this file reads the environment. */
export interface Config {
  port: number;
  host: string;
  /** Absolute path of the folder for the embedded database, generated secrets and demo accounts. */
  dataDir: string;
  /** Any PostgreSQL from 15 on; null starts the embedded one. */
  databaseUrl: string | null;
  databaseConnections: number;
  /** `https://tickets.example.org` when the shop stands behind a proxy; null: taken from each request, links in mails use localhost. */
  publicUrl: string | null;
  trustedProxies: number;
  /** Demo catalogue and accounts on an empty database. */
  demo: boolean;
  logLevel: string;
  secretFiles: Partial<Record<SecretName, string>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const secretNames = [
  'TICKET_ENCRYPTION_KEY_FILE',
  'TICKET_HMAC_KEY_FILE',
  'TICKET_SIGNING_KEY_FILE',
  'ACCESS_TOKEN_KEY_FILE',
  'SIMULATED_BANK_WEBHOOK_SECRET_FILE',
] as const satisfies readonly SecretName[];

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** Reads and checks the configuration. Throws one StartupError that names every wrong value. */
export function readConfig(environment: Environment): Config {
  const faults: string[] = [];
  const text = (name: string): string | null => environment[name]?.trim() || null;
  const integer = (name: string, otherwise: number, min: number, max: number): number => {
    const value = text(name);
    if (value === null) return otherwise;
    if (/^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value);
    faults.push(`${name} must be a whole number from ${min} to ${max}`);
    return otherwise;
  };
  const logLevel = text('LOG_LEVEL') ?? 'info';
  if (!logLevels.includes(logLevel)) faults.push(`LOG_LEVEL must be one of ${logLevels.join(', ')}`);
  const demo = text('OG_DEMO') ?? '1';
  if (!['0', '1'].includes(demo)) faults.push('OG_DEMO must be 1 or 0');
  const config: Config = {
    port: integer('PORT', 3000, 0, 65_535),
    host: text('HOST') ?? 'localhost',
    dataDir: resolve(text('OG_DATA_DIR') ?? '.data'),
    databaseUrl: databaseUrlOf(text, faults),
    databaseConnections: integer('DATABASE_CONNECTIONS', Math.max(8, availableParallelism() * 4), 2, 200),
    publicUrl: publicUrlOf(text('PUBLIC_URL'), faults),
    trustedProxies: integer('TRUSTED_PROXIES', 0, 0, 10),
    demo: demo === '1',
    logLevel,
    secretFiles: Object.fromEntries(secretNames.flatMap((name) => (text(name) === null ? [] : [[name, text(name)]]))),
  };
  if (faults.length > 0) throw new StartupError(`The configuration is wrong: ${faults.join('; ')}.`);
  return config;
}

/** DATABASE_URL holds a password, so that it may come from a file too. */
function databaseUrlOf(text: (name: string) => string | null, faults: string[]): string | null {
  const file = text('DATABASE_URL_FILE');
  const value = file === null ? text('DATABASE_URL') : readSecretText(file, faults);
  if (value !== null && !/^postgres(ql)?:\/\//.test(value)) {
    faults.push('DATABASE_URL must start with postgres:// or postgresql://');
  }
  return value;
}

function readSecretText(file: string, faults: string[]): string | null {
  try {
    return readFileSync(file, 'utf8').trim() || null;
  } catch {
    faults.push(`DATABASE_URL_FILE names ${file}, which cannot be read`);
    return null;
  }
}

function publicUrlOf(value: string | null, faults: string[]): string | null {
  if (value === null) return null;
  const url = URL.parse(value);
  if (url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/') return url.origin;
  faults.push('PUBLIC_URL must be an address such as https://tickets.example.org, without a path');
  return null;
}
