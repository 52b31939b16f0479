import { type Static, Type } from 'typebox';
import { Email, LinkToken, NewPassword, PersonName } from './accounts.ts';
import { closed, Instant, Locale, Uuid } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { limits } from './limits.ts';

const admin = { kind: 'login', roles: ['admin'] } as const;

const Status = Type.Enum(['unactivated', 'active', 'disabled', 'closed', 'erased']);
const StaffRole = Type.Enum(['controller', 'admin']);
const AnyRole = Type.Enum(['customer', 'controller', 'admin']);
const InstantOrNull = Type.Union([Instant, Type.Null()]);
const Reason = Type.String({ minLength: 1, maxLength: limits.reasonMaxCharacters, pattern: '\\S' });
const ofAccount = Type.Object({ accountId: Uuid }, closed);

/** Somebody who works for the shop. */
export const StaffMember = Type.Object(
  {
    id: Uuid,
    name: Type.String(),
    email: Type.String(),
    role: StaffRole,
    status: Type.Enum(['unactivated', 'active', 'disabled', 'closed']),
    secondFactor: Type.Boolean({ description: 'Has an app for codes or a passkey' }),
    lastLoginAt: InstantOrNull,
    createdAt: Instant,
  },
  closed,
);
export type StaffMember = Static<typeof StaffMember>;

export const listStaff = defineEndpoint({
  id: 'people.list-staff',
  method: 'GET',
  path: '/admin/staff',
  summary: 'Controllers and admins',
  access: admin,
  replies: { 200: Type.Object({ items: Type.Array(StaffMember) }, closed) },
});

/** Somebody who was asked to work for the shop and has not answered yet. */
export const StaffInvitation = Type.Object(
  {
    id: Uuid,
    name: Type.String(),
    email: Type.String(),
    role: StaffRole,
    invitedBy: Type.Union([Type.String(), Type.Null()]),
    createdAt: Instant,
    expiresAt: Instant,
  },
  closed,
);
export type StaffInvitation = Static<typeof StaffInvitation>;

export const listStaffInvitations = defineEndpoint({
  id: 'people.list-invitations',
  method: 'GET',
  path: '/admin/staff/invitations',
  summary: 'Invitations that wait, the newest first',
  access: admin,
  replies: { 200: Type.Object({ items: Type.Array(StaffInvitation) }, closed) },
});

export const inviteStaff = defineEndpoint({
  id: 'people.invite-staff',
  method: 'POST',
  path: '/admin/staff/invitations',
  summary: 'Asks somebody by mail to work for the shop; an address with an account gets the role at once',
  access: { ...admin, stepUp: true },
  body: Type.Object(
    { email: Email, firstName: PersonName, lastName: PersonName, role: StaffRole, locale: Locale },
    closed,
  ),
  replies: {
    201: Type.Object(
      { outcome: Type.Enum(['invited', 'promoted'], { description: 'promoted: the account was there' }) },
      closed,
    ),
  },
  refusals: ['own_account', 'account_state_changed'],
});

export const withdrawStaffInvitation = defineEndpoint({
  id: 'people.withdraw-invitation',
  method: 'DELETE',
  path: '/admin/staff/invitations/:invitationId',
  summary: 'Takes an invitation back: its link is worth nothing any more',
  access: admin,
  params: Type.Object({ invitationId: Uuid }, closed),
  replies: { 204: null },
  refusals: ['not_found'],
});

export const acceptStaffInvitation = defineEndpoint({
  id: 'people.accept-invitation',
  method: 'POST',
  path: '/auth/invitation',
  summary: 'Answers an invitation with the token of its mail, single use, and a password',
  access: { kind: 'anyone' },
  body: Type.Object({ token: LinkToken, password: NewPassword }, closed),
  replies: { 204: null },
  holdsSecret: true,
  refusals: ['staff_invitation_invalid', 'password_too_common'],
});

