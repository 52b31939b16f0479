import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { needsRenewal, passwordHasher, type Standing } from '../password-hasher.ts';
import { emailIndex } from '../personal-data.ts';
import { networkOf, type Try } from '../rules/tries.ts';
import { hashToken } from '../secret-token.ts';
import { findCredentialsOnDevice, replacePasswordHash } from '../sql/credentials.ts';
import { countTries, giveTriesBack, lookAtTries, spendTries } from './spend-tries.ts';

/** Who asks with a password, and from where. */
export interface PasswordAsked {
  email: string;
  password: string;
  /** Address of the caller. */
  address: string;
  /** What the device cookie holds; undefined for a browser without one. */
  deviceToken: string | undefined;
}

/**
 * Whose password it is: an active account's, or that of a registration that still waits for its link. `ofActive`: the
 * address has an active account with another password, so there is no link to wait for.
 */
export type PasswordOwner =
  | { kind: 'account'; accountId: string; passwordHash: string }
  | { kind: 'waiting'; registrationId: string; accountId: string; ofActive: boolean };

/**
 * Finds whose password this is. Refusals: `bad_credentials`, the same and after the same work for an unknown address, a
 * wrong password and an account that is disabled; `rate_limited`, for any address alike.
 *
 * One hash is made for every address, and a second one where a registration of the last 24 hours waits, which is so for
 * an address that somebody has just registered, whether or not it had an account: neither words nor time tell.
 */
export async function checkPassword(platform: Platform, asked: PasswordAsked): Promise<PasswordOwner | Refusal> {
  const key = emailIndex(platform.keys, asked.email);
  const deviceHash = asked.deviceToken === undefined ? null : hashToken(asked.deviceToken);
  const ofStranger: Try = { kind: 'password', of: key };
  const ofAddress: Try = { kind: 'password-address', of: networkOf(asked.address) };
  const turnedAway = deviceHash === null ? await turnStrangerAway(platform, [ofStranger, ofAddress]) : null;
  if (turnedAway !== null) return turnedAway;
  const found = await findCredentialsOnDevice(platform.db, key, deviceHash);
  const forAccount: Try = found?.deviceKnown
    ? { kind: 'password-device', of: `${found.id} ${deviceHash?.toString('base64url')}` }
    : ofStranger;
  const tries: Try[] = [forAccount, ofAddress];
  const counted = await countTries(platform, tries);
  if (isRefusal(counted)) return counted;
  const [withThis = 1] = counted;
  const standing: Standing = found?.deviceKnown ? 'known' : standingOf(withThis);
  const active = found?.status === 'active' ? found : undefined;
  const fits = await passwordHasher.verify(asked.password, active?.passwordHash ?? null, standing);
  // Nothing was learnt where nothing was hashed.
  if (isRefusal(fits)) {
    await giveTriesBack(platform, tries);
    return fits;
  }
  if (active !== undefined && fits) {
    await giveTriesBack(platform, tries);
    return { kind: 'account', accountId: active.id, passwordHash: await renewedHash(platform, active, asked.password) };
  }
  if (found === undefined || found.waitingId === null) return refuse('bad_credentials');
  const second =
    (await spendTries(platform, [forAccount])) ??
    (await passwordHasher.verify(asked.password, found.waitingHash, standing));
  if (isRefusal(second)) return second;
  if (!second || (found.status !== 'active' && found.status !== 'unactivated')) return refuse('bad_credentials');
  await giveTriesBack(platform, [...tries, forAccount]);
  return {
    kind: 'waiting',
    registrationId: found.waitingId,
    accountId: found.id,
    ofActive: active !== undefined,
  };
}

/** How a browser stands that the account does not know, by the tries at it that count, its own included. */
function standingOf(tries: number): Standing {
  return tries > 1 ? 'suspect' : 'usual';
}

/** One read for whom nothing would be hashed: the tries are used up, or too many wait already. */
async function turnStrangerAway(platform: Platform, tries: readonly Try[]): Promise<Refusal | null> {
  const counted = await lookAtTries(platform, tries);
  return isRefusal(counted) ? counted : passwordHasher.refusalFor(standingOf(counted + 1));
}

/** The hash to go on with: one of older parameters is made anew while the password is at hand. */
async function renewedHash(
  platform: Platform,
  account: { id: string; passwordHash: string },
  password: string,
): Promise<string> {
  const { id, passwordHash: from } = account;
  if (!needsRenewal(from)) return from;
  const to = await passwordHasher.hash(password);
  // Too many at work: the next login does it.
  if (isRefusal(to)) return from;
  const replaced = await withTx(platform.db, (tx) => replacePasswordHash(tx, id, { from, to }));
  return replaced ? to : from;
}
