import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { SigningKeyState } from '../rules/signing-key-states.ts';

/** What is known of signing keys; a handful of rows. */
export function selectSigningKeys(db: Db): Promise<{ kid: number; state: SigningKeyState }[]> {
  return db.selectFrom('tickets.signing_keys').select(['kid', 'state']).orderBy('kid').execute();
}

/** Writes the state of a key and since when it is so. */
export async function upsertSigningKey(tx: Tx, kid: number, state: SigningKeyState): Promise<void> {
  await tx
    .insertInto('tickets.signing_keys')
    .values({ kid, state })
    .onConflict((conflict) =>
      conflict.column('kid').doUpdateSet({ state, since: sql`now()` }).where('tickets.signing_keys.state', '<>', state),
    )
    .execute();
}
