import type { Locale } from '@og-tickets/contract/common.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { KeptNames } from '../personal-data.ts';

/** What somebody who works for the shop may do. */
export type StaffRole = 'controller' | 'admin';

const endOfLife = sql<Date>`now() + make_interval(days => ${sql.lit(limits.staffInvitationDays)})`;

/** Keeps an invitation in the place of the one that the account may have; the older link dies. */
export async function insertInvitation(
  tx: Tx,
  invitation: { id: string; accountId: string; role: StaffRole; invitedBy: string },
): Promise<void> {
  const { id, accountId, role, invitedBy } = invitation;
  const values = { id, account_id: accountId, role, invited_by: invitedBy, token_hash: null, expires_at: endOfLife };
  await deleteInvitationOf(tx, accountId);
  await tx.insertInto('accounts.staff_invitations').values(values).execute();
}

/** Gives an account that nobody activated the names and the language by which its owner was invited. */
export async function nameUnactivated(tx: Tx, accountId: string, names: KeptNames, locale: Locale): Promise<void> {
  await tx
    .updateTable('accounts.accounts')
    .set({ ...names, locale })
    .where('id', '=', accountId)
    .where('status', '=', 'unactivated')
    .execute();
}

/** Gives an invitation its token, for seven days from now. Returns whose it is; undefined when it is gone. */
export function giveInvitationToken(
  tx: Tx,
  invitationId: string,
  tokenHash: Buffer,
): Promise<{ accountId: string; role: string } | undefined> {
  return tx
    .updateTable('accounts.staff_invitations')
    .set({ token_hash: tokenHash, expires_at: endOfLife })
    .where('id', '=', invitationId)
    .returning(['account_id as accountId', 'role'])
    .executeTakeFirst();
}

/** Whom a token invites; undefined for one that is unknown or over, and once the account was activated otherwise. */
export function findInvited(db: Db, tokenHash: Buffer): Promise<{ accountId: string } | undefined> {
  return db
    .selectFrom('accounts.staff_invitations as i')
    .innerJoin('accounts.accounts as a', 'a.id', 'i.account_id')
    .select('a.id as accountId')
    .where('i.token_hash', '=', tokenHash)
    .where('i.expires_at', '>', sql<Date>`now()`)
    .where('a.status', '=', 'unactivated')
    .executeTakeFirst();
}

/** Uses a token up: exactly one caller gets the role. */
export async function takeInvitation(tx: Tx, tokenHash: Buffer): Promise<StaffRole | undefined> {
  const taken = await tx
    .deleteFrom('accounts.staff_invitations')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('role')
    .executeTakeFirst();
  return taken === undefined ? undefined : taken.role === 'admin' ? 'admin' : 'controller';
}

/** Takes an invitation back. Returns whose it was; undefined when it is gone. */
export function deleteInvitation(
  tx: Tx,
  invitationId: string,
): Promise<{ accountId: string; role: string } | undefined> {
  return tx
    .deleteFrom('accounts.staff_invitations')
    .where('id', '=', invitationId)
    .returning(['account_id as accountId', 'role'])
    .executeTakeFirst();
}

/** Takes back the invitation that an account may have. */
export async function deleteInvitationOf(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('accounts.staff_invitations').where('account_id', '=', accountId).execute();
}

/** Invitations whose link is over. */
export async function deleteExpiredInvitations(tx: Tx): Promise<void> {
  await tx.deleteFrom('accounts.staff_invitations').where('expires_at', '<', sql<Date>`now()`).execute();
}

/** The invitations that wait, the newest first, with what is sealed of whom they invite. */
export function findInvitations(db: Db) {
  return db
    .selectFrom('accounts.staff_invitations as i')
    .innerJoin('accounts.accounts as a', 'a.id', 'i.account_id')
    .select([
      'a.id',
      'a.data_key_sealed',
      'a.email_sealed',
      'a.first_name_sealed',
      'a.last_name_sealed',
      'i.id as invitationId',
      'i.role',
      'i.invited_by as invitedBy',
      'i.created_at as createdAt',
      'i.expires_at as expiresAt',
    ])
    .where('i.expires_at', '>', sql<Date>`now()`)
    .orderBy('i.created_at', 'desc')
    .execute();
}
