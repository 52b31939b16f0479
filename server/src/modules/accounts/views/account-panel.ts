import type { AccountPanel, FoundAccount } from '@og-tickets/contract/people.ts';
import type { Platform } from '../../../platform/platform.ts';
import { emailIndex, nameIndex, openPerson, type PersonRow } from '../personal-data.ts';
import { type AccountSearch, readAccountSearch } from '../rules/account-search.ts';
import { type AccountKey, findAccountsBy, findPanel } from '../sql/account-panel.ts';
import { selectOpenLogins } from '../sql/logins.ts';

type Shop = Pick<Platform, 'db' | 'keys'>;

interface ShownRow extends PersonRow {
  role: FoundAccount['role'];
  status: FoundAccount['status'];
  createdAt: Date;
}

/** Past so many an admin types more. */
const foundMax = 50;

/**
 * Whom an e-mail address, an order code, an account id or words of a name stand for, the newest account first; `more` when
 * there are others.
 */
export async function findAccounts(
  { db, keys }: Shop,
  typed: string,
): Promise<{ items: FoundAccount[]; more: boolean }> {
  const key = keyOf(keys, readAccountSearch(typed));
  if (key === null) return { items: [], more: false };
  const rows = await findAccountsBy(db, key, foundMax + 1);
  return { items: rows.slice(0, foundMax).map((row) => foundOf(keys, row)), more: rows.length > foundMax };
}

function keyOf(keys: Shop['keys'], search: AccountSearch): AccountKey | null {
  if ('email' in search) return { emailKey: emailIndex(keys, search.email) };
  if (!('name' in search)) return search;
  const nameWords = nameIndex(keys, [search.name]);
  return nameWords.length === 0 ? null : { nameWords };
}

/** One account as an admin sees it; null when there is none. */
export async function readAccountPanel({ db, keys }: Shop, accountId: string): Promise<AccountPanel | null> {
  const row = await findPanel(db, accountId);
  if (row === undefined) return null;
  const logins = await selectOpenLogins(db, accountId);
  return {
    ...foundOf(keys, row),
    locale: row.locale,
    activatedAt: row.activatedAt?.toISOString() ?? null,
    secondFactor: row.secondFactor,
    orders: row.orders,
    terms: { version: row.termsVersion, acceptedAt: row.termsAcceptedAt.toISOString() },
    logins: logins.map(({ id, browser, system, createdAt, lastUsedAt }) => ({
      id,
      browser,
      system,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt.toISOString(),
    })),
  };
}

function foundOf(keys: Shop['keys'], row: ShownRow): FoundAccount {
  const { email, firstName, lastName } = openPerson(keys, row);
  const { id, role, status, createdAt } = row;
  return { id, name: `${firstName} ${lastName}`.trim(), email, role, status, createdAt: createdAt.toISOString() };
}
