import { type Static, Type } from 'typebox';
import { LoginReply } from './accounts.ts';
import { closed, Instant, Uuid } from './common.ts';
import { defineEndpoint, proofMethods } from './endpoint.ts';
import { limits } from './limits.ts';
import { PasskeyAssertion, PasskeyCreation, PasskeyRegistration, PasskeyRequest } from './web-authentication.ts';

/** The owner of a login, staff that has no second factor yet included: these are the ways to get one. */
const owner = { kind: 'login', roles: ['customer', 'controller', 'admin'], whileEnrolling: true } as const;
const ownerAgain = { ...owner, stepUp: true } as const;
const anyone = { kind: 'anyone' } as const;

const MfaToken = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });
/** Six digits of the app, or a recovery code, with or without its hyphens. */
const ProofCode = Type.String({ minLength: 6, maxLength: 40, pattern: '^[0-9A-Za-z -]+$' });
const TotpCode = Type.String({ pattern: '^ ?([0-9] ?){6}$', maxLength: 14 });
const PasskeyName = Type.String({
  minLength: 1,
  maxLength: limits.passkeyNameMaxCharacters,
  pattern: '^[^\\u0000-\\u001f\\u007f]*[^\\s\\u0000-\\u001f\\u007f][^\\u0000-\\u001f\\u007f]*$',
});
export const Passkey = Type.Object(
  {
    id: Uuid,
    name: Type.String(),
    createdAt: Instant,
    lastUsedAt: Type.Union([Instant, Type.Null()]),
    backedUp: Type.Boolean({ description: 'Kept beyond one device by the service of its maker' }),
  },
  closed,
);
export type Passkey = Static<typeof Passkey>;

export const SecondFactors = Type.Object(
  {
    totp: Type.Union([Type.Object({ since: Instant }, closed), Type.Null()]),
    passkeys: Type.Array(Passkey),
    recoveryCodesLeft: Type.Integer(),
    mandatory: Type.Boolean({ description: 'The last factor cannot be removed' }),
  },
  closed,
);
export type SecondFactors = Static<typeof SecondFactors>;

const recoveryCodes = Type.Array(Type.String(), { description: 'Shown once: only their hashes are kept' });
/** Recovery codes come with the first factor; null where there are some. */
const FirstRecoveryCodes = Type.Union([recoveryCodes, Type.Null()]);

export const listFactors = defineEndpoint({
  id: 'accounts.list-factors',
  method: 'GET',
  path: '/me/mfa',
  summary: 'Second factors of the caller',
  access: owner,
  replies: { 200: SecondFactors },
});

export const beginTotp = defineEndpoint({
  id: 'accounts.begin-totp',
  method: 'POST',
  path: '/me/mfa/totp',
  summary: 'A new secret for an app that shows codes; it counts once a code of it was confirmed',
  access: ownerAgain,
  replies: {
    201: Type.Object(
      {
        secret: Type.String({ description: 'Base32' }),
        uri: Type.String({ description: 'otpauth://, for a QR code' }),
      },
      closed,
    ),
  },
  holdsSecret: true,
});

export const confirmTotp = defineEndpoint({
  id: 'accounts.confirm-totp',
  method: 'POST',
  path: '/me/mfa/totp/confirm',
  summary: 'Show that the app has the secret: from now on its codes are the second factor, in place of an older app',
  access: owner,
  body: Type.Object({ code: TotpCode }, closed),
  replies: { 200: Type.Object({ recoveryCodes: FirstRecoveryCodes }, closed) },
  refusals: ['mfa_code_invalid', 'totp_not_begun'],
  holdsSecret: true,
});

export const removeTotp = defineEndpoint({
  id: 'accounts.remove-totp',
  method: 'DELETE',
  path: '/me/mfa/totp',
  summary: 'Codes of the app count no more',
  access: ownerAgain,
  replies: { 204: null },
  refusals: ['not_found', 'last_factor'],
});

export const passkeyCreation = defineEndpoint({
  id: 'accounts.passkey-creation',
  method: 'POST',
  path: '/me/passkeys/options',
  summary: 'What the browser is asked for a new passkey; single use, five minutes',
  access: ownerAgain,
  replies: { 200: PasskeyCreation },
  refusals: ['too_many_passkeys'],
  holdsSecret: true,
});

