import type { ShopLogo } from '@og-tickets/contract/logo.ts';
import type { Db } from '../../../platform/database/database.ts';
import { findLogo, findLogoFile } from '../sql/logo.ts';

/** The logo as pages need it; null: there is none. */
export async function readLogo(db: Db): Promise<ShopLogo | null> {
  return (await findLogo(db)) ?? null;
}

/** The file of the logo with this hash; null when there is another one by now, or none. */
export async function readLogoFile(db: Db, hash: string): Promise<Buffer | null> {
  return (await findLogoFile(db, hash)) ?? null;
}