/** Somebody with an account, as a search shows them. */
export const FoundAccount = Type.Object(
  { id: Uuid, name: Type.String(), email: Type.String(), role: AnyRole, status: Status, createdAt: Instant },
  closed,
);
export type FoundAccount = Static<typeof FoundAccount>;

export const findAccounts = defineEndpoint({
  id: 'people.find-accounts',
  method: 'GET',
  path: '/admin/accounts',
  summary: 'Accounts by e-mail address, order code, account id, or whole words of a name; fifty at most',
  access: admin,
  query: Type.Object({ q: Type.String({ minLength: 1, maxLength: limits.emailMaxCharacters }) }, closed),
  replies: { 200: Type.Object({ items: Type.Array(FoundAccount), more: Type.Boolean() }, closed) },
});

/** An account as an admin sees it. */
export const AccountPanel = Type.Object(
  {
    ...FoundAccount.properties,
    locale: Locale,
    activatedAt: InstantOrNull,
    secondFactor: Type.Boolean(),
    orders: Type.Integer({ description: 'Orders ever placed' }),
    terms: Type.Object({ version: Type.String(), acceptedAt: Instant }, closed),
    logins: Type.Array(
      Type.Object(
        {
          id: Uuid,
          browser: Type.Union([Type.String(), Type.Null()]),
          system: Type.Union([Type.String(), Type.Null()]),
          createdAt: Instant,
          lastUsedAt: Instant,
        },
        closed,
      ),
      { description: 'Open ones, the last used first' },
    ),
  },
  closed,
);
export type AccountPanel = Static<typeof AccountPanel>;

export const readAccount = defineEndpoint({
  id: 'people.read-account',
  method: 'GET',
  path: '/admin/accounts/:accountId',
  summary: 'One account: state, orders, open logins, terms',
  access: admin,
  params: ofAccount,
  replies: { 200: AccountPanel },
  refusals: ['not_found'],
});

export const disableAccount = defineEndpoint({
  id: 'people.disable-account',
  method: 'POST',
  path: '/admin/accounts/:accountId/disable',
  summary: 'Shuts an account: its logins end within a second; orders and tickets stay',
  access: { ...admin, stepUp: true },
  params: ofAccount,
  body: Type.Object({ reason: Reason }, closed),
  replies: { 200: AccountPanel },
  refusals: ['not_found', 'own_account', 'last_admin', 'account_state_changed'],
});

export const enableAccount = defineEndpoint({
  id: 'people.enable-account',
  method: 'POST',
  path: '/admin/accounts/:accountId/enable',
  summary: 'Opens a disabled account again',
  access: { ...admin, stepUp: true },
  params: ofAccount,
  body: Type.Object({ reason: Reason }, closed),
  replies: { 200: AccountPanel },
  refusals: ['not_found', 'account_state_changed'],
});

export const endAccountLogins = defineEndpoint({
  id: 'people.end-logins',
  method: 'POST',
  path: '/admin/accounts/:accountId/end-logins',
  summary: 'Ends every open login of an account',
  access: admin,
  params: ofAccount,
  replies: { 200: AccountPanel },
  refusals: ['not_found'],
});

export const resendAccountActivation = defineEndpoint({
  id: 'people.resend-activation',
  method: 'POST',
  path: '/admin/accounts/:accountId/activation',
  summary: 'Sends the activation mail of a registration that waits once more',
  access: admin,
  params: ofAccount,
  replies: { 202: Type.Object({ accepted: Type.Literal(true) }, closed) },
  refusals: ['not_found', 'account_state_changed'],
});

export const changeAccountRole = defineEndpoint({
  id: 'people.change-role',
  method: 'POST',
  path: '/admin/accounts/:accountId/role',
  summary: 'Gives an active account another role; nobody changes their own',
  access: { ...admin, stepUp: true },
  params: ofAccount,
  body: Type.Object({ role: AnyRole }, closed),
  replies: { 200: AccountPanel },
  refusals: ['not_found', 'own_account', 'last_admin', 'account_state_changed'],
});
