import type { ProofMethod } from '@og-tickets/contract/endpoint.ts';
import type { PasskeyAssertion, PasskeyRequest } from '@og-tickets/contract/web-authentication.ts';
import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { loginStatesOf } from '../login-states.ts';
import type { Try } from '../rules/tries.ts';
import { markProved, readFactors } from '../sql/factors.ts';
import { methodsOf } from '../views/login-state.ts';
import { askForSignature } from './ask-for-passkey.ts';
import type { FactorOwner } from './change-factors.ts';
import { confirmOwnPassword } from './confirm-own-password.ts';
import { proveCode } from './prove-code.ts';
import { provePasskey } from './prove-passkey.ts';
import { giveTriesBack, spendTries } from './spend-tries.ts';

/** What somebody brings to prove again who they are. */
export type Proof = { code: string } | { passkey: PasskeyAssertion } | { password: string };

/** How the owner of a login can prove again who they are, and what their passkey is asked to sign if they have one. */
export async function readProofs(
  platform: Platform,
  owner: FactorOwner,
): Promise<{ methods: ProofMethod[]; passkey: PasskeyRequest | null }> {
  const methods = methodsOf(await readFactors(platform.db, owner.accountId));
  const passkey = methods.includes('passkey')
    ? await askForSignature(platform, { purpose: 'step_up', ...owner })
    : null;
  return { methods, passkey };
}

/**
 * Notes on the login that who is there was proved now. Refusals: `step_up_method_unfit` for a password where there is a
 * factor; `mfa_code_invalid`, `passkey_refused`, `password_wrong`, `rate_limited`.
 */
export async function stepUp(platform: Platform, owner: FactorOwner, proof: Proof): Promise<Refusal | null> {
  const refused = await check(platform, owner, proof);
  if (refused !== null) return refused;
  await withTx(platform.db, (tx) => markProved(tx, owner.loginId, { factor: !('password' in proof) }));
  loginStatesOf(platform).forget(owner.loginId);
  return null;
}

async function check(platform: Platform, owner: FactorOwner, proof: Proof): Promise<Refusal | null> {
  const { accountId } = owner;
  if ('passkey' in proof) {
    const proved = await provePasskey(platform, proof.passkey, { purpose: 'step_up', ...owner });
    return isRefusal(proved) ? proved : null;
  }
  if ('password' in proof) {
    const factors = await readFactors(platform.db, accountId);
    if (factors.hasTotp || factors.hasPasskey) return refuse('step_up_method_unfit');
    const hash = await confirmOwnPassword(platform, accountId, proof.password);
    return isRefusal(hash) ? hash : null;
  }
  const tries: Try[] = [{ kind: 'second-factor', of: accountId }];
  const tooMany = await spendTries(platform, tries);
  if (tooMany !== null) return tooMany;
  const wrong = await withTx(platform.db, (tx) => proveCode(tx, platform, accountId, proof.code));
  if (wrong === null) await giveTriesBack(platform, tries);
  return wrong;
}
