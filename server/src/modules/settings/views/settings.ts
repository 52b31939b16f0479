import { defaultSettings, type ShopSettings } from '@og-tickets/contract/settings.ts';
import type { Db } from '../../../platform/database/database.ts';
import { findSettings, type StoredSettings } from '../sql/shop.ts';

/** What is set, with the defaults of what is not. */
export function withDefaults({ version, content }: StoredSettings): ShopSettings {
  // Only `changeSettings` writes the row, from a body that the contract has checked.
  const stored: Partial<ShopSettings> = typeof content === 'object' && content !== null ? content : {};
  // What an older version stored knows fewer of the legal fields.
  return { ...defaultSettings, ...stored, legal: { ...defaultSettings.legal, ...stored.legal }, version };
}

/** The settings as the database has them now. */
export async function readSettings(db: Db): Promise<ShopSettings> {
  return withDefaults(await findSettings(db));
}
