import type { Login } from '@og-tickets/contract/logins.ts';
import type { Db } from '../../../platform/database/database.ts';
import { selectOpenLogins } from '../sql/logins.ts';

/** The open logins of an account as their owner sees them. */
export async function readLogins(db: Db, caller: { accountId: string; loginId: string }): Promise<Login[]> {
  const logins = await selectOpenLogins(db, caller.accountId);
  return logins.map(({ id, browser, system, createdAt, lastUsedAt }) => ({
    id,
    browser,
    system,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    current: id === caller.loginId,
  }));
}
