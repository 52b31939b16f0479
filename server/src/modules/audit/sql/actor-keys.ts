import type { Db, Tx } from '../../../platform/database/database.ts';
import type { SealedColumn } from '../../../platform/keys/reseal.ts';

/** What the journal keeps sealed under the key-encryption key. */
export const auditSealedColumns: readonly SealedColumn[] = [
  {
    what: 'the journal',
    scope: 'jour',
    table: 'audit.actor_keys',
    column: 'key_sealed',
    idColumn: 'actor_id',
  },
];

/** Keeps a key for an actor who has none. */
export async function insertActorKey(tx: Tx, actorId: string, sealed: string): Promise<void> {
  await tx
    .insertInto('audit.actor_keys')
    .values({ actor_id: actorId, key_sealed: sealed })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The sealed keys of these actors. */
export function findActorKeys(db: Db, actorIds: readonly string[]): Promise<{ actorId: string; sealed: string }[]> {
  if (actorIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('audit.actor_keys')
    .select(['actor_id as actorId', 'key_sealed as sealed'])
    .where('actor_id', 'in', [...actorIds])
    .execute();
}

/** Takes the keys of these actors away, and with them what they open. */
export async function deleteActorKeys(tx: Tx, actorIds: readonly string[]): Promise<void> {
  if (actorIds.length === 0) return;
  await tx
    .deleteFrom('audit.actor_keys')
    .where('actor_id', 'in', [...actorIds])
    .execute();
}
