import type { Platform } from '../../platform/platform.ts';
import { isBreached } from './breached-passwords.ts';
import { type Chooser, isCommonPassword } from './rules/common-passwords.ts';

/** True for a password that others know: by habit, or from a breach where the shop asks for those. Never inside a transaction. */
export async function isKnownPassword(
  platform: Pick<Platform, 'config' | 'log'>,
  password: string,
  chooser: Chooser,
): Promise<boolean> {
  return isCommonPassword(password, chooser) || (await isBreached(platform, password));
}
