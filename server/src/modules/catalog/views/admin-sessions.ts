import type { AdminSession, AdminSessionRow } from '@og-tickets/contract/catalog-admin.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import type { Db } from '../../../platform/database/database.ts';
import type { KeyRing } from '../../../platform/keys/key-ring.ts';
import { namesOf } from '../../accounts/index.ts';
import { encodeCursor, type SessionCursor } from '../rules/cursor.ts';
import type { SessionStatus } from '../rules/sale-state.ts';
import { searchWords } from '../rules/search.ts';
import { fieldsOf } from '../rules/session-fields.ts';
import { findCategories } from '../sql/edited-categories.ts';
import { findSession } from '../sql/edited-sessions.ts';
import { findLastEdit } from '../sql/session-edits.ts';
import { findSessionRows, type SessionRow } from '../sql/session-rows.ts';

/** One page of the sessions that an admin looks for. */
export async function adminSessions(
  db: Db,
  query: {
    q?: string;
    sport?: string;
    venue?: string;
    status?: SessionStatus;
    limit: number;
    cursor: SessionCursor | null;
  },
  locale: Locale,
): Promise<{ items: AdminSessionRow[]; nextCursor: string | null }> {
  const { q = '', sport, venue, status, limit, cursor } = query;
  const rows = await findSessionRows(db, {
    words: searchWords(q),
    sport,
    venue,
    status,
    after: cursor,
    limit: limit + 1,
  });
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items: items.map((row) => listed(row, locale)),
    nextCursor:
      last === undefined
        ? null
        : encodeCursor({ sort: 'date', price: 0, startsAtMs: last.startsAt.getTime(), id: last.id }),
  };
}

function listed(row: SessionRow, locale: Locale): AdminSessionRow {
  const english = locale === 'en';
  return {
    code: row.code,
    title: english ? row.titleEn : row.titleFr,
    sport: row.sport,
    sportName: english ? row.sportEn : row.sportFr,
    venue: row.venue,
    venueName: english ? row.venueEn : row.venueFr,
    startsAt: row.startsAt.toISOString(),
    timezone: row.timezone,
    status: row.status,
    onSale: row.onSale,
    capacity: row.capacity,
    sold: row.taken - row.held,
    held: row.held,
  };
}

/** A session with all that is edited of it; null when there is none. */
export async function adminSession(
  { db, keys }: { db: Db; keys: Pick<KeyRing, 'encryption'> },
  code: string,
): Promise<AdminSession | null> {
  const row = await findSession(db, code);
  if (row === undefined) return null;
  const categories = await findCategories(db, row.id);
  const { categories: terms, ...fields } = fieldsOf(row, categories);
  const edit = await findLastEdit(db, row.id);
  const names = edit === undefined ? null : await namesOf({ db, keys }, [edit.accountId]);
  return {
    code: row.code,
    version: row.version,
    status: row.status,
    ...fields,
    categories: terms.map((one, at) => {
      const { taken = 0, held = 0 } = categories[at] ?? {};
      return { ...one, sold: taken - held, held };
    }),
    lastEdit: edit === undefined ? null : { at: edit.at.toISOString(), by: names?.get(edit.accountId) ?? null },
  };
}
