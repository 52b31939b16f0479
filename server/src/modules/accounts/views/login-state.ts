import type { Role } from '@og-tickets/contract/endpoint.ts';
import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';

/** Whose login it is and what they may do now. */
export interface LoginState {
  accountId: string;
  role: Role;
}

/** The state of a login; null when it has ended or run out, or its account is not active. */
export async function readLoginState(db: Db, loginId: string): Promise<LoginState | null> {
  const state = await db
    .selectFrom('accounts.logins as l')
    .innerJoin('accounts.accounts as a', 'a.id', 'l.account_id')
    .select(['a.id as accountId', 'a.role'])
    .where('l.id', '=', loginId)
    .where('l.ended_at', 'is', null)
    .where('l.expires_at', '>', sql<Date>`now()`)
    .where('a.status', '=', 'active')
    .executeTakeFirst();
  return state ?? null;
}
