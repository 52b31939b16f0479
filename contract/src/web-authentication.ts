import { type Static, Type } from 'typebox';
import { closed } from './common.ts';

// What pages and server tell each other of passkeys, in the JSON form of the Web Authentication standard, level 3.

/** Bytes of the Web Authentication API as it writes them in JSON. */
function base64url(maxLength: number) {
  return Type.String({ pattern: '^[A-Za-z0-9_-]+$', minLength: 1, maxLength });
}

const CredentialId = base64url(1_400);
const transports = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;

/** What an authenticator answered when it was asked for a new passkey. */
export const PasskeyRegistration = Type.Object(
  {
    id: CredentialId,
    clientDataJSON: base64url(4_000),
    attestationObject: base64url(20_000),
    transports: Type.Array(Type.Enum([...transports]), { maxItems: 10 }),
  },
  closed,
);
export type PasskeyRegistration = Static<typeof PasskeyRegistration>;

/** What an authenticator signed. */
export const PasskeyAssertion = Type.Object(
  {
    id: CredentialId,
    clientDataJSON: base64url(4_000),
    authenticatorData: base64url(4_000),
    signature: base64url(8_000),
    userHandle: Type.Optional(base64url(100)),
  },
  closed,
);
export type PasskeyAssertion = Static<typeof PasskeyAssertion>;

const credentialDescriptors = Type.Array(
  Type.Object(
    {
      id: CredentialId,
      type: Type.Literal('public-key'),
      transports: Type.Optional(Type.Array(Type.String())),
    },
    closed,
  ),
);

const UserVerification = Type.Enum(['required', 'preferred', 'discouraged']);

/** What the browser's `navigator.credentials.get` is asked, in the JSON form of the Web Authentication standard. */
export const PasskeyRequest = Type.Object(
  {
    challenge: Type.String(),
    rpId: Type.String(),
    timeout: Type.Integer(),
    userVerification: UserVerification,
    allowCredentials: credentialDescriptors,
  },
  closed,
);
export type PasskeyRequest = Static<typeof PasskeyRequest>;

/** What the browser's `navigator.credentials.create` is asked. */
export const PasskeyCreation = Type.Object(
  {
    challenge: Type.String(),
    rp: Type.Object({ id: Type.String(), name: Type.String() }, closed),
    user: Type.Object({ id: Type.String(), name: Type.String(), displayName: Type.String() }, closed),
    pubKeyCredParams: Type.Array(Type.Object({ type: Type.Literal('public-key'), alg: Type.Integer() }, closed)),
    timeout: Type.Integer(),
    attestation: Type.Literal('none'),
    excludeCredentials: credentialDescriptors,
    authenticatorSelection: Type.Object(
      {
        residentKey: Type.Literal('preferred'),
        requireResidentKey: Type.Boolean(),
        userVerification: UserVerification,
      },
      closed,
    ),
  },
  closed,
);
export type PasskeyCreation = Static<typeof PasskeyCreation>;
