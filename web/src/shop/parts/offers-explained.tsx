import type { Offer as Values } from '@og-tickets/contract/catalog.ts';
import type { Static } from 'typebox';
import { useQuery } from '@tanstack/react-query';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import { offersQuery } from './queries.ts';

type Offer = Static<typeof Values>;

/** What Solo, Duo, Famille and any other offer hold. */
export function OffersExplained() {
  const w = useWords(shopWords).home.offers;
  const offers = useQuery(offersQuery);
  // A shop that has just begun has no offers: there is nothing to choose from.
  if (offers.data?.length === 0) return null;
  return (
    <section aria-labelledby="offres">
      <h2 id="offres" className="heading text-32">
        {w.title}
      </h2>
      <p className="mb-5 max-w-read text-muted">{w.lead}</p>
      {offers.data ? (
        <ul className="grid gap-4 md:grid-cols-3">
          {offers.data.map((offer) => (
            <OfferCard key={offer.code} offer={offer} />
          ))}
        </ul>
      ) : offers.isError ? (
        <FailedQuery error={offers.error} onRetry={() => void offers.refetch()} title={w.failed} />
      ) : (
        <Skeleton>
          <SkeletonBlock className="h-44 w-full rounded-card" />
        </Skeleton>
      )}
    </section>
  );
}

function OfferCard({ offer }: { offer: Offer }) {
  const w = useWords(shopWords).offer;
  return (
    <Card as="li" className="flex flex-col gap-3 p-5 sm:p-6">
      <People count={offer.places} />
      <h3 className="heading text-24">{offer.name}</h3>
      <p className="flex flex-wrap gap-2">
        <Badge icon="ticket">{w.places(offer.places)}</Badge>
        {offer.discountPercent > 0 ? (
          <Badge tone="ok" icon="check" long>
            {w.discount(offer.discountPercent)}
          </Badge>
        ) : null}
      </p>
      <p className="text-muted">{offer.description}</p>
    </Card>
  );
}

/** As many heads as places, up to a number that still fits. */
function People({ count }: { count: number }) {
  return (
    <div className="flex text-cobalt">
      {Array.from({ length: Math.min(count, 8) }, (_, at) => (
        <Icon key={at} name="user" size={24} />
      ))}
    </div>
  );
}
