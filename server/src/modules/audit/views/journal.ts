import { type AuditEntry, auditActions, auditSubjects } from '@og-tickets/contract/audit.ts';
import type { Platform } from '../../../platform/platform.ts';
import { open } from '../../../platform/keys/seal.ts';
import { openText } from '../../../platform/keys/seal-text.ts';
import type { ChainedEntry } from '../rules/entry-hash.ts';
import { type PrivatePart, privateColumn, readPrivatePart } from '../rules/private-part.ts';
import { findActorKeys } from '../sql/actor-keys.ts';
import { findJournal, type JournalFilter } from '../sql/journal.ts';

/** An entry for a page, without the name of its actor, which the journal does not know. */
export type JournalEntry = Omit<AuditEntry, 'actor'>;

const unknownPart: PrivatePart = { address: null, reason: null };

/** Entries that a filter lets through, newest first, with what their actors' keys still open. */
export async function readJournal(
  { db, keys }: Pick<Platform, 'db' | 'keys'>,
  filter: JournalFilter,
): Promise<JournalEntry[]> {
  const rows = await findJournal(db, filter);
  const actorIds = [...new Set(rows.flatMap(({ actorId }) => actorId ?? []))];
  const sealedKeys = await findActorKeys(db, actorIds);
  const dataKeys = new Map(sealedKeys.map(({ actorId, sealed }) => [actorId, open(keys, 'jour', actorId, sealed)]));
  return rows.map((row) => shownEntry(row, row.actorId === null ? undefined : dataKeys.get(row.actorId)));
}

function shownEntry(row: ChainedEntry, dataKey: Buffer | undefined): JournalEntry {
  const part = dataKey === undefined || row.privateSealed === null ? unknownPart : openPart(dataKey, row);
  return {
    number: row.number,
    at: row.at.toISOString(),
    actorId: row.actorId,
    actorRole: row.actorRole,
    action: oneOf(auditActions, row.action),
    subject: { kind: oneOf(auditSubjects, row.subjectKind), id: row.subjectId },
    ...readDetails(row.details),
    ...part,
    requestId: row.requestId,
  };
}

function openPart(dataKey: Buffer, { number, privateSealed }: ChainedEntry): PrivatePart {
  const place = { column: privateColumn, rowId: String(number) };
  return readPrivatePart(openText(dataKey, place, privateSealed ?? ''));
}

function readDetails(details: string): Pick<AuditEntry, 'before' | 'after'> {
  const value: unknown = JSON.parse(details);
  return { before: readFields(value, 'before'), after: readFields(value, 'after') };
}

function readFields(value: unknown, name: string): Record<string, unknown> | null {
  const fields: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : null;
  return typeof fields === 'object' && fields !== null ? Object.fromEntries(Object.entries(fields)) : null;
}

function oneOf<const T extends string>(known: readonly T[], value: string): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new Error(`the journal holds ${value}, which this version does not know`);
  return found;
}
