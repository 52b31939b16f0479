import type { CartLine } from '@og-tickets/contract/carts.ts';
import { Link } from '@tanstack/react-router';
import { DateTime, OwnTime } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import { SportTile } from './sport-tile.tsx';

interface SessionHeadProps {
  /** Code of the session. */
  session: string;
  summary: CartLine['summary'];
  headingId: string;
}

/** What a session is, at the top of its lines in the cart. */
export function SessionHead({ session, summary, headingId }: SessionHeadProps) {
  const w = useWords(shopWords).session;
  const { sport, title, venue, startsAt, timezone } = summary;
  return (
    <div className="flex gap-4 p-5">
      <SportTile sport={sport} />
      <div className="min-w-0">
        <h2 id={headingId} className="heading text-20">
          <Link to="/epreuves/$code" params={{ code: session }} className="hover:underline">
            {title}
          </Link>
        </h2>
        <p className="text-16 text-muted">
          <DateTime at={startsAt} timeZone={timezone} /> ({w.localTime}) <OwnTime at={startsAt} timeZone={timezone} />
        </p>
        <p className="text-16 text-muted">
          {venue.name}, {venue.city}
        </p>
      </div>
    </div>
  );
}
