import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** The chain of a scanner, as far as the server knows it. */
export interface ChainRow {
  length: number;
  /** Hash of the last scan; null when there is none yet. */
  head: Buffer | null;
  latestAt: Date | null;
}

/** Locks the chain of a scanner, a new one when there is none: two uploads of one scanner wait for each other. */
export async function lockChain(tx: Tx, deviceId: string): Promise<ChainRow> {
  await sql`INSERT INTO admissions.chains (device_id) VALUES (${deviceId}) ON CONFLICT DO NOTHING`.execute(tx);
  return tx
    .selectFrom('admissions.chains')
    .select(['length', 'head', 'latest_at as latestAt'])
    .where('device_id', '=', deviceId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Where the chain of a scanner ends now; null when it has none. */
export async function selectChain(db: Db, deviceId: string): Promise<ChainRow | null> {
  const row = await db
    .selectFrom('admissions.chains')
    .select(['length', 'head', 'latest_at as latestAt'])
    .where('device_id', '=', deviceId)
    .executeTakeFirst();
  return row ?? null;
}

/** Those of these hashes that are in the chain of a scanner. */
export async function selectKnownHashes(db: Db, deviceId: string, hashes: readonly Buffer[]): Promise<Buffer[]> {
  const rows = await db
    .selectFrom('admissions.chain_entries')
    .select('hash')
    .where('device_id', '=', deviceId)
    .where('hash', 'in', hashes)
    .execute();
  return rows.map(({ hash }) => hash);
}

/** What became of one scan of a chain. */
export interface NewChainEntry {
  hash: Buffer;
  scanId: string;
  outcome: 'recorded' | 'known' | 'conflict' | 'quarantined' | 'rejected';
}

/** Adds scans to the end of a chain that is locked. */
export async function extendChain(
  tx: Tx,
  chain: { deviceId: string; length: number; latestAt: Date },
  entries: readonly NewChainEntry[],
): Promise<void> {
  await tx
    .insertInto('admissions.chain_entries')
    .values(
      entries.map(({ hash, scanId, outcome }, index) => ({
        device_id: chain.deviceId,
        position: chain.length + index + 1,
        hash,
        scan_id: scanId,
        outcome,
      })),
    )
    .execute();
  await tx
    .updateTable('admissions.chains')
    .set({ length: chain.length + entries.length, head: entries.at(-1)?.hash ?? null, latest_at: chain.latestAt })
    .where('device_id', '=', chain.deviceId)
    .execute();
}

/** Keeps when a scanner was heard of, and how many scans it says it still keeps. */
export async function noteUpload(tx: Tx, { deviceId, waiting }: { deviceId: string; waiting: number }): Promise<void> {
  await tx
    .updateTable('admissions.devices')
    .set({ last_seen_at: sql`now()`, waiting_scans: waiting })
    .where('id', '=', deviceId)
    .execute();
}
