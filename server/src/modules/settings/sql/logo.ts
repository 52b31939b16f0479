import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** What pages need in order to show a logo. */
interface LogoRow {
  hash: string;
  width: number;
  height: number;
}

/** The logo without its bytes; undefined: there is none. */
export function findLogo(db: Db): Promise<LogoRow | undefined> {
  return db.selectFrom('settings.logo').select(['hash', 'width', 'height']).executeTakeFirst();
}

/** The file of the logo with this hash; undefined when there is another one by now, or none. */
export async function findLogoFile(db: Db, hash: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('settings.logo').select('png').where('hash', '=', hash).executeTakeFirst();
  return row?.png;
}

/** Makes this the logo. */
export async function upsertLogo(tx: Tx, logo: LogoRow & { png: Buffer; accountId: string }): Promise<void> {
  const { accountId, ...file } = logo;
  const values = { ...file, changed_by: accountId, changed_at: sql<Date>`now()` };
  await tx
    .insertInto('settings.logo')
    .values(values)
    .onConflict((conflict) => conflict.column('singleton').doUpdateSet(values))
    .execute();
}

/** Takes the logo away. */
export async function deleteLogo(tx: Tx): Promise<void> {
  await tx.deleteFrom('settings.logo').execute();
}
