import type { SessionDetail } from '@og-tickets/contract/catalog.ts';
import type { ReactNode } from 'react';
import { RefundRule } from '../../shell/refund-rule.tsx';
import { Badge } from '../../ui/badge.tsx';
import { DateTime } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { orderWords } from '../../words/order.ts';
import { shopWords } from '../../words/shop.ts';
import { SportTile } from './sport-tile.tsx';

/** Sport, date and hours of the venue, place. */
export function SessionFacts({ session }: { session: SessionDetail }) {
  const w = useWords(shopWords).session;
  const order = useWords(orderWords);
  const { startsAt, doorsAt, endsAt, timezone, venue } = session;
  return (
    <div className="mb-8 grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-4 sm:gap-x-6">
      <div className="self-start sm:row-span-2">
        <SportTile sport={session.sport} large />
      </div>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
        {session.sportName}
        {session.medal ? (
          <Badge tone="info" icon="podium">
            {w.medal}
          </Badge>
        ) : null}
      </p>
      <dl className="grid gap-x-8 gap-y-3 max-sm:col-span-2 sm:grid-cols-[auto_1fr]">
        <Fact name={w.date}>
          <span className="first-letter:uppercase">
            <DateTime at={startsAt} timeZone={timezone} />
          </span>{' '}
          <span className="text-muted">({w.localTime})</span>
        </Fact>
        <Fact name={w.venue}>
          {venue.name}, {venue.city}
        </Fact>
        <Fact name={w.doors}>
          <DateTime at={doorsAt} timeZone={timezone} show="time" />
        </Fact>
        <Fact name={w.ends}>
          <DateTime at={endsAt} timeZone={timezone} show="time" />
        </Fact>
        {session.availability === 'cancelled' ? null : (
          <Fact name={order.rule.label}>
            <RefundRule until={session.cancellableUntil} timeZone={timezone} />
          </Fact>
        )}
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-16 text-muted">{name}</dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  );
}
