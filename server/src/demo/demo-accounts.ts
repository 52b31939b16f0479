import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Role, roles } from '@og-tickets/contract/endpoint.ts';
import { createAccount, findAccountId, isPasswordOf } from '../modules/accounts/index.ts';
import { randomBytes } from '../platform/keys/random.ts';
import { createPrivateFile } from '../platform/keys/secret-file.ts';
import type { Platform } from '../platform/platform.ts';
import { StartupError } from '../platform/startup-error.ts';

/** An account of the demo with its password, for the person at the terminal. */
export interface DemoAccount {
  role: Role;
  email: string;
  password: string;
}

const people: Record<Role, { email: string; firstName: string; lastName: string }> = {
  customer: { email: 'client@demo.example', firstName: 'Camille', lastName: 'Martin' },
  controller: { email: 'controleur@demo.example', firstName: 'Alex', lastName: 'Durand' },
  admin: { email: 'admin@demo.example', firstName: 'Dominique', lastName: 'Petit' },
};

const consonants = 'bdfgjklmnprstvyz';
const vowels = 'aiou';
const passwordGroups = 5;

/** Five groups of two syllables such as `bako-tumi-resa-dolu-nifa`: 60 random bits that can be read aloud and typed. */
function readablePassword(): string {
  const syllables = [...randomBytes(passwordGroups * 2)].map(
    (byte) => `${consonants.charAt(byte & 15)}${vowels.charAt((byte >> 4) & 3)}`,
  );
  return Array.from({ length: passwordGroups }, (_, group) => syllables.slice(group * 2, group * 2 + 2).join('')).join(
    '-',
  );
}

function isDemoAccount(value: unknown): value is DemoAccount {
  if (typeof value !== 'object' || value === null) return false;
  const { role, email, password } = value as Partial<Record<keyof DemoAccount, unknown>>;
  return roles.some((known) => known === role) && typeof email === 'string' && typeof password === 'string';
}

async function readAccounts(path: string): Promise<DemoAccount[] | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const unreadable = new StartupError(`The file ${path} is not what the demo wrote. Restore it, or delete it.`);
  try {
    const content: unknown = JSON.parse(text);
    if (!Array.isArray(content) || !content.every(isDemoAccount)) throw unreadable;
    return content;
  } catch {
    throw unreadable;
  }
}

/**
 * Refuses a real shop on the database of a demonstration: its admin's password stands in a file and in terminals. Throws a
 * StartupError.
 */
export async function requireNoDemoAccounts(platform: Platform): Promise<void> {
  if (!(await anyExists(platform))) return;
  throw new StartupError(
    'This database holds the accounts of a demonstration: give a shop with OG_DEMO=0 a database of its own (DATABASE_URL, or another OG_DATA_DIR).',
  );
}

async function anyExists(platform: Platform): Promise<boolean> {
  for (const { email } of Object.values(people)) {
    if ((await findAccountId(platform, email)) !== undefined) return true;
  }
  return false;
}

/**
 * Sees to it that the demo has a customer, a controller and an admin. Their passwords are random, made on the first
 * start and kept in `<dataDir>/demo-accounts.json` (mode 0600) before the accounts exist, so that a crash in between
 * loses none; an emptied database gets the same ones again. Returns the accounts that these passwords open: none when
 * the database has accounts from another data folder. Throws a StartupError when the file cannot be written or read.
 */
export async function ensureDemoAccounts(platform: Platform): Promise<DemoAccount[]> {
  const path = join(platform.config.dataDir, 'demo-accounts.json');
  let accounts = await readAccounts(path);
  if (accounts === null) {
    // A process that starts at the same time writes the file before the accounts: they are its own, or another folder's.
    if (await anyExists(platform)) return openedBy(platform, (await readAccounts(path)) ?? []);
    const made = roles.map((role) => ({ role, email: people[role].email, password: readablePassword() }));
    await createPrivateFile('Demo accounts', path, `${JSON.stringify(made, null, 2)}\n`);
    accounts = (await readAccounts(path)) ?? [];
  }
  return openedBy(platform, accounts);
}

async function openedBy(platform: Platform, accounts: readonly DemoAccount[]): Promise<DemoAccount[]> {
  const usable: DemoAccount[] = [];
  for (const account of accounts) {
    if (await opens(platform, account)) usable.push(account);
  }
  return usable;
}

/** Creates the account where there is none; one that another process has just created opens too. */
async function opens(platform: Platform, { role, email, password }: DemoAccount): Promise<boolean> {
  if (await isPasswordOf(platform, email, password)) return true;
  if ((await findAccountId(platform, email)) !== undefined) return isPasswordOf(platform, email, password);
  const { firstName, lastName } = people[role];
  const { added } = await createAccount(platform, { role, email, password, firstName, lastName, locale: 'fr' });
  return added || isPasswordOf(platform, email, password);
}
