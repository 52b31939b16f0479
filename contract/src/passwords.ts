import { Type } from 'typebox';
import { Email, LinkToken, NewPassword, TypedPassword } from './accounts.ts';
import { closed } from './common.ts';
import { defineEndpoint, roles } from './endpoint.ts';

export const forgotPassword = defineEndpoint({
  id: 'accounts.forgot-password',
  method: 'POST',
  path: '/auth/password/forgot',
  summary: 'Ask for a link to a new password; the same answer for every address',
  access: { kind: 'anyone' },
  body: Type.Object({ email: Email }, closed),
  replies: { 202: Type.Object({ accepted: Type.Literal(true) }, closed) },
});

export const resetPassword = defineEndpoint({
  id: 'accounts.reset-password',
  method: 'POST',
  path: '/auth/password/reset',
  summary: 'Set a new password with the token of the mail, single use; ends every login of the account',
  access: { kind: 'anyone' },
  body: Type.Object({ token: LinkToken, password: NewPassword }, closed),
  replies: { 204: null },
  holdsSecret: true,
  refusals: ['token_invalid', 'password_too_common'],
});

export const changePassword = defineEndpoint({
  id: 'accounts.change-password',
  method: 'POST',
  path: '/auth/password/change',
  summary: 'Replace the password; ends the other logins of the account',
  access: { kind: 'login', roles, stepUp: true },
  body: Type.Object({ current: TypedPassword, next: NewPassword }, closed),
  replies: { 204: null },
  holdsSecret: true,
  refusals: ['password_wrong', 'password_too_common'],
});
