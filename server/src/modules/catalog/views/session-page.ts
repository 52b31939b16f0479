import type { SessionDetail } from '@og-tickets/contract/catalog.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import { money } from '@og-tickets/contract/money.ts';
import { offeredUnitPriceCents } from '../rules/tariff.ts';
import { isShown } from '../rules/sale-state.ts';
import type { OfferValues } from '../rules/first-offers.ts';
import { cardOf } from './session-list.ts';
import type { Catalogue, KeptCategory, KeptSession, SaleMoment } from './snapshot/catalogue.ts';

type Tariff = SessionDetail['categories'][number]['tariffs'][number];

/** A session with its categories, their tariffs and the places left, made once for each change; null for a draft and when withdrawn. */
export function sessionPage(
  { offers }: Pick<Catalogue, 'offers'>,
  session: KeptSession,
  locale: Locale,
): SessionDetail | null {
  if (!isShown(session.status)) return null;
  session.pages[locale] ??= {
    ...cardOf(session, locale),
    description: locale === 'en' ? session.descriptionEn : session.descriptionFr,
    doorsAt: new Date(session.doorsAtMs).toISOString(),
    endsAt: new Date(session.endsAtMs).toISOString(),
    position: session.position,
    limits: { placesPerAccount: session.placesPerAccount },
    cancellableUntil: timeOrNone(session.cancellableUntilMs),
    change: changeOf(session, locale),
    categories: session.categories.map((category, at) => ({
      ...shownCategory(category, session.sale.categories[at]),
      tariffs: offers.flatMap((offer) => tariffOf(category, offer, locale) ?? []),
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

/** A category with its price and what can be had of it. */
function shownCategory(
  { category, pricePerPlaceCents, standard, companion }: KeptCategory,
  sale: SaleMoment['categories'][number] | undefined,
) {
  return {
    category,
    remaining: sale?.remaining ?? 0,
    availability: sale?.availability ?? ('not_on_sale' as const),
    pricePerPlace: money(pricePerPlaceCents),
    accessible: !standard,
    companion,
  };
}

/** Null where the offer is not sold in the category. */
function tariffOf(category: KeptCategory, offer: OfferValues, locale: Locale): Tariff | null {
  const cents = offeredUnitPriceCents(category, offer);
  if (cents === null) return null;
  return { offer: offer.code, offerName: offer[`name_${locale}`], places: offer.places, price: money(cents) };
}
