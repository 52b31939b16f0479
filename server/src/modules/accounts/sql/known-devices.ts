import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';

/** A browser that did not come back for so long is forgotten. */
const rememberedDays = 395;

/**
 * Remembers a browser for an account. `isNew`: it was not known, while another was; the first browser of an account is no
 * news to its owner.
 */
export async function rememberDevice(tx: Tx, accountId: string, tokenHash: Buffer): Promise<{ isNew: boolean }> {
  const { rows } = await sql<{ added: boolean; others: boolean }>`
    INSERT INTO accounts.known_devices AS d (account_id, token_hash) VALUES (${accountId}, ${tokenHash})
    ON CONFLICT (account_id, token_hash) DO UPDATE SET last_seen_at = now()
    RETURNING xmax = 0 AS added, EXISTS (SELECT FROM accounts.known_devices AS other
      WHERE other.account_id = ${accountId} AND other.token_hash <> ${tokenHash}) AS others`.execute(tx);
  return { isNew: rows[0]?.added === true && rows[0].others };
}

/** Forgets every browser of an account. */
export async function deleteDevicesOf(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('accounts.known_devices').where('account_id', '=', accountId).execute();
}

export async function deleteOldDevices(tx: Tx): Promise<void> {
  await sql`
    DELETE FROM accounts.known_devices
    WHERE last_seen_at < now() - make_interval(days => ${rememberedDays})`.execute(tx);
}
