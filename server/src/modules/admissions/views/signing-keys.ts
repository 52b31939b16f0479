import type { Platform } from '../../../platform/platform.ts';
import { Remembered } from '../../../platform/remembered.ts';
import { readSigningKeys, type SigningKeys } from '../../tickets/index.ts';

type Shop = Pick<Platform, 'db' | 'keys' | 'clock'>;

const byDb = new WeakMap<object, Remembered<SigningKeys>>();

/** The keys that codes are signed with, and what has become of each, at most a second old. */
export function gateKeys(shop: Shop): Promise<SigningKeys> {
  const known =
    byDb.get(shop.db) ??
    new Remembered(
      () => readSigningKeys(shop),
      () => shop.clock.nowMs(),
    );
  byDb.set(shop.db, known);
  return known.read('');
}
