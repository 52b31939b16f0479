import type { SessionDetail } from '@og-tickets/contract/catalog.ts';
import type { ReactNode } from 'react';
import { RefundRule } from '../../shell/refund-rule.tsx';
import { Badge } from '../../ui/badge.tsx';
import { DateTime, OwnTime } from '../../ui/format.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../words/book.ts';
import { saleTermsWords } from '../../words/sale-terms.ts';
import { shopWords } from '../../words/shop.ts';
import { SportTile } from './sport-tile.tsx';

/** Sport, date and hours of the venue, place. */
export function SessionFacts({ session }: { session: SessionDetail }) {
  const w = useWords(shopWords).session;
  const terms = useWords(saleTermsWords);
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
      <dl className="grid gap-x-8 gap-y-3 max-w-4xl max-sm:col-span-2 sm:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Fact name={w.date}>
          <span className="first-letter:uppercase">
            <DateTime at={startsAt} timeZone={timezone} />
          </span>{' '}
          <span className="text-muted">({w.localTime})</span>{' '}
          <OwnTime at={startsAt} timeZone={timezone} className="font-normal" />
        </Fact>
        <Fact name={w.venue}>
          <span className="mr-3">
            {venue.name}, {venue.city}
          </span>{' '}
          {session.position ? <MapLink {...session.position} /> : null}
        </Fact>
        <Fact name={w.doors}>
          <DateTime at={doorsAt} timeZone={timezone} show="time" />
        </Fact>
        <Fact name={w.ends}>
          <DateTime at={endsAt} timeZone={timezone} show="time" />
        </Fact>
        {session.availability === 'cancelled' ? null : (
          <Fact name={terms.rule.label}>
            <RefundRule until={session.cancellableUntil} timeZone={timezone} />
          </Fact>
        )}
      </dl>
    </div>
  );
}

/** The venue on a map, in another tab: no map of somebody else is loaded into the page. */
function MapLink({ latitude, longitude }: { latitude: number; longitude: number }) {
  const w = useWords(shopWords).session;
  const at = `${latitude}/${longitude}`;
  return (
    <a
      href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${at}`}
      target="_blank"
      rel="noopener noreferrer"
      className="link inline-flex min-h-6 items-center gap-1 font-normal"
    >
      <Icon name="pin" size={16} />
      {w.map}
    </a>
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
