import type { Locale } from '@og-tickets/contract/common.ts';
import { unitPriceCents } from '@og-tickets/contract/rules/pricing.ts';
import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';
import { onSaleNow } from '../sql/on-sale.ts';

/** One thing that can be bought. */
export interface SaleKey {
  sessionId: number;
  category: string;
  offer: string;
}

/** On what terms one unit of an offer is sold in a category of a session, now. */
export interface SaleTerms extends SaleKey {
  sessionCode: string;
  offerNames: Record<Locale, string>;
  /** Places that one unit admits. */
  places: number;
  unitPriceCents: number;
  /** VAT contained in the price: 550 is 5.5 %. */
  vatBasisPoints: number;
  /** Places that one account may have of this session. */
  placesPerAccount: number;
  /** False: known, but cancelled, withdrawn, started or outside its sales window. */
  onSale: boolean;
}

/** Terms of one (session, category, offer); null when the session has no such category or the offer is unknown. */
export async function readSaleTerms(
  db: Db,
  wanted: ({ sessionCode: string } | { sessionId: number }) & { category: string; offer: string },
): Promise<SaleTerms | null> {
  const session = 'sessionCode' in wanted ? { code: wanted.sessionCode } : { id: wanted.sessionId };
  const [terms] = await selectTerms(db, [{ ...session, category: wanted.category, offer: wanted.offer }]);
  return terms ?? null;
}

/** Terms of many, by `saleKey`, in one statement; what is unknown is absent. */
export async function readSaleTermsOfMany(db: Db, wanted: readonly SaleKey[]): Promise<Map<string, SaleTerms>> {
  if (wanted.length === 0) return new Map();
  const given = wanted.map(({ sessionId, category, offer }) => ({ id: sessionId, category, offer }));
  return new Map((await selectTerms(db, given)).map((terms) => [saleKey(terms), terms]));
}

/** Key of the terms in the map of `readSaleTermsOfMany`. */
export function saleKey({ sessionId, category, offer }: SaleKey): string {
  return `${sessionId} ${category} ${offer}`;
}

interface TermsRow extends Omit<SaleTerms, 'offerNames' | 'unitPriceCents'> {
  offerFr: string;
  offerEn: string;
  pricePerPlaceCents: number;
  discountPercent: number;
}

async function selectTerms(
  db: Db,
  given: readonly { id?: number; code?: string; category: string; offer: string }[],
): Promise<SaleTerms[]> {
  const { rows } = await sql<TermsRow>`
    SELECT DISTINCT session.id AS "sessionId", session.code AS "sessionCode", offered.category, offer.code AS offer,
           offer.name_fr AS "offerFr", offer.name_en AS "offerEn", offer.places,
           offer.discount_percent AS "discountPercent", offered.price_per_place_cents AS "pricePerPlaceCents",
           session.vat_basis_points AS "vatBasisPoints", session.places_per_account AS "placesPerAccount",
           ${onSaleNow} AS "onSale"
    FROM json_to_recordset(${JSON.stringify(given)}::json) AS given (id integer, code text, category text, offer text)
    JOIN catalog.sessions AS session ON session.id = given.id OR session.code = given.code
    JOIN catalog.session_categories AS offered
      ON offered.session_id = session.id AND offered.category = given.category
    JOIN catalog.offers AS offer ON offer.code = given.offer`.execute(db);
  return rows.map(({ offerFr, offerEn, pricePerPlaceCents, discountPercent, ...terms }) => ({
    ...terms,
    offerNames: { fr: offerFr, en: offerEn },
    unitPriceCents: unitPriceCents(pricePerPlaceCents, { places: terms.places, discountPercent }),
  }));
}