export const addPasskey = defineEndpoint({
  id: 'accounts.add-passkey',
  method: 'POST',
  path: '/me/passkeys',
  summary: 'Register the passkey that the browser made',
  access: owner,
  body: Type.Object({ name: PasskeyName, passkey: PasskeyRegistration }, closed),
  replies: { 201: Type.Object({ passkey: Passkey, recoveryCodes: FirstRecoveryCodes }, closed) },
  refusals: ['passkey_refused', 'too_many_passkeys'],
  holdsSecret: true,
});

const passkeyParams = Type.Object({ id: Uuid });

export const renamePasskey = defineEndpoint({
  id: 'accounts.rename-passkey',
  method: 'PATCH',
  path: '/me/passkeys/:id',
  summary: 'Give a passkey another name',
  access: { ...owner, owns: 'passkey' },
  params: passkeyParams,
  body: Type.Object({ name: PasskeyName }, closed),
  replies: { 200: Passkey },
  refusals: ['not_found'],
});

export const removePasskey = defineEndpoint({
  id: 'accounts.remove-passkey',
  method: 'DELETE',
  path: '/me/passkeys/:id',
  summary: 'The passkey opens nothing any more',
  access: { ...ownerAgain, owns: 'passkey' },
  params: passkeyParams,
  replies: { 204: null },
  refusals: ['not_found', 'last_factor'],
});

export const renewRecoveryCodes = defineEndpoint({
  id: 'accounts.renew-recovery-codes',
  method: 'POST',
  path: '/me/recovery-codes',
  summary: 'Ten new recovery codes; the older ones count no more',
  access: ownerAgain,
  replies: { 201: Type.Object({ recoveryCodes }, closed) },
  refusals: ['no_factor'],
  holdsSecret: true,
});

export const loginWithCode = defineEndpoint({
  id: 'accounts.login-mfa',
  method: 'POST',
  path: '/auth/login/mfa',
  summary: 'Second step of a login: a code of the app, or a recovery code',
  access: anyone,
  body: Type.Object({ mfaToken: MfaToken, code: ProofCode }, closed),
  replies: { 200: LoginReply },
  refusals: ['mfa_token_invalid', 'mfa_code_invalid'],
  holdsSecret: true,
});

export const passkeyRequest = defineEndpoint({
  id: 'accounts.passkey-request',
  method: 'POST',
  path: '/auth/passkeys/options',
  summary:
    'What the browser is asked to sign; with an mfaToken as the second step of a login, else to log in without a password',
  access: anyone,
  body: Type.Object({ mfaToken: Type.Optional(MfaToken) }, closed),
  replies: { 200: PasskeyRequest },
  refusals: ['mfa_token_invalid'],
  holdsSecret: true,
});

export const loginWithPasskey = defineEndpoint({
  id: 'accounts.login-passkey',
  method: 'POST',
  path: '/auth/passkeys/login',
  summary: 'Log in with a passkey: as the second step of a login, or alone when it verified its user',
  access: anyone,
  body: Type.Object({ mfaToken: Type.Optional(MfaToken), passkey: PasskeyAssertion }, closed),
  replies: { 200: LoginReply },
  refusals: ['mfa_token_invalid', 'passkey_refused'],
  holdsSecret: true,
});

export const stepUpRequest = defineEndpoint({
  id: 'accounts.step-up-request',
  method: 'POST',
  path: '/auth/step-up/options',
  summary: 'How the caller can prove again who they are, with what a passkey is asked to sign where there is one',
  access: owner,
  replies: {
    200: Type.Object(
      {
        methods: Type.Array(Type.Enum([...proofMethods])),
        passkey: Type.Union([PasskeyRequest, Type.Null()]),
      },
      closed,
    ),
  },
  holdsSecret: true,
});

export const stepUp = defineEndpoint({
  id: 'accounts.step-up',
  method: 'POST',
  path: '/auth/step-up',
  summary:
    'Prove again who is there, for the next five minutes: by a second factor, or the password where there is none',
  access: owner,
  body: Type.Union([
    Type.Object({ code: ProofCode }, closed),
    Type.Object({ passkey: PasskeyAssertion }, closed),
    Type.Object({ password: Type.String({ minLength: 1, maxLength: limits.passwordMaxCharacters }) }, closed),
  ]),
  replies: { 200: Type.Object({ expiresInSeconds: Type.Integer() }, closed) },
  refusals: ['mfa_code_invalid', 'passkey_refused', 'password_wrong', 'step_up_method_unfit'],
  holdsSecret: true,
});
