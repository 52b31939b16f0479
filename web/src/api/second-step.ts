import type { LoginReply } from '@og-tickets/contract/accounts.ts';
import { loginWithCode, loginWithPasskey, passkeyRequest } from '@og-tickets/contract/second-factors.ts';
import { type PasskeyRequest } from '@og-tickets/contract/web-authentication.ts';
import { send } from './http.ts';
import { acceptLogin } from './login.ts';
import { signWithPasskey } from './passkeys.ts';

/** Second step of a login: a code of the app or a recovery code. Throws ApiError. */
export async function finishWithCode(mfaToken: string, code: string): Promise<void> {
  const response = await send(loginWithCode, { body: { mfaToken, code } });
  const reply: LoginReply = await response.json();
  acceptLogin(reply);
}

/** Logs in with a passkey: as the second step of the login that waits under a token, or alone. Throws ApiError, PasskeyUnanswered. */
export async function finishWithPasskey(mfaToken?: string): Promise<void> {
  const token = mfaToken === undefined ? {} : { mfaToken };
  const asked: PasskeyRequest = await (await send(passkeyRequest, { body: token })).json();
  const passkey = await signWithPasskey(asked);
  const reply: LoginReply = await (await send(loginWithPasskey, { body: { ...token, passkey } })).json();
  acceptLogin(reply);
}
