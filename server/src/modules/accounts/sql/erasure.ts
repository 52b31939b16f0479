import { limits } from '@og-tickets/contract/limits.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';
import type { PersonRow } from '../personal-data.ts';

/** Closes an active account until its erasure. Returns when that is due; undefined when it is not active. */
export async function closeActive(tx: Tx, accountId: string): Promise<Date | undefined> {
  const closed = await tx
    .updateTable('accounts.accounts')
    .set({
      status: 'closed',
      erase_after: sql`now() + make_interval(days => ${sql.lit(limits.erasureGraceDays)})`,
      undo_token_hash: null,
    })
    .where('id', '=', accountId)
    .where('status', '=', 'active')
    .returning('erase_after')
    .executeTakeFirst();
  return closed?.erase_after ?? undefined;
}

/** Gives a closed account the token that opens it again. Returns when it is erased; undefined when it is not closed. */
export async function giveUndoToken(tx: Tx, accountId: string, tokenHash: Buffer): Promise<Date | undefined> {
  const given = await tx
    .updateTable('accounts.accounts')
    .set({ undo_token_hash: tokenHash })
    .where('id', '=', accountId)
    .where('status', '=', 'closed')
    .returning('erase_after')
    .executeTakeFirst();
  return given?.erase_after ?? undefined;
}

/** Opens a closed account again, once, until its time is over. Returns whether the token did. */
export async function reopen(tx: Tx, tokenHash: Buffer): Promise<boolean> {
  const opened = await tx
    .updateTable('accounts.accounts')
    .set({ status: 'active', erase_after: null, undo_token_hash: null, seen_at: sql`now()`, warned_at: null })
    .where('undo_token_hash', '=', tokenHash)
    .where('status', '=', 'closed')
    .where('erase_after', '>', sql<Date>`now()`)
    .returning('id')
    .executeTakeFirst();
  return opened !== undefined;
}

/** Closes an account without a time to think again. */
export async function closeAtOnce(tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable('accounts.accounts')
    .set({ status: 'closed', erase_after: sql`now()`, undo_token_hash: null })
    .where('id', '=', accountId)
    .execute();
}

/** Which accounts are erased: up to so many that are due, or one of them. */
export interface ErasureChoice {
  limit: number;
  accountId?: string;
}

/** Locks closed accounts whose time is over and that have no valid ticket of a session that is not. */
export async function lockDue(tx: Tx, { limit, accountId }: ErasureChoice): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    SELECT a.id, a.data_key_sealed, a.email_sealed, a.first_name_sealed, a.last_name_sealed FROM accounts.accounts AS a
    WHERE a.status = 'closed' AND a.erase_after <= now() AND (${accountId ?? null}::uuid IS NULL OR a.id = ${accountId ?? null})
      AND NOT EXISTS (
      SELECT FROM tickets.tickets AS t JOIN catalog.sessions AS s ON s.id = t.session_id
      WHERE t.account_id = a.id AND t.status = 'valid' AND s.ends_at > now())
    ORDER BY a.id LIMIT ${limit} FOR UPDATE OF a SKIP LOCKED`.execute(tx);
  return rows;
}

const rowsOfAccount = [
  'logins',
  'known_devices',
  'passkeys',
  'totp_factors',
  'recovery_codes',
  'password_resets',
  'email_changes',
  'registrations',
  'staff_invitations',
  'login_challenges',
  'passkey_challenges',
] as const;

/** Deletes all that hangs on some accounts, and of the accounts themselves everything but that they were there. */
export async function eraseRows(tx: Tx, accountIds: readonly string[]): Promise<void> {
  for (const table of rowsOfAccount) {
    await tx
      .deleteFrom(`accounts.${table}`)
      .where('account_id', 'in', [...accountIds])
      .execute();
  }
  await tx
    .updateTable('accounts.accounts')
    .set({
      status: 'erased',
      erased_at: sql`now()`,
      erase_after: null,
      data_key_sealed: null,
      email_sealed: null,
      first_name_sealed: null,
      last_name_sealed: null,
      name_words: null,
      email_key: sql`'erased:' || id`,
      password_hash: '',
      undo_token_hash: null,
    })
    .where('id', 'in', [...accountIds])
    .execute();
}

/** Marks customers' accounts as warned that were not used for two years; returns their ids. */
export async function warnUnused(tx: Tx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    UPDATE accounts.accounts SET warned_at = now() WHERE id IN (
      SELECT id FROM accounts.accounts
      WHERE status = 'active' AND role = 'customer' AND warned_at IS NULL
        AND seen_at < now() - make_interval(months => ${limits.unusedAccountMonths})
      ORDER BY seen_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Closes warned accounts that were not used since, without a further time to think; returns their ids. */
export async function closeUnused(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    UPDATE accounts.accounts SET status = 'closed', erase_after = now()
    WHERE status = 'active' AND role = 'customer' AND seen_at < now() - make_interval(months => ${limits.unusedAccountMonths})
      AND warned_at < now() - make_interval(days => ${limits.unusedAccountWarningDays})
    RETURNING id`.execute(tx);
  return rows.map(({ id }) => id);
}
