import type { Role } from '@og-tickets/contract/endpoint.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { type AccountStatus, lockAccount, updateRole, updateStatus } from '../sql/accounts.ts';
import { isLastAdmin } from '../sql/admins.ts';
import { deleteOpenEmailChange } from '../sql/email-changes.ts';
import { endLoginsOf } from '../sql/logins.ts';
import { deleteResetsOf } from '../sql/password-resets.ts';

/** What was before and what is now, for who keeps a record of it in the same transaction. */
export interface Change<Value> {
  before: Value;
  after: Value;
}

/**
 * Shuts an account: its logins end and its links die; every process knows within a second. Refusals: `not_found`;
 * `account_state_changed` for an account that was never activated, or that is closed; `last_admin`.
 */
export async function disableAccount(tx: Tx, accountId: string): Promise<Change<AccountStatus> | Refusal> {
  const account = await lockAccount(tx, accountId);
  if (account === undefined) return refuse('not_found');
  // Sent twice: it is done.
  if (account.status === 'disabled') return { before: 'disabled', after: 'disabled' };
  if (account.status !== 'active') return refuse('account_state_changed');
  if (await isLastAdmin(tx, accountId)) return refuse('last_admin');
  await updateStatus(tx, accountId, 'disabled');
  await deleteResetsOf(tx, accountId);
  await deleteOpenEmailChange(tx, accountId);
  await endLoginsOf(tx, accountId, 'disabled');
  return { before: account.status, after: 'disabled' };
}

/**
 * Opens a disabled account again; its owner logs in anew. Refusals: `not_found`; `account_state_changed` for one that is
 * neither disabled nor active.
 */
export async function enableAccount(tx: Tx, accountId: string): Promise<Change<AccountStatus> | Refusal> {
  const account = await lockAccount(tx, accountId);
  if (account === undefined) return refuse('not_found');
  // Sent twice: it is done.
  if (account.status === 'active') return { before: 'active', after: 'active' };
  if (account.status !== 'disabled') return refuse('account_state_changed');
  await updateStatus(tx, accountId, 'active');
  return { before: 'disabled', after: 'active' };
}

/**
 * Gives an account another role. Access tokens of the old one are refused within a second by every process; the open
 * logins go on with the new one. Refusals: `not_found`; `account_state_changed` for one that is neither active nor disabled;
 * `last_admin`.
 */
export async function changeRole(tx: Tx, accountId: string, role: Role): Promise<Change<Role> | Refusal> {
  const account = await lockAccount(tx, accountId);
  if (account === undefined) return refuse('not_found');
  if (account.status !== 'active' && account.status !== 'disabled') return refuse('account_state_changed');
  if (role !== 'admin' && (await isLastAdmin(tx, accountId))) return refuse('last_admin');
  await updateRole(tx, accountId, role);
  return { before: account.role, after: role };
}
