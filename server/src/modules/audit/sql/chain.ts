import type { Db, Tx } from '../../../platform/database/database.ts';
import type { Head } from '../rules/head-signature.ts';
import type { ChainedEntry } from '../rules/entry-hash.ts';

/** The columns of an entry that its hash is made of. */
export const chained = [
  'number',
  'at',
  'actor_id as actorId',
  'actor_role as actorRole',
  'action',
  'subject_kind as subjectKind',
  'subject_id as subjectId',
  'details',
  'private_sealed as privateSealed',
  'request_id as requestId',
] as const;

/** The newest entry, locked until the transaction ends: the chain grows one entry at a time. */
export function lockHead(tx: Tx): Promise<{ number: number; hash: Buffer }> {
  return tx.selectFrom('audit.head').select(['number', 'hash']).forUpdate().executeTakeFirstOrThrow();
}

/** The newest entry. */
export function findHead(db: Db): Promise<{ number: number; hash: Buffer }> {
  return db.selectFrom('audit.head').select(['number', 'hash']).executeTakeFirstOrThrow();
}

/** Adds an entry and makes it the newest. */
export async function insertEntry(tx: Tx, { hash, ...entry }: ChainedEntry & { hash: Buffer }): Promise<void> {
  await tx
    .insertInto('audit.entries')
    .values({
      number: entry.number,
      at: entry.at,
      actor_id: entry.actorId,
      actor_role: entry.actorRole,
      action: entry.action,
      subject_kind: entry.subjectKind,
      subject_id: entry.subjectId,
      details: entry.details,
      private_sealed: entry.privateSealed,
      request_id: entry.requestId,
      hash,
    })
    .execute();
  await tx.updateTable('audit.head').set({ number: entry.number, hash }).execute();
}

/** Entries after a number, in order. */
export function findEntriesAfter(db: Db, after: number, limit: number): Promise<(ChainedEntry & { hash: Buffer })[]> {
  return db
    .selectFrom('audit.entries')
    .select([...chained, 'hash'])
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
}

/** Keeps the signature of a head. */
export async function insertSignedHead(
  tx: Tx,
  head: Head & { signedAt: Date; kid: number; signature: Buffer },
): Promise<void> {
  await tx
    .insertInto('audit.signed_heads')
    .values({
      number: head.number,
      hash: Buffer.from(head.hash),
      signed_at: head.signedAt,
      kid: head.kid,
      signature: head.signature,
    })
    .execute();
}

/** The newest head that was signed, and the next ones below it up to `limit`. */
export function findSignedHeads(
  db: Db,
  limit: number,
): Promise<{ number: number; hash: Buffer; signedAt: Date; kid: number; signature: Buffer }[]> {
  return db
    .selectFrom('audit.signed_heads')
    .select(['number', 'hash', 'signed_at as signedAt', 'kid', 'signature'])
    .orderBy('number', 'desc')
    .orderBy('signed_at', 'desc')
    .limit(limit)
    .execute();
}
