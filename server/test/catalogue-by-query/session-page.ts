import type { SessionDetail } from '@og-tickets/contract/catalog.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import { money } from '@og-tickets/contract/money.ts';
import type { Stock } from '@og-tickets/contract/rules/availability.ts';
import { unitPriceCents } from '@og-tickets/contract/rules/pricing.ts';
import { sql } from 'kysely';
import type { Db } from '../../src/platform/database/database.ts';
import type { OfferValues } from '../../src/modules/catalog/rules/first-offers.ts';
import { saleState, type SessionStatus } from '../../src/modules/catalog/rules/sale-state.ts';
import { readOffers } from '../../src/modules/catalog/sql/offers.ts';
import { onSaleNow } from '../../src/modules/catalog/sql/on-sale.ts';
import { unsettledHolds } from './unsettled-holds.ts';
import { selectSummaries, summaryOf } from '../../src/modules/catalog/sql/session-summaries.ts';

interface CategoryRow {
  category: string;
  standard: boolean;
  companion: boolean;
  tariffs: Record<string, number | null>;
  pricePerPlaceCents: number;
  stock: Stock;
}

/** A session by three statements for each request; what the page from memory is compared with. */
export async function readSessionPageByQuery(db: Db, code: string, locale: Locale): Promise<SessionDetail | null> {
  const session = await selectSummaries(db, locale)
    .select(['session.medal', 'session.status', 'session.places_per_account as placesPerAccount'])
    .select((eb) => eb.ref(locale === 'en' ? 'session.description_en' : 'session.description_fr').as('description'))
    .select([
      'session.cancellable_until as cancellableUntil',
      'session.sales_open_at as salesOpenAt',
      onSaleNow.as('onSale'),
    ])
    .where('session.code', '=', code)
    .where('session.status', 'not in', ['draft', 'withdrawn'])
    .executeTakeFirst();
  if (session === undefined) return null;
  const categories = await readCategories(db, session.id);
  const offers = await readOffers(db);
  const availability = saleState(session, totalOf(categories));
  const onSale = availability !== 'not_on_sale' && availability !== 'cancelled';
  return {
    code: session.code,
    ...summaryOf(session),
    medal: session.medal,
    priceFrom: onSale ? lowestPrice(categories) : null,
    availability,
    salesOpenAt: session.salesOpenAt?.toISOString() ?? null,
    description: session.description,
    doorsAt: session.doorsAt.toISOString(),
    endsAt: session.endsAt.toISOString(),
    position: await readPosition(db, session.id),
    limits: { placesPerAccount: session.placesPerAccount },
    cancellableUntil: session.cancellableUntil?.toISOString() ?? null,
    change: await readChange(db, session.id, locale),
    categories: categories.map((category) => categoryOf(category, { session, offers, locale })),
  };
}

async function readPosition(db: Db, sessionId: number): Promise<SessionDetail['position']> {
  const { latitude, longitude } = await db
    .selectFrom('catalog.venues as venue')
    .innerJoin('catalog.sessions as session', 'session.venue', 'venue.code')
    .select(['latitude', 'longitude'])
    .where('session.id', '=', sessionId)
    .executeTakeFirstOrThrow();
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

async function readChange(db: Db, sessionId: number, locale: Locale): Promise<SessionDetail['change']> {
  const change = await db
    .selectFrom('catalog.session_changes')
    .selectAll()
    .where('session_id', '=', sessionId)
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  if (change === undefined) return null;
  return {
    kind: change.kind,
    reason: locale === 'en' ? change.reason_en : change.reason_fr,
    at: change.created_at.toISOString(),
    previousStartsAt: change.previous_starts_at.toISOString(),
    refundUntil: change.refund_until?.toISOString() ?? null,
  };
}

async function readCategories(db: Db, sessionId: number): Promise<CategoryRow[]> {
  const { rows } = await sql<CategoryRow>`
    SELECT offered.category, offered.audience = 'standard' AS standard, offered.companion,
           (SELECT coalesce(json_object_agg(own.offer, own.price_cents), '{}') FROM catalog.tariffs AS own
            WHERE own.session_id = offered.session_id AND own.category = offered.category) AS tariffs,
           offered.price_per_place_cents AS "pricePerPlaceCents",
           json_build_object(
             'capacity', coalesce(stock.capacity, 0),
             'taken', coalesce(stock.taken, 0) - coalesce(unsettled.expired, 0),
             'held', coalesce(unsettled.held, 0)) AS stock
    FROM catalog.session_categories AS offered
    LEFT JOIN inventory.inventory AS stock
      ON stock.session_id = offered.session_id AND stock.category = offered.category
    LEFT JOIN ${unsettledHolds} AS unsettled
      ON unsettled.session_id = offered.session_id AND unsettled.category = offered.category
    WHERE offered.session_id = ${sessionId}
    ORDER BY offered.position, offered.category`.execute(db);
  return rows;
}

/** The places of all categories together; null for a session without any. */
function totalOf(categories: readonly CategoryRow[]): Stock | null {
  if (categories.length === 0) return null;
  const total = { capacity: 0, taken: 0, held: 0 };
  for (const { stock } of categories) {
    total.capacity += stock.capacity;
    total.taken += stock.taken;
    total.held += stock.held;
  }
  return total;
}

/** Of what can be had: a sold-out category must not be the bait. Of all when nothing can. */
function lowestPrice(categories: readonly CategoryRow[]): SessionDetail['priceFrom'] {
  const standard = categories.filter((category) => category.standard);
  const free = standard.filter(({ stock }) => stock.taken < stock.capacity);
  const priced = [free, standard, categories].find((some) => some.length > 0) ?? [];
  return money(Math.min(...priced.map((category) => category.pricePerPlaceCents)));
}

function categoryOf(
  row: CategoryRow,
  context: { session: { status: SessionStatus; onSale: boolean }; offers: readonly OfferValues[]; locale: Locale },
): SessionDetail['categories'][number] {
  return {
    category: row.category,
    remaining: Math.max(0, row.stock.capacity - row.stock.taken),
    availability: saleState(context.session, row.stock),
    pricePerPlace: money(row.pricePerPlaceCents),
    accessible: !row.standard,
    companion: row.companion,
    tariffs: context.offers
      .filter((offer) => row.tariffs[offer.code] !== null)
      .map((offer) => ({
        offer: offer.code,
        offerName: offer[`name_${context.locale}`],
        places: offer.places,
        price: money(
          row.tariffs[offer.code] ??
            unitPriceCents(row.pricePerPlaceCents, { places: offer.places, discountPercent: offer.discount_percent }),
        ),
      })),
  };
}
