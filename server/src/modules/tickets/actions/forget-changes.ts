import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { deleteOldChanges } from '../sql/list-entries.ts';

/** Deletes what lists of gates were kept up by more than an hour ago; a list that is older is read anew. */
export function forgetChanges({ db }: Pick<Platform, 'db'>): Promise<void> {
  return withTx(db, deleteOldChanges);
}
