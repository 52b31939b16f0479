import type { Locale } from '@og-tickets/contract/common.ts';
import { unitPriceCents } from '@og-tickets/contract/rules/pricing.ts';
import { type RawBuilder, sql } from 'kysely';
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
  const session =
    'sessionCode' in wanted ? sql`session.code = ${wanted.sessionCode}` : sql`session.id = ${wanted.sessionId}`;
  const [terms] = await selectTerms(
    db,
    sql`${session} AND offered.category = ${wanted.category} AND offer.code = ${wanted.offer}`,
  );
  return terms ?? null;
}

/** The expression that reads, in a statement of the caller's, the terms of all that these sessions sell; for `saleTermsOf`. */
export function saleTermsExpression(sessionCodes: readonly string[]): RawBuilder<SaleTermsJson> {
  return sql<SaleTermsJson>`catalog.sale_terms(${[...sessionCodes]}::text[])`;
}

/** Terms of all that some sessions sell, as the database says them. */
export type SaleTermsJson = readonly TermsRow[];

/** What `saleTermsExpression` read, by `saleKey` and by `saleCodeKey`. */
export function saleTermsOf(rows: SaleTermsJson): Map<string, SaleTerms> {
  return new Map(
    rows.map(toTerms).flatMap((one): [string, SaleTerms][] => [
      [saleKey(one), one],
      [saleCodeKey(one), one],
    ]),
  );
}

/** Terms of many, by `saleKey`, in one statement; what is unknown is absent. */
export async function readSaleTermsOfMany(db: Db, wanted: readonly SaleKey[]): Promise<Map<string, SaleTerms>> {
  if (wanted.length === 0) return new Map();
  const terms = await selectTerms(
    db,
    sql`session.id = ANY (${wanted.map((key) => key.sessionId)}::int[])
      AND (session.id, offered.category, offer.code) IN (
        SELECT * FROM unnest(
          ${wanted.map((key) => key.sessionId)}::int[],
          ${wanted.map((key) => key.category)}::text[],
          ${wanted.map((key) => key.offer)}::text[]))`,
  );
  return new Map(terms.map((one) => [saleKey(one), one]));
}

/** Key of the terms in the map of `readSaleTermsOfMany`. */
export function saleKey({ sessionId, category, offer }: SaleKey): string {
  return `${sessionId} ${category} ${offer}`;
}

/** Key of the terms by the code of the session, as callers name it. */
export function saleCodeKey(wanted: { sessionCode: string; category: string; offer: string }): string {
  return `${wanted.sessionCode} ${wanted.category} ${wanted.offer}`;
}

interface TermsRow extends Omit<SaleTerms, 'offerNames' | 'unitPriceCents'> {
  offerFr: string;
  offerEn: string;
  pricePerPlaceCents: number;
  discountPercent: number;
  /** Set by hand; null: worked out. */
  tariffCents: number | null;
}

async function selectTerms(db: Db, condition: RawBuilder<unknown>): Promise<SaleTerms[]> {
  const { rows } = await sql<TermsRow>`
    SELECT session.id AS "sessionId", session.code AS "sessionCode", offered.category, offer.code AS offer,
           offer.name_fr AS "offerFr", offer.name_en AS "offerEn", offer.places,
           offer.discount_percent AS "discountPercent", offered.price_per_place_cents AS "pricePerPlaceCents",
           tariff.price_cents AS "tariffCents",
           session.vat_basis_points AS "vatBasisPoints", session.places_per_account AS "placesPerAccount",
           ${onSaleNow} AS "onSale"
    FROM catalog.sessions AS session
    JOIN catalog.session_categories AS offered ON offered.session_id = session.id
    CROSS JOIN catalog.offers AS offer
    LEFT JOIN catalog.tariffs AS tariff ON tariff.session_id = offered.session_id
      AND tariff.category = offered.category AND tariff.offer = offer.code
    WHERE (tariff.offer IS NULL OR tariff.price_cents IS NOT NULL) AND ${condition}`.execute(db);
  return rows.map(toTerms);
}

function toTerms({
  offerFr,
  offerEn,
  pricePerPlaceCents,
  discountPercent,
  tariffCents,
  ...terms
}: TermsRow): SaleTerms {
  return {
    ...terms,
    offerNames: { fr: offerFr, en: offerEn },
    unitPriceCents: tariffCents ?? unitPriceCents(pricePerPlaceCents, { places: terms.places, discountPercent }),
  };
}
