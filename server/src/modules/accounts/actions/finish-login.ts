import type { PasskeyAssertion } from '@og-tickets/contract/web-authentication.ts';
import type { ProofMethod } from '@og-tickets/contract/endpoint.ts';
import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Try } from '../rules/tries.ts';
import { hashTokenOfBrowser, makeToken } from '../secret-token.ts';
import { readFactors } from '../sql/factors.ts';
import {
  findLoginChallenge,
  insertLoginChallenge,
  type LoginChallenge,
  takeLoginChallenge,
} from '../sql/login-challenges.ts';
import { methodsOf } from '../views/login-state.ts';
import { type OpenLogin, openLogin } from './open-login.ts';
import { proveCode } from './prove-code.ts';
import { provePasskey } from './prove-passkey.ts';
import { giveTriesBack, spendTries } from './spend-tries.ts';

/** A login that waits for its second factor, and the ways to prove one. */
export interface WaitingLogin {
  mfaToken: string;
  methods: ProofMethod[];
}

/** The browser that logs in. */
export interface LoggingIn {
  userAgent: string;
  deviceToken: string;
}

/** Has a login with the right password wait for its second factor; null for an account that has none. */
export async function awaitFactor(
  platform: Platform,
  { userAgent, ...owner }: LoginChallenge & { userAgent: string },
): Promise<WaitingLogin | null> {
  const factors = await readFactors(platform.db, owner.accountId);
  if (!factors.hasTotp && !factors.hasPasskey) return null;
  const { token } = makeToken();
  const tokenHash = hashTokenOfBrowser(token, userAgent);
  await withTx(platform.db, (tx) => insertLoginChallenge(tx, { ...owner, tokenHash }));
  return { mfaToken: token, methods: methodsOf(factors) };
}

/** Whose login waits under this token, in the browser that got it. Refusal: `mfa_token_invalid`. */
export async function findWaitingLogin(
  platform: Platform,
  { mfaToken, userAgent }: { mfaToken: string; userAgent: string },
): Promise<LoginChallenge | Refusal> {
  return (
    (await findLoginChallenge(platform.db, hashTokenOfBrowser(mfaToken, userAgent))) ?? refuse('mfa_token_invalid')
  );
}

/**
 * Opens the login that waits under a token, for a code of the app or a recovery code. Refusals: `mfa_token_invalid`,
 * `mfa_code_invalid`, `rate_limited`.
 */
export async function loginWithCode(
  platform: Platform,
  asked: LoggingIn & { mfaToken: string; code: string },
): Promise<OpenLogin | Refusal> {
  const waiting = await findWaitingLogin(platform, asked);
  if (isRefusal(waiting)) return waiting;
  const { accountId } = waiting;
  const tries: Try[] = [{ kind: 'second-factor', of: accountId }];
  const tooMany = await spendTries(platform, tries);
  if (tooMany !== null) return tooMany;
  const refused = await withTx(platform.db, async (tx) => {
    const wrong = await proveCode(tx, platform, accountId, asked.code);
    if (wrong !== null) return wrong;
    return (await takeLoginChallenge(tx, hashTokenOfBrowser(asked.mfaToken, asked.userAgent)))
      ? null
      : refuse('mfa_token_invalid');
  });
  if (refused !== null) return refused;
  await giveTriesBack(platform, tries);
  return open(platform, waiting, asked);
}

/**
 * Opens a login for a passkey: the one that waits under a token, or without one for a passkey that verified its user.
 * Refusals: `mfa_token_invalid`, `passkey_refused`.
 */
export async function loginWithPasskey(
  platform: Platform,
  asked: LoggingIn & { mfaToken: string | undefined; passkey: PasskeyAssertion },
): Promise<OpenLogin | Refusal> {
  const { mfaToken, passkey, userAgent } = asked;
  if (mfaToken === undefined) {
    const owner = await provePasskey(platform, passkey, { purpose: 'login' });
    return isRefusal(owner) ? owner : open(platform, owner, asked);
  }
  const waiting = await findWaitingLogin(platform, { mfaToken, userAgent });
  if (isRefusal(waiting)) return waiting;
  const owner = await provePasskey(platform, passkey, { purpose: 'second_factor', accountId: waiting.accountId });
  if (isRefusal(owner)) return owner;
  const taken = await withTx(platform.db, (tx) => takeLoginChallenge(tx, hashTokenOfBrowser(mfaToken, userAgent)));
  return taken ? open(platform, waiting, asked) : refuse('mfa_token_invalid');
}

function open(platform: Platform, owner: LoginChallenge, browser: LoggingIn): Promise<OpenLogin | Refusal> {
  const { userAgent, deviceToken } = browser;
  return openLogin(platform, { ...owner, userAgent, deviceToken, secondFactor: true });
}
