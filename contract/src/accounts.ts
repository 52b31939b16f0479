import { type Static, Type } from 'typebox';
import { closed, Locale, Uuid } from './common.ts';
import { defineEndpoint, roles } from './endpoint.ts';
import { limits } from './limits.ts';

const Email = Type.String({ format: 'email', maxLength: limits.emailMaxCharacters });
/** Any text with something to see in it, on one line. */
const PersonName = Type.String({
  minLength: 1,
  maxLength: limits.nameMaxCharacters,
  pattern: '^[^\\u0000-\\u001f\\u007f]*[^\\s\\u0000-\\u001f\\u007f][^\\u0000-\\u001f\\u007f]*$',
});
const NewPassword = Type.String({ minLength: limits.passwordMinCharacters, maxLength: limits.passwordMaxCharacters });
const Token = Type.String({ minLength: 20, maxLength: 200 });

export const User = Type.Object(
  {
    id: Uuid,
    email: Type.String(),
    firstName: Type.String(),
    lastName: Type.String(),
    role: Type.Enum([...roles]),
    locale: Locale,
  },
  closed,
);
export type User = Static<typeof User>;

/** What a browser gets at login and at each refresh; the refresh token itself travels in an HttpOnly cookie. */
export const LoginReply = Type.Object(
  { accessToken: Type.String(), expiresInSeconds: Type.Integer(), user: User },
  closed,
);
export type LoginReply = Static<typeof LoginReply>;

export const register = defineEndpoint({
  id: 'accounts.register',
  method: 'POST',
  path: '/auth/register',
  summary: 'Ask for an account; a mail with the activation link follows, whether or not the address is known',
  access: { kind: 'anyone' },
  body: Type.Object(
    {
      email: Email,
      password: NewPassword,
      firstName: PersonName,
      lastName: PersonName,
      acceptTerms: Type.Literal(true),
      locale: Type.Optional(Locale),
    },
    closed,
  ),
  replies: { 202: Type.Object({ accepted: Type.Literal(true) }, closed) },
  holdsSecret: true,
  refusals: ['password_too_common'],
});

export const activate = defineEndpoint({
  id: 'accounts.activate',
  method: 'POST',
  path: '/auth/activate',
  summary: 'Activate an account with the token of the mail, single use, 24 hours',
  access: { kind: 'anyone' },
  body: Type.Object({ token: Token }, closed),
  replies: { 204: null },
  refusals: ['token_invalid'],
});

export const login = defineEndpoint({
  id: 'accounts.login',
  method: 'POST',
  path: '/auth/login',
  summary: 'Log in; sets the refresh cookie',
  access: { kind: 'anyone' },
  body: Type.Object(
    {
      email: Type.String({ maxLength: limits.emailMaxCharacters, pattern: '^[^\\u0000-\\u001f\\u007f]+$' }),
      password: Type.String({ minLength: 1, maxLength: limits.passwordMaxCharacters }),
    },
    closed,
  ),
  replies: { 200: LoginReply },
  holdsSecret: true,
  refusals: ['bad_credentials'],
});

export const refresh = defineEndpoint({
  id: 'accounts.refresh',
  method: 'POST',
  path: '/auth/refresh',
  summary: 'New access token from the refresh cookie, which is rotated; a used one again ends the login',
  access: { kind: 'anyone' },
  replies: { 200: LoginReply },
  holdsSecret: true,
  refusals: ['unauthenticated'],
});

export const logout = defineEndpoint({
  id: 'accounts.logout',
  method: 'POST',
  path: '/auth/logout',
  summary: 'End this login',
  access: { kind: 'anyone' },
  replies: { 204: null },
});

export const readMe = defineEndpoint({
  id: 'accounts.read-me',
  method: 'GET',
  path: '/me',
  summary: 'The caller’s profile',
  access: { kind: 'login', roles },
  replies: { 200: User },
});
