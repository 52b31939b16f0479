import type { Bytes } from '@og-tickets/contract/rules/bytes.ts';
import type { Db } from '../../../platform/database/database.ts';
import { selectChangedEntries, selectKeptChanges, selectListEntries } from '../sql/list-entries.ts';

/** Entries as a list of tickets has them. */
const asBytes = (buffer: Buffer): Bytes => Uint8Array.from(buffer);

/** All tickets of a session as sorted entries of a gate's list. */
export async function readTicketList(db: Db, sessionId: number): Promise<Bytes> {
  return asBytes(await selectListEntries(db, sessionId));
}

/** Those of them that changed after a number; null: one of them is gone, so read the whole list. */
export async function readTicketChanges(db: Db, change: { sessionId: number; after: number }): Promise<Bytes | null> {
  const { entries, gone } = await selectChangedEntries(db, change);
  return gone ? null : asBytes(entries);
}

/** The numbers of the oldest and the newest change of a session that can still be read; 0 without any. */
export function readKeptChanges(db: Db, sessionId: number): Promise<{ oldest: number; newest: number }> {
  return selectKeptChanges(db, sessionId);
}
