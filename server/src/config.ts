import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import type { SecretName } from './platform/keys/key-ring.ts';
import { SecretText } from './platform/keys/secret-text.ts';
import { StartupError } from './platform/startup-error.ts';
import { checkRole, type ProcessRole, readRole } from './process-role.ts';
import { type Observability, readObservability, readRedisUrl, readSecurityContact } from './observability-setting.ts';
import { readBreachedPasswordsUrl } from './password-setting.ts';
import { refuseUnsafe } from './real-shop.ts';
import { type ReadText, readSecretSetting, readSecretText, refuseBareSecrets } from './secret-setting.ts';
import { readSeller, type Seller } from './seller.ts';
import { readSmtp, type SmtpConfig } from './smtp.ts';

/** Everything that can be set from outside. Only this file reads the environment. */
export interface Config {
  /** Whether this process answers browsers, works jobs, or both. */
  role: ProcessRole;
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
  /** Demo catalogue and accounts on an empty database; false: a real shop, which refuses what is good for trying out only. */
  demo: boolean;
  /** Who stands on invoices. */
  seller: Seller;
  /** What takes our mails; null: they stay in the mailbox of the shop. */
  smtp: SmtpConfig | null;
  logLevel: string;
  observability: Observability;
  /** Ties several processes together; null: the database does. */
  redisUrl: SecretText | null;
  /** Before it stops, a process says for so long that it is not ready, so that nobody sends it new calls. */
  drainMs: number;
  /** Where people tell of a weakness; null: at the seller's address. */
  securityContact: string | null;
  /** Where passwords that became known in breaches are asked for; null: nowhere. */
  breachedPasswordsUrl: URL | null;
  secretFiles: Partial<Record<SecretName, string>>;
  /** Folder of the simulated bank's own books, when it runs in this process. */
  simulatedBankDir: string;
  /** Where a simulated bank runs as a process of its own; null: in this one, under `simulatedBankPath`, or nowhere. */
  simulatedBankUrl: string | null;
  /** Whether it takes payments at all, in this process or elsewhere: in a demo, and in a real shop that says that it means it. */
  simulatedBank: boolean;
  /** The account with Stripe that takes the payments; null: the simulated bank takes them. */
  stripe: StripeConfig | null;
}

export interface StripeConfig {
  secretKey: SecretText;
  webhookSecret: SecretText;
  /** Publishable: the browser needs it. */
  publicKey: string;
  /** A stand-in of api.stripe.com, for tests; null: Stripe itself. */
  apiBase: URL | null;
}

/** Path of the simulated bank when it runs in this process. */
export const simulatedBankPath = '/simulated-bank';

type Environment = Readonly<Record<string, string | undefined>>;

const secretNames = [
  'TICKET_ENCRYPTION_KEY_FILE',
  'TICKET_HMAC_KEY_FILE',
  'TICKET_SIGNING_KEY_FILE',
  'ACCESS_TOKEN_KEY_FILE',
  'EMAIL_INDEX_KEY_FILE',
  'SIMULATED_BANK_WEBHOOK_SECRET_FILE',
] as const satisfies readonly SecretName[];

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** Reads and checks the configuration. Throws one StartupError that names every wrong value. */
export function readConfig(environment: Environment): Config {
  const faults: string[] = [];
  const text: ReadText = (name) => environment[name]?.trim() || null;
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
  if (!['0', '1', null].includes(text('SIMULATED_BANK'))) faults.push('SIMULATED_BANK must be 1 or 0');
  refuseBareSecrets(text, faults);
  const trustedProxies = integer('TRUSTED_PROXIES', 0, 0, 10);
  const config: Config = {
    role: readRole(text, faults),
    port: integer('PORT', 3000, 0, 65_535),
    host: text('HOST') ?? 'localhost',
    dataDir: resolve(text('OG_DATA_DIR') ?? '.data'),
    databaseUrl: databaseUrlOf(text, faults),
    databaseConnections: integer('DATABASE_CONNECTIONS', Math.max(8, availableParallelism() * 4), 2, 200),
    publicUrl: originOf('PUBLIC_URL', 'https://tickets.example.org', text('PUBLIC_URL'), faults),
    trustedProxies,
    demo: demo === '1',
    seller: readSeller(text, demo === '1', faults),
    smtp: readSmtp(text, faults),
    logLevel,
    observability: readObservability(text, faults),
    redisUrl: readRedisUrl(text, faults),
    // Without a proxy nobody looks at the readiness.
    drainMs: integer('SHUTDOWN_DRAIN_SECONDS', trustedProxies > 0 ? 2 : 0, 0, 60) * 1_000,
    securityContact: readSecurityContact(text, faults),
    breachedPasswordsUrl: readBreachedPasswordsUrl(text, faults),
    secretFiles: Object.fromEntries(secretNames.flatMap((name) => (text(name) === null ? [] : [[name, text(name)]]))),
    simulatedBankDir: resolve(text('SIMULATED_BANK_DIR') ?? join(text('OG_DATA_DIR') ?? '.data', 'simulated-bank')),
    simulatedBankUrl: originOf('SIMULATED_BANK_URL', 'http://localhost:3100', text('SIMULATED_BANK_URL'), faults),
    simulatedBank: demo === '1' || text('SIMULATED_BANK') === '1',
    stripe: stripeOf(text, faults),
  };
  refuseUnsafe(config, text, faults);
  const providerElsewhere = config.simulatedBankUrl !== null || config.stripe !== null;
  checkRole(config.role, { ...config, providerElsewhere }, faults);
  if (faults.length > 0) throw new StartupError(`The configuration is wrong: ${faults.join('; ')}.`);
  return config;
}

