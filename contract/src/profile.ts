import { type Static, Type } from 'typebox';
import { Email, LinkToken, PersonName, TypedPassword, User } from './accounts.ts';
import { closed, Locale } from './common.ts';
import { defineEndpoint, roles } from './endpoint.ts';

const Version = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });

/** A profile as its owner sees it; `version` rises with each change. */
export const Profile = Type.Object({ ...User.properties, version: Version }, closed);
export type Profile = Static<typeof Profile>;

export const readMe = defineEndpoint({
  id: 'accounts.read-me',
  method: 'GET',
  path: '/me',
  summary: 'The caller’s profile',
  access: { kind: 'login', roles, whileEnrolling: true },
  replies: { 200: Profile },
});

export const changeProfile = defineEndpoint({
  id: 'accounts.change-profile',
  method: 'PATCH',
  path: '/me',
  summary: 'Change names or language, if nobody else has since this version was read',
  access: { kind: 'login', roles },
  body: Type.Object(
    {
      version: Version,
      firstName: Type.Optional(PersonName),
      lastName: Type.Optional(PersonName),
      locale: Type.Optional(Locale),
    },
    closed,
  ),
  replies: { 200: Profile },
  refusals: ['changed_elsewhere'],
});

/** A change of address under way; it is done once both addresses have confirmed it. */
export const EmailChange = Type.Object(
  {
    newEmail: Type.String(),
    oldConfirmed: Type.Boolean(),
    newConfirmed: Type.Boolean(),
    expiresAt: Type.String({ format: 'date-time' }),
  },
  closed,
);
export type EmailChange = Static<typeof EmailChange>;

export const readEmailChange = defineEndpoint({
  id: 'accounts.read-email-change',
  method: 'GET',
  path: '/me/email-change',
  summary: 'The change of address that is under way, if there is one',
  access: { kind: 'login', roles },
  replies: { 200: Type.Object({ pending: Type.Union([EmailChange, Type.Null()]) }, closed) },
});

export const startEmailChange = defineEndpoint({
  id: 'accounts.start-email-change',
  method: 'POST',
  path: '/me/email-change',
  summary: 'Ask for another address; a mail goes to both, and both must confirm. The same answer for every new address',
  access: { kind: 'login', roles, stepUp: true },
  body: Type.Object({ newEmail: Email, password: TypedPassword }, closed),
  replies: { 202: Type.Object({ accepted: Type.Literal(true) }, closed) },
  holdsSecret: true,
  refusals: ['password_wrong', 'email_unchanged'],
});

export const dropEmailChange = defineEndpoint({
  id: 'accounts.drop-email-change',
  method: 'DELETE',
  path: '/me/email-change',
  summary: 'Give up the change of address that is under way',
  access: { kind: 'login', roles },
  replies: { 204: null },
});

export const confirmEmailChange = defineEndpoint({
  id: 'accounts.confirm-email-change',
  method: 'POST',
  path: '/auth/email-change/confirm',
  summary: 'Confirm a change of address with the token of either mail; the second one carries it out',
  access: { kind: 'anyone' },
  body: Type.Object({ token: LinkToken }, closed),
  replies: { 200: Type.Object({ state: Type.Enum(['waiting', 'done']) }, closed) },
  refusals: ['token_invalid', 'email_in_use'],
});

export const cancelEmailChange = defineEndpoint({
  id: 'accounts.cancel-email-change',
  method: 'POST',
  path: '/auth/email-change/cancel',
  summary: 'Stop a change of address with the token of either mail',
  access: { kind: 'anyone' },
  body: Type.Object({ token: LinkToken }, closed),
  replies: { 204: null },
  refusals: ['token_invalid'],
});
