import { type Static, Type } from 'typebox';
import { closed, Uuid } from './common.ts';
import { defineEndpoint, roles } from './endpoint.ts';

/** An open login. No address is kept, so none is shown; `lastUsedAt` is to the minute. */
export const Login = Type.Object(
  {
    id: Uuid,
    /** As the browser calls itself, null where it does not say: `Firefox`, `Windows`. */
    browser: Type.Union([Type.String(), Type.Null()]),
    system: Type.Union([Type.String(), Type.Null()]),
    createdAt: Type.String({ format: 'date-time' }),
    lastUsedAt: Type.String({ format: 'date-time' }),
    /** The one that this call was made with. */
    current: Type.Boolean(),
  },
  closed,
);
export type Login = Static<typeof Login>;

export const listLogins = defineEndpoint({
  id: 'accounts.list-logins',
  method: 'GET',
  path: '/me/logins',
  summary: 'The open logins of the account, the last used first',
  access: { kind: 'login', roles },
  replies: { 200: Type.Object({ items: Type.Array(Login) }, closed) },
});

export const endLogin = defineEndpoint({
  id: 'accounts.end-login',
  method: 'DELETE',
  path: '/me/logins/:loginId',
  summary: 'End one login of the account',
  access: { kind: 'login', roles, owns: 'login' },
  params: Type.Object({ loginId: Uuid }, closed),
  replies: { 204: null },
  refusals: ['not_found'],
});

export const logoutAll = defineEndpoint({
  id: 'accounts.logout-all',
  method: 'POST',
  path: '/auth/logout-all',
  summary: 'End every login of the account, this one included',
  access: { kind: 'login', roles, whileEnrolling: true },
  replies: { 204: null },
});
