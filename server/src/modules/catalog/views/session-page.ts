import type { SessionDetail } from '@og-tickets/contract/catalog.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import { money } from '@og-tickets/contract/money.ts';
import { unitPriceCents } from '@og-tickets/contract/rules/pricing.ts';
import type { OfferValues } from '../rules/first-offers.ts';
import { cardOf } from './session-list.ts';
import type { Catalogue, KeptSession } from './snapshot/catalogue.ts';

type Tariff = SessionDetail['categories'][number]['tariffs'][number];

/** A session with its categories, their tariffs and the places left, made once for each change; null when withdrawn. */
export function sessionPage(
  { offers }: Pick<Catalogue, 'offers'>,
  session: KeptSession,
  locale: Locale,
): SessionDetail | null {
  if (session.status === 'withdrawn') return null;
  session.pages[locale] ??= {
    ...cardOf(session, locale),
    description: locale === 'en' ? session.descriptionEn : session.descriptionFr,
    doorsAt: new Date(session.doorsAtMs).toISOString(),
    endsAt: new Date(session.endsAtMs).toISOString(),
    limits: { placesPerAccount: session.placesPerAccount },
    cancellableUntil: timeOrNone(session.cancellableUntilMs),
    change: changeOf(session, locale),
    categories: categoriesOf(session).map((category) => ({
      ...category,
      tariffs: offers.map((offer) => tariffOf(category.pricePerPlace.cents, offer, locale)),
    })),
  };
  return session.pages[locale];
}

function changeOf({ change }: KeptSession, locale: Locale): SessionDetail['change'] {
  if (change === null) return null;
  return {
    kind: change.kind,
    reason: change[`reason_${locale}`],
    at: new Date(change.atMs).toISOString(),
    previousStartsAt: new Date(change.previousStartsAtMs).toISOString(),
    refundUntil: timeOrNone(change.refundUntilMs),
  };
}

function timeOrNone(timeMs: number | null): string | null {
  return timeMs === null ? null : new Date(timeMs).toISOString();
}

/** Each category with its price and what can be had of it, in the order of the page. */
function categoriesOf({ categories, sale }: KeptSession) {
  return categories.map(({ category, pricePerPlaceCents }, at) => ({
    category,
    remaining: sale.categories[at]?.remaining ?? 0,
    availability: sale.categories[at]?.availability ?? ('not_on_sale' as const),
    pricePerPlace: money(pricePerPlaceCents),
  }));
}

function tariffOf(pricePerPlaceCents: number, offer: OfferValues, locale: Locale): Tariff {
  const { places, discount_percent: discountPercent } = offer;
  return {
    offer: offer.code,
    offerName: offer[`name_${locale}`],
    places,
    price: money(unitPriceCents(pricePerPlaceCents, { places, discountPercent })),
  };
}
