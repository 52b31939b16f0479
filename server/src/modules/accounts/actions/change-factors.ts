import { type Tx, withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import { randomBytes } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { FactorChange } from '../../notices/index.ts';
import { sendFactorNotice } from '../factor-job-names.ts';
import { loginStatesOf } from '../login-states.ts';
import { hashRecoveryCode, readRecoveryCode, recoveryCodeBytes, recoveryCodeOf } from '../rules/recovery-code.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { clearProofs, markProved, raiseTokenVersion, readFactors } from '../sql/factors.ts';
import { countRecoveryCodes, deleteRecoveryCodes, replaceRecoveryCodes } from '../sql/recovery-codes.ts';

/** Who changes the factors of their account, and from which login. */
export interface FactorOwner {
  accountId: string;
  loginId: string;
}

/**
 * Adds a factor: locks the account, has `add` do it, and tells the owner by mail. This login has proved the factor; every
 * access token of the account becomes outdated. Returns what `add` returned, and ten recovery codes with the first factor.
 */
export async function addFactor<T>(
  platform: Platform,
  owner: FactorOwner,
  change: FactorChange,
  add: (tx: Tx) => Promise<T | Refusal>,
): Promise<{ added: T; recoveryCodes: string[] | null } | Refusal> {
  const { accountId, loginId } = owner;
  const outcome = await withTx(platform.db, async (tx) => {
    await raiseTokenVersion(tx, accountId);
    const added = await add(tx);
    if (isRefusal(added)) return added;
    await markProved(tx, loginId, { factor: true });
    const recoveryCodes =
      (await countRecoveryCodes(tx, accountId)) === 0 ? await giveRecoveryCodes(tx, accountId) : null;
    await enqueue(tx, sendFactorNotice, { accountId, change });
    return { added, recoveryCodes };
  });
  loginStatesOf(platform).forget(loginId);
  return outcome;
}

/**
 * Takes a factor away: locks the account, has `remove` do it, and tells the owner by mail. With the last one the recovery
 * codes go. Refusals: `not_found` when `remove` found nothing; `last_factor` for staff, except in a demo.
 */
export async function takeFactor(
  platform: Platform,
  { accountId, loginId }: FactorOwner,
  change: FactorChange,
  remove: (tx: Tx) => Promise<boolean>,
): Promise<Refusal | null> {
  const outcome = await withTx(platform.db, async (tx) => {
    const { role } = await raiseTokenVersion(tx, accountId);
    if (!(await remove(tx))) return refuse('not_found');
    const { hasTotp, hasPasskey } = await readFactors(tx, accountId);
    if (!hasTotp && !hasPasskey) {
      if (role !== 'customer' && !platform.config.demo) return refuse('last_factor');
      await deleteRecoveryCodes(tx, accountId);
      await clearProofs(tx, accountId);
    }
    await enqueue(tx, sendFactorNotice, { accountId, change });
    return null;
  });
  loginStatesOf(platform).forget(loginId);
  return outcome;
}

/** Makes ten new recovery codes in the place of the older ones and tells the owner. Refusal: `no_factor`. */
export async function renewRecoveryCodes(platform: Platform, owner: FactorOwner): Promise<string[] | Refusal> {
  const { accountId, loginId } = owner;
  const outcome = await withTx(platform.db, async (tx) => {
    await raiseTokenVersion(tx, accountId);
    const { hasTotp, hasPasskey } = await readFactors(tx, accountId);
    if (!hasTotp && !hasPasskey) return refuse('no_factor');
    await enqueue(tx, sendFactorNotice, { accountId, change: 'recovery_renewed' });
    return giveRecoveryCodes(tx, accountId);
  });
  loginStatesOf(platform).forget(loginId);
  return outcome;
}

/** Returns the codes: only their hashes stay. */
async function giveRecoveryCodes(tx: Tx, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: limits.recoveryCodes }, () => recoveryCodeOf(randomBytes(recoveryCodeBytes)));
  const hashes = codes.map((code) => hashRecoveryCode(accountId, readRecoveryCode(code) ?? code));
  await replaceRecoveryCodes(tx, accountId, hashes);
  return codes;
}
