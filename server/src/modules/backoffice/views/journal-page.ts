import type { listAuditEntries } from '@og-tickets/contract/audit.ts';
import type { QueryOf, ReplyBodyOf } from '@og-tickets/contract/endpoint.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import type { Platform } from '../../../platform/platform.ts';
import { namesOf } from '../../accounts/index.ts';
import { readJournal } from '../../audit/index.ts';

/** A page of the journal with the names of who acted; null for a cursor that is not one. */
export async function journalPage(
  platform: Pick<Platform, 'db' | 'keys'>,
  { cursor, limit = limits.pageDefault, ...filter }: QueryOf<typeof listAuditEntries>,
): Promise<ReplyBodyOf<typeof listAuditEntries> | null> {
  const before = cursor === undefined ? null : Number(cursor);
  if (before !== null && !(Number.isSafeInteger(before) && before > 0)) return null;
  const found = await readJournal(platform, { ...filter, before, limit: limit + 1 });
  const shown = found.slice(0, limit);
  const names = await namesOf(
    platform,
    shown.flatMap(({ actorId }) => actorId ?? []),
  );
  const items = shown.map((entry) => ({
    ...entry,
    actor: entry.actorId === null ? null : (names.get(entry.actorId) ?? null),
  }));
  return { items, nextCursor: found.length > limit ? String(shown.at(-1)?.number) : null };
}
