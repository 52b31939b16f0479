import type { LoginReply } from '@og-tickets/contract/accounts.ts';
import type { ProofMethod, Role } from '@og-tickets/contract/endpoint.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';
import { factorsOf } from '../sql/factors.ts';

/** Whose login it is, what they may do now, and what they have proved. */
export interface LoginState {
  accountId: string;
  role: Role;
  /** Access tokens with a lower one are refused. */
  tokenVersion: number;
  hasTotp: boolean;
  hasPasskey: boolean;
  hasRecoveryCode: boolean;
  /** This login has proved a second factor. */
  provedFactor: boolean;
  /** Who is there was proved within the last five minutes. */
  steppedUp: boolean;
}

/** The state of a login; null when it has ended or run out, or its account is not active. */
export async function readLoginState(db: Db, loginId: string): Promise<LoginState | null> {
  const found = await findLogin(db, loginId);
  if (found === undefined) return null;
  const { open, ...state } = found;
  return open ? state : null;
}

/** The state of a login, open or not. */
export async function findLogin(db: Db, loginId: string): Promise<(LoginState & { open: boolean }) | undefined> {
  const { rows } = await sql<LoginState & { open: boolean }>`
    SELECT a.id AS "accountId", a.role, a.token_version AS "tokenVersion", ${factorsOf(sql`a.id`)},
      l.second_factor_at IS NOT NULL AS "provedFactor",
      coalesce(l.step_up_at > now() - make_interval(secs => ${limits.stepUpSeconds}), false) AS "steppedUp",
      l.ended_at IS NULL AND l.expires_at > now() AND a.status = 'active' AS open
    FROM accounts.logins AS l
    JOIN accounts.accounts AS a ON a.id = l.account_id
    WHERE l.id = ${loginId}`.execute(db);
  return rows[0];
}

type Factors = Pick<LoginState, 'hasTotp' | 'hasPasskey' | 'hasRecoveryCode'>;

/** The ways in which the owner of these factors can prove who they are; the password where there is no factor. */
export function methodsOf({ hasTotp, hasPasskey, hasRecoveryCode }: Factors): ProofMethod[] {
  if (!hasTotp && !hasPasskey) return ['password'];
  return [
    ...(hasPasskey ? (['passkey'] as const) : []),
    ...(hasTotp ? (['totp'] as const) : []),
    ...(hasRecoveryCode ? (['recovery'] as const) : []),
  ];
}

/** Where a login stands with its second factor. Staff needs one; that of a demo may go without, which pages say. */
export function mfaOf(
  state: Factors & Pick<LoginState, 'role' | 'provedFactor'>,
  { demo }: { demo: boolean },
): LoginReply['mfa'] {
  const hasFactor = state.hasTotp || state.hasPasskey;
  if (hasFactor) return state.provedFactor ? 'proved' : 'unproved';
  if (state.role === 'customer') return 'none';
  return demo ? 'skipped' : 'needed';
}

/** May this login do no more than get or prove a second factor? */
export function isMfaMissing(state: Parameters<typeof mfaOf>[0], shop: { demo: boolean }): boolean {
  const mfa = mfaOf(state, shop);
  return mfa === 'needed' || (mfa === 'unproved' && state.role !== 'customer');
}
