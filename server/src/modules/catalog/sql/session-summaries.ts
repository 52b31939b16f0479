import type { SessionCard, SessionDetail } from '@og-tickets/contract/catalog.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import type { Db } from '../../../platform/database/database.ts';

/** What a list, a cart, an order and a ticket all show of a session. */
export type SessionSummary = Pick<SessionCard, 'sport' | 'sportName' | 'title' | 'venue' | 'startsAt' | 'timezone'>;

export interface SummaryRow {
  id: number;
  code: string;
  sport: string;
  sportName: string;
  title: string;
  venueCode: string;
  venueName: string;
  city: string;
  startsAt: Date;
  endsAt: Date;
  doorsAt: Date;
  timezone: string;
}

/** The latest change of a session; all null when it was never changed. */
export interface LatestChangeRow {
  changeKind: 'cancelled' | 'moved' | null;
  changeReason: string | null;
  changedAt: Date | null;
  previousStartsAt: Date | null;
  refundUntil: Date | null;
}

/** Sessions with the names of their sport and venue in one language; `where` and further columns are the caller's. */
export function selectSummaries(db: Db, locale: Locale) {
  return db
    .selectFrom('catalog.sessions as session')
    .innerJoin('catalog.sports as sport', 'sport.code', 'session.sport')
    .innerJoin('catalog.venues as venue', 'venue.code', 'session.venue')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('catalog.session_changes as one')
          .select(['one.kind as changeKind', 'one.created_at as changedAt', 'one.refund_until as refundUntil'])
          .select(['one.previous_starts_at as previousStartsAt', `one.reason_${locale} as changeReason`])
          .whereRef('one.session_id', '=', 'session.id')
          .orderBy('one.created_at', 'desc')
          .limit(1)
          .as('change'),
      (join) => join.onTrue(),
    )
    .select(['session.id', 'session.code', 'session.sport', 'session.timezone', 'venue.city'])
    .select(['session.starts_at as startsAt', 'session.ends_at as endsAt', 'session.doors_at as doorsAt'])
    .select(['session.cancellable_until as cancellableUntil', 'change.changeKind', 'change.changeReason'])
    .select(['change.changedAt', 'change.previousStartsAt', 'change.refundUntil'])
    .select((eb) => [
      eb.ref(locale === 'en' ? 'sport.name_en' : 'sport.name_fr').as('sportName'),
      eb.ref(locale === 'en' ? 'session.title_en' : 'session.title_fr').as('title'),
      eb.ref('venue.code').as('venueCode'),
      (locale === 'en' ? eb.fn.coalesce('venue.name_en', 'venue.name') : eb.ref('venue.name')).as('venueName'),
    ]);
}

/** A row as the contract shows it. */
export function summaryOf(row: SummaryRow): SessionSummary {
  return {
    sport: row.sport,
    sportName: row.sportName,
    title: row.title,
    venue: { code: row.venueCode, name: row.venueName, city: row.city },
    startsAt: row.startsAt.toISOString(),
    timezone: row.timezone,
  };
}

/** The latest change of a session as the contract shows it; null when it was never changed. */
export function latestChangeOf(row: LatestChangeRow): SessionDetail['change'] {
  const { changeKind, changeReason, changedAt, previousStartsAt, refundUntil } = row;
  if (changeKind === null || changeReason === null || changedAt === null || previousStartsAt === null) return null;
  return {
    kind: changeKind,
    reason: changeReason,
    at: changedAt.toISOString(),
    previousStartsAt: previousStartsAt.toISOString(),
    refundUntil: refundUntil?.toISOString() ?? null,
  };
}
