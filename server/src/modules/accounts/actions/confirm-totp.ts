import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { open } from '../../../platform/keys/seal.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Try } from '../rules/tries.ts';
import { stepOfCode } from '../rules/totp.ts';
import { confirmWaitingTotp, deleteTotp, findWaitingTotp } from '../sql/totp.ts';
import { addFactor, type FactorOwner } from './change-factors.ts';
import { giveTriesBack, spendTries } from './spend-tries.ts';

/**
 * Lets the secret that this login has begun to set up count, in the place of an older one, because the app shows its
 * code. Returns recovery codes with the first factor. Refusals: `totp_not_begun`, `mfa_code_invalid`, `rate_limited`.
 */
export async function confirmTotp(
  platform: Platform,
  owner: FactorOwner,
  code: string,
): Promise<{ recoveryCodes: string[] | null } | Refusal> {
  const { accountId, loginId } = owner;
  const tries: Try[] = [{ kind: 'second-factor', of: accountId }];
  const tooMany = await spendTries(platform, tries);
  if (tooMany !== null) return tooMany;
  const outcome = await addFactor(platform, owner, 'totp_added', async (tx) => {
    const waiting = await findWaitingTotp(tx, accountId, loginId);
    if (waiting === undefined) return refuse('totp_not_begun');
    const stored = open(platform.keys, 'totp', waiting.id, waiting.secret_sealed);
    const step = stepOfCode(stored, code.replaceAll(' ', ''), platform.clock.nowMs());
    if (step === null) return refuse('mfa_code_invalid');
    await deleteTotp(tx, accountId);
    return (await confirmWaitingTotp(tx, waiting.id, step)) ? null : refuse('totp_not_begun');
  });
  if (isRefusal(outcome)) return outcome;
  await giveTriesBack(platform, tries);
  return { recoveryCodes: outcome.recoveryCodes };
}
