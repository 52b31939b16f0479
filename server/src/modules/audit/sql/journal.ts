import type { listAuditEntries } from '@og-tickets/contract/audit.ts';
import type { QueryOf } from '@og-tickets/contract/endpoint.ts';
import type { Db } from '../../../platform/database/database.ts';
import type { ChainedEntry } from '../rules/entry-hash.ts';
import { chained } from './chain.ts';

/** What is asked of the journal; `before` is the number that the page ends above. */
export type JournalFilter = Omit<QueryOf<typeof listAuditEntries>, 'cursor' | 'limit'> & {
  before: number | null;
  limit: number;
};

/** Entries that a filter lets through, newest first. */
export function findJournal(db: Db, filter: JournalFilter): Promise<ChainedEntry[]> {
  let query = db.selectFrom('audit.entries').select(chained).orderBy('number', 'desc').limit(filter.limit);
  if (filter.before !== null) query = query.where('number', '<', filter.before);
  if (filter.actor !== undefined) query = query.where('actor_id', '=', filter.actor);
  if (filter.action !== undefined) query = query.where('action', '=', filter.action);
  if (filter.subject !== undefined) query = query.where('subject_kind', '=', filter.subject);
  if (filter.subjectId !== undefined) query = query.where('subject_id', '=', filter.subjectId);
  if (filter.from !== undefined) query = query.where('at', '>=', new Date(filter.from));
  if (filter.to !== undefined) query = query.where('at', '<', new Date(filter.to));
  return query.execute();
}
