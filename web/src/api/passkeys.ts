import type {
  PasskeyAssertion,
  PasskeyCreation,
  PasskeyRegistration,
  PasskeyRequest,
} from '@og-tickets/contract/web-authentication.ts';

/** The person or the browser gave no answer: cancelled, too late, no such passkey. Never the server's fault. */
export class PasskeyUnanswered extends Error {
  override name = 'PasskeyUnanswered';
}

/** True where this browser, at this address, can use passkeys at all. */
export function canUsePasskeys(): boolean {
  return typeof PublicKeyCredential === 'function';
}

/** Has the authenticator sign. Throws PasskeyUnanswered. */
export async function signWithPasskey(asked: PasskeyRequest): Promise<PasskeyAssertion> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const signed = await answered(startAuthentication({ optionsJSON: asked }));
  const { clientDataJSON, authenticatorData, signature, userHandle } = signed.response;
  return {
    id: signed.id,
    clientDataJSON,
    authenticatorData,
    signature,
    ...(userHandle === undefined ? {} : { userHandle }),
  };
}

const transports = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;

/** Has the authenticator make a passkey. Throws PasskeyUnanswered. */
export async function makePasskey(asked: PasskeyCreation): Promise<PasskeyRegistration> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const made = await answered(startRegistration({ optionsJSON: asked }));
  const { clientDataJSON, attestationObject } = made.response;
  const said = new Set<string>(made.response.transports ?? []);
  // Kinds that came up later than this page mean nothing to the server.
  return { id: made.id, clientDataJSON, attestationObject, transports: transports.filter((kind) => said.has(kind)) };
}

async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new PasskeyUnanswered('the passkey was not used', { cause: error });
  }
}
