import type { SecretText } from './platform/keys/secret-text.ts';
import type { ReadText } from './secret-setting.ts';

/** What of the configuration is looked at. */
interface Settings {
  demo: boolean;
  publicUrl: string | null;
  trustedProxies: number;
  logLevel: string;
  databaseUrl: string | null;
  stripe: { secretKey: SecretText } | null;
}

const passwordCharsMin = 12;
const passwordDistinctMin = 6;
/** What installation guides write where a password belongs; longer than `passwordCharsMin` only. */
const placeholders = /change.?me|password|postgres|example|secret|123456/i;
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Refuses a shop that takes real money or stands on the network with settings that are good for trying out only. A shop is
 * real with OG_DEMO=0. Adds a sentence for each to `faults`, without any secret.
 */
export function refuseUnsafe(config: Settings, text: ReadText, faults: string[]): void {
  if (config.demo) refuseDemoInEarnest(config, text, faults);
  else refuseTrialSettings(config, text, faults);
}

function refuseDemoInEarnest(config: Settings, text: ReadText, faults: string[]): void {
  if (config.stripe?.secretKey.reveal().includes('k_live_') === true) {
    faults.push('STRIPE_SECRET_KEY_FILE holds a live key in a demo: take test keys, or set OG_DEMO=0 for a real shop');
  }
  // Whoever forgot OG_DEMO would open a shop with demo accounts and everybody's mails to the world.
  if (text('OG_DEMO') === null && isPublic(config.publicUrl)) {
    faults.push('OG_DEMO must be set beside PUBLIC_URL: to 0 for a real shop, to 1 for a demo that the world may see');
  }
}

function refuseTrialSettings(config: Settings, text: ReadText, faults: string[]): void {
  const { publicUrl } = config;
  const why = 'OG_DEMO=0 is a real shop';
  if (publicUrl === null) {
    faults.push(`PUBLIC_URL must be set to the address of the shop, such as https://tickets.example.org (${why})`);
  } else if (isPublic(publicUrl) && publicUrl.startsWith('http:')) {
    faults.push(`PUBLIC_URL must start with https: passwords and tickets go over it (${why})`);
  }
  if (publicUrl?.startsWith('https:') === true && config.trustedProxies === 0) {
    faults.push(
      `TRUSTED_PROXIES must be 1 or more: the shop itself speaks http, so that behind PUBLIC_URL a proxy stands, whose address all callers would share (${why})`,
    );
  }
  if (['trace', 'debug'].includes(config.logLevel)) {
    faults.push(`LOG_LEVEL must be info or above, not ${config.logLevel} (${why})`);
  }
  if (config.stripe === null && text('SIMULATED_BANK') !== '1') {
    faults.push(
      `STRIPE_SECRET_KEY_FILE must be set, or SIMULATED_BANK=1 for a rehearsal in which tickets cost nothing (${why})`,
    );
  }
  refuseDebugging(text, faults);
  refuseUrlsWithSecrets(text, faults);
  refuseWeakDatabasePassword(config.databaseUrl, faults);
}

/** Settings of Node itself that open or print what the shop keeps to itself. */
function refuseDebugging(text: ReadText, faults: string[]): void {
  if (text('NODE_DEBUG') !== null) faults.push('NODE_DEBUG must be unset: it prints headers and cookies');
  if (/--inspect/.test(text('NODE_OPTIONS') ?? '')) {
    faults.push('NODE_OPTIONS must be without --inspect: a debugger reads every secret');
  }
  if (text('NODE_TLS_REJECT_UNAUTHORIZED') === '0') {
    faults.push('NODE_TLS_REJECT_UNAUTHORIZED must be unset: anybody could pose as the payment provider');
  }
}

/** Every process of the same user can read the environment, and it gets into images and service files. */
function refuseUrlsWithSecrets(text: ReadText, faults: string[]): void {
  for (const name of ['DATABASE_URL', 'SMTP_URL', 'REDIS_URL']) {
    if (passwordIn(text(name)) === '') continue;
    faults.push(`${name} holds a password: put the address into a file of mode 0600 and name that by ${name}_FILE`);
  }
}

function refuseWeakDatabasePassword(databaseUrl: string | null, faults: string[]): void {
  const password = passwordIn(databaseUrl);
  // Without one the database knows the shop in another way: by its socket or a certificate.
  if (password === '') return;
  const isStrong =
    password.length >= passwordCharsMin &&
    new Set(password).size >= passwordDistinctMin &&
    !placeholders.test(password);
  if (isStrong) return;
  faults.push(
    'DATABASE_URL holds a password that is short or common: give the database user a random one, such as "openssl rand -hex 24" makes',
  );
}

/** The password in an address, '' when it has none. PostgreSQL takes it as a parameter too. */
function passwordIn(address: string | null): string {
  const url = URL.parse(address ?? '');
  return url?.password || url?.searchParams.get('password') || '';
}

function isPublic(url: string | null): boolean {
  const host = URL.parse(url ?? '')?.hostname;
  return host !== undefined && !loopback.has(host);
}
