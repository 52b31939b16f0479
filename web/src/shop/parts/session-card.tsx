import type { SessionCard as Session } from '@og-tickets/contract/catalog.ts';
import { Link } from '@tanstack/react-router';
import { AvailabilityPill, Badge } from '../../ui/badge.tsx';
import { TicketCard } from '../../ui/card.tsx';
import { DateTime, Money, OwnTime } from '../../ui/format.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import { SportTile } from './sport-tile.tsx';

interface SessionCardProps {
  session: Session;
  /** Level of the title below the headings around it. */
  level: 3 | 4;
  /** Shows the day beside the hour, where no heading over the card does. */
  withDay?: boolean;
}

/** A session in a list: one link over the whole card. */
export function SessionCard({ session, level, withDay = false }: SessionCardProps) {
  const w = useWords(shopWords).card;
  const Heading = `h${level}` as const;
  const { title, sportName, startsAt, timezone, venue } = session;
  return (
    <TicketCard as="li" className="card-link" stub={<CardStub session={session} />}>
      <div className="flex gap-3 sm:gap-4">
        <SportTile sport={session.sport} />
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          {titleNames(title, sportName) ? null : <p className="text-14 font-semibold text-muted">{sportName}</p>}
          <Heading className="heading text-18 leading-snug">
            <Link to="/epreuves/$code" params={{ code: session.code }} className="card-link-target">
              {title}
            </Link>
          </Heading>
          <p className="flex items-start gap-2 text-16 text-muted">
            <Icon name="clock" size={16} className="mt-1" />
            <span className="font-semibold text-ink">
              {withDay ? (
                <>
                  <DateTime at={startsAt} timeZone={timezone} show="day" />,{' '}
                </>
              ) : null}
              <DateTime at={startsAt} timeZone={timezone} show="time" />{' '}
              <OwnTime at={startsAt} timeZone={timezone} className="font-normal" />
            </span>
          </p>
          <p className="flex items-start gap-2 text-16 text-muted">
            <Icon name="pin" size={16} className="mt-1" />
            <span>
              {venue.name}, {venue.city}
            </span>
          </p>
          {session.medal ? (
            <p className="mt-1">
              <Badge tone="info" icon="podium">
                {w.medal}
              </Badge>
            </p>
          ) : null}
        </div>
      </div>
    </TicketCard>
  );
}

/** Most titles begin with their sport or say it in their course: no need to say it twice. */
function titleNames(title: string, sportName: string): boolean {
  return title.toLowerCase().includes(sportName.toLowerCase());
}

function CardStub({ session }: { session: Session }) {
  const w = useWords(shopWords).card;
  return (
    <div className="flex h-full flex-wrap items-center justify-between gap-x-4 gap-y-2 beside:flex-col beside:items-start beside:justify-center">
      {session.priceFrom ? (
        <p className="leading-tight">
          <span className="text-16 text-muted">{w.from} </span>
          <span className="heading text-24">
            <Money amount={session.priceFrom} short />
          </span>
          <span className="block text-14 text-muted">{w.feesIncluded}</span>
        </p>
      ) : null}
      <AvailabilityPill availability={session.availability} />
    </div>
  );
}
