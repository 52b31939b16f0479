import { type Tx, withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { deviceName } from '../rules/device-name.ts';
import { lockUnnamedLogins, nameBrowserOf } from '../sql/logins.ts';

/** Rows that are locked at once. */
const batchRows = 500;

/**
 * Logins of the version before hold all that their browser said of itself: puts two words of it in its place, batch by
 * batch. May be killed at any moment and be done by several processes at once.
 */
export async function nameBrowsers({ db }: Pick<Platform, 'db'>): Promise<void> {
  while ((await withTx(db, nameBatch)) > 0) continue;
}

async function nameBatch(tx: Tx): Promise<number> {
  const logins = await lockUnnamedLogins(tx, batchRows);
  for (const { id, userAgent } of logins) await nameBrowserOf(tx, id, deviceName(userAgent));
  return logins.length;
}
