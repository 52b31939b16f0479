import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { signHead } from '../rules/head-signature.ts';
import { findHead, findSignedHeads, insertSignedHead } from '../sql/chain.ts';

/** Signs the newest entry, unless it is signed already, so that a journal that is cut off later shows. */
export async function signNewestHead({ db, keys, clock }: Pick<Platform, 'db' | 'keys' | 'clock'>): Promise<void> {
  const head = await findHead(db);
  const [newest] = await findSignedHeads(db, 1);
  if (head.number === 0 || (newest !== undefined && newest.number >= head.number)) return;
  const signedAt = new Date(clock.nowMs());
  await withTx(db, (tx) => insertSignedHead(tx, { ...head, signedAt, ...signHead(keys, head, signedAt) }));
}
