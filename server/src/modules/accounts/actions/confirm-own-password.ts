import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { passwordHasher } from '../password-hasher.ts';
import type { Try } from '../rules/tries.ts';
import { findPasswordHash } from '../sql/credentials.ts';
import { giveTriesBack, spendTries } from './spend-tries.ts';

/**
 * Has somebody who is logged in prove that they know their password. Returns its hash, by which a change can tell that it
 * is still the same one. Refusals: `password_wrong`, `rate_limited`.
 */
export async function confirmOwnPassword(
  platform: Platform,
  accountId: string,
  password: string,
): Promise<string | Refusal> {
  const tries: Try[] = [{ kind: 'own-password', of: accountId }];
  const tooMany = await spendTries(platform, tries);
  if (tooMany !== null) return tooMany;
  const hash = (await findPasswordHash(platform.db, accountId)) ?? null;
  const fits = await passwordHasher.verify(password, hash);
  if (isRefusal(fits)) return fits;
  if (!fits || hash === null) return refuse('password_wrong');
  await giveTriesBack(platform, tries);
  return hash;
}
