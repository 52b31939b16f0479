import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';

/** The columns of an account that staff is shown, with what is sealed of its owner. */
export const shown = [
  'account.id',
  'account.role',
  'account.status',
  'account.data_key_sealed',
  'account.email_sealed',
  'account.first_name_sealed',
  'account.last_name_sealed',
  'account.created_at as createdAt',
] as const;

/** Whether an account has a second factor. */
export const hasSecondFactor = sql<boolean>`
  EXISTS (SELECT FROM accounts.totp_factors AS factor
          WHERE factor.account_id = account.id AND factor.confirmed_at IS NOT NULL)
  OR EXISTS (SELECT FROM accounts.passkeys AS passkey WHERE passkey.account_id = account.id)`;

/** How an admin looks somebody up; `nameWords` as `nameIndex` makes them. */
export type AccountKey =
  | { emailKey: string }
  | { orderCode: string }
  | { accountId: string }
  | { nameWords: readonly string[] };

/** The accounts that a key stands for, up to so many, the newest first, with what is sealed of their owners. */
export function findAccountsBy(db: Db, key: AccountKey, limit: number) {
  return db
    .selectFrom('accounts.accounts as account')
    .select(shown)
    .$if('emailKey' in key, (query) => query.where('account.email_key', '=', 'emailKey' in key ? key.emailKey : ''))
    .$if('accountId' in key, (query) => query.where('account.id', '=', 'accountId' in key ? key.accountId : ''))
    .$if('orderCode' in key, (query) =>
      query.where('account.id', 'in', (orders) =>
        orders
          .selectFrom('orders.orders')
          .select('account_id')
          .where('code', '=', 'orderCode' in key ? key.orderCode : ''),
      ),
    )
    .$if('nameWords' in key, (query) =>
      query.where(sql<boolean>`account.name_words @> ${'nameWords' in key ? [...key.nameWords] : []}::text[]`),
    )
    .orderBy('account.created_at', 'desc')
    .orderBy('account.id', 'desc')
    .limit(limit)
    .execute();
}

/** What an admin sees of one account; undefined when there is none. */
export function findPanel(db: Db, accountId: string) {
  return db
    .selectFrom('accounts.accounts as account')
    .select([
      ...shown,
      'account.locale',
      'account.activated_at as activatedAt',
      'account.terms_version as termsVersion',
      'account.terms_accepted_at as termsAcceptedAt',
      sql<number>`(SELECT count(*)::int FROM orders.orders AS o WHERE o.account_id = account.id)`.as('orders'),
      hasSecondFactor.as('secondFactor'),
    ])
    .where('account.id', '=', accountId)
    .executeTakeFirst();
}

/** The newest registration that waits for an account, with the key that its mails are counted by. */
export function findWaitingRegistration(db: Db, accountId: string) {
  return db
    .selectFrom('accounts.accounts as a')
    .leftJoin('accounts.registrations as r', 'r.account_id', 'a.id')
    .select(['a.status', 'a.email_key as emailKey', 'r.id as registrationId'])
    .where('a.id', '=', accountId)
    .orderBy('r.created_at', (order) => order.desc().nullsLast())
    .limit(1)
    .executeTakeFirst();
}
