import type { ShopFields } from '@og-tickets/contract/settings.ts';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** The row of the settings as it is stored. */
export interface StoredSettings {
  version: number;
  content: unknown;
}

/** What is set. */
export function findSettings(db: Db): Promise<StoredSettings> {
  return db.selectFrom('settings.shop').select(['version', 'content']).executeTakeFirstOrThrow();
}

/** What is set, locked until the transaction ends. */
export function lockSettings(tx: Tx): Promise<StoredSettings> {
  return tx.selectFrom('settings.shop').select(['version', 'content']).forUpdate().executeTakeFirstOrThrow();
}

/** Stores the settings as their next version. */
export async function updateSettings(
  tx: Tx,
  { version, content, accountId }: { version: number; content: ShopFields; accountId: string },
): Promise<void> {
  await tx
    .updateTable('settings.shop')
    .set({ version, content: JSON.stringify(content), changed_at: new Date(), changed_by: accountId })
    .execute();
}
