import { type Static, Type } from 'typebox';
import { closed, Locale, Uuid } from './common.ts';
import { defineEndpoint, proofMethods, roles } from './endpoint.ts';
import { limits } from './limits.ts';

/** An address that somebody gives as their own. */
export const Email = Type.String({ format: 'email', maxLength: limits.emailMaxCharacters });
/** Any text with something to see in it, on one line. */
export const PersonName = Type.String({
  minLength: 1,
  maxLength: limits.nameMaxCharacters,
  pattern: '^[^\\u0000-\\u001f\\u007f]*[^\\s\\u0000-\\u001f\\u007f][^\\u0000-\\u001f\\u007f]*$',
});
/** At least 12 characters, of any kind. */
export const NewPassword = Type.String({
  minLength: limits.passwordMinCharacters,
  maxLength: limits.passwordMaxCharacters,
});
/** The token of a link in a mail. */
export const LinkToken = Type.String({ minLength: 20, maxLength: 200 });

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
  {
    accessToken: Type.String(),
    expiresInSeconds: Type.Integer(),
    user: User,
    mfa: Type.Enum(['none', 'proved', 'unproved', 'needed', 'skipped'], {
      description:
        'Second factor of this login: none on the account and none needed; proved; there is one that this login did not prove; ' +
        'staff must add one before anything else; staff of a demo goes without',
    }),
  },
  closed,
);
export type LoginReply = Static<typeof LoginReply>;

/** The password was right; the login opens with a second factor, within five minutes. */
export const MfaRequired = Type.Object(
  {
    mfaRequired: Type.Literal(true),
    mfaToken: Type.String({ description: 'For /auth/login/mfa and /auth/passkeys, single use' }),
    methods: Type.Array(Type.Enum([...proofMethods])),
    expiresInSeconds: Type.Integer(),
  },
  closed,
);
export type MfaRequired = Static<typeof MfaRequired>;

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
  body: Type.Object({ token: LinkToken }, closed),
  replies: { 204: null },
  refusals: ['token_invalid'],
});

/** What somebody types to say who they are: any text on one line, and a password of any length that was ever allowed. */
const typedEmail = Type.String({ maxLength: limits.emailMaxCharacters, pattern: '^[^\\u0000-\\u001f\\u007f]+$' });
export const TypedPassword = Type.String({ minLength: 1, maxLength: limits.passwordMaxCharacters });

export const resendActivation = defineEndpoint({
  id: 'accounts.resend-activation',
  method: 'POST',
  path: '/auth/activation/resend',
  summary: 'Ask for the activation mail again with the password of the registration; the same answer for every address',
  access: { kind: 'anyone' },
  body: Type.Object({ email: typedEmail, password: TypedPassword }, closed),
  replies: { 202: Type.Object({ accepted: Type.Literal(true) }, closed) },
  holdsSecret: true,
});

export const login = defineEndpoint({
  id: 'accounts.login',
  method: 'POST',
  path: '/auth/login',
  summary: 'Log in; sets the refresh cookie',
  access: { kind: 'anyone' },
  body: Type.Object({ email: typedEmail, password: TypedPassword }, closed),
  replies: { 200: Type.Union([LoginReply, MfaRequired]) },
  holdsSecret: true,
  refusals: ['bad_credentials', 'not_activated'],
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