function databaseUrlOf(text: ReadText, faults: string[]): string | null {
  const value = readSecretSetting('DATABASE_URL', text, faults);
  // Not the value: it may hold a password.
  if (value !== null && (!/^postgres(ql)?:\/\//.test(value) || URL.parse(value) === null)) {
    faults.push('DATABASE_URL must be an address such as postgres://user:password@db.example.org:5432/tickets');
  }
  return value;
}

function originOf(name: string, example: string, value: string | null, faults: string[]): string | null {
  if (value === null) return null;
  const url = URL.parse(value);
  if (url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/') return url.origin;
  faults.push(`${name} must be an address such as ${example}, without a path`);
  return null;
}

/**
 * Stripe is on when all three of its settings are there; some of them alone are a mistake that nobody should find out
 * about from a buyer.
 */
function stripeOf(text: ReadText, faults: string[]): StripeConfig | null {
  const settings = ['STRIPE_SECRET_KEY_FILE', 'STRIPE_WEBHOOK_SECRET_FILE', 'STRIPE_PUBLIC_KEY'].map((name) => ({
    name,
    value: text(name),
  }));
  const missing = settings.filter(({ value }) => value === null).map(({ name }) => name);
  const [secretKeyFile, webhookSecretFile, publicKey] = settings.map(({ value }) => value);
  if (missing.length === settings.length) return null;
  if (!secretKeyFile || !webhookSecretFile || !publicKey) {
    faults.push(`Stripe is on with all of its settings or off with none: ${missing.join(', ')} missing`);
    return null;
  }
  // A restricted key (rk_) is enough when it may write PaymentIntents and refunds.
  const secretKey = stripeText('STRIPE_SECRET_KEY_FILE', secretKeyFile, /^[sr]k_(test|live)_\w{10,250}$/, faults);
  const webhookSecret = stripeText('STRIPE_WEBHOOK_SECRET_FILE', webhookSecretFile, /^whsec_[\w+/=]{16,250}$/, faults);
  const publicMode = /^pk_(test|live)_\w{10,250}$/.exec(publicKey)?.[1];
  if (publicMode === undefined) faults.push('STRIPE_PUBLIC_KEY must be a publishable key (pk_test_... or pk_live_...)');
  const apiBase = stripeApiBase(text('STRIPE_API_BASE'), faults);
  if (secretKey === null || webhookSecret === null || publicMode === undefined) return null;
  const secretMode = /^.k_(test|live)_/.exec(secretKey)?.[1];
  if (secretMode !== publicMode)
    faults.push('STRIPE_PUBLIC_KEY and the secret key are of different modes, test and live');
  if (secretMode === 'live' && apiBase !== null)
    faults.push('STRIPE_API_BASE takes test keys only: a live key is for Stripe');
  return { secretKey: new SecretText(secretKey), webhookSecret: new SecretText(webhookSecret), publicKey, apiBase };
}

function stripeText(name: string, file: string, shape: RegExp, faults: string[]): string | null {
  const value = readSecretText(name, file, faults);
  if (value === null || shape.test(value)) return value;
  faults.push(`${name}: ${file} does not hold what Stripe calls by that name; copy it from Stripe's dashboard`);
  return null;
}

function stripeApiBase(value: string | null, faults: string[]): URL | null {
  if (value === null) return null;
  const url = URL.parse(value);
  const isLoopback = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const mayBeCalled = url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback));
  if (mayBeCalled && url.pathname === '/' && url.username === '') return url;
  faults.push('STRIPE_API_BASE must be https, or http on this machine, without a path');
  return null;
}
