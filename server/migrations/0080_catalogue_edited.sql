-- The catalogue is edited in the back office: sessions begin as drafts, each row counts its versions, so that nobody
-- overwrites what somebody else has changed meanwhile, and a tariff can be set by hand.
ALTER TABLE catalog.sessions
  DROP CONSTRAINT sessions_status_check,
  ADD CONSTRAINT sessions_status_check CHECK (status IN ('draft', 'published', 'withdrawn', 'cancelled')),
  ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE catalog.offers ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE catalog.sports ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE catalog.venues ADD COLUMN version integer NOT NULL DEFAULT 1;

-- Whoever writes a row, an import or a run too, makes its next version.
CREATE FUNCTION catalog.count_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  RETURN NEW;
END
$$;
CREATE TRIGGER count_version BEFORE UPDATE ON catalog.sessions
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION catalog.count_version();
CREATE TRIGGER count_version BEFORE UPDATE ON catalog.offers
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION catalog.count_version();
CREATE TRIGGER count_version BEFORE UPDATE ON catalog.sports
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION catalog.count_version();
CREATE TRIGGER count_version BEFORE UPDATE ON catalog.venues
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION catalog.count_version();

-- Who made which version of a session, and which fields changed. A version without a row came from an import or a run.
CREATE TABLE catalog.session_edits (
  session_id integer NOT NULL REFERENCES catalog.sessions (id) ON DELETE CASCADE,
  version integer NOT NULL,
  account_id uuid NOT NULL,
  fields text[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (session_id, version)
);

-- The price of one unit of an offer in a category where it is not the one worked out; null: not sold there.
CREATE TABLE catalog.tariffs (
  session_id integer NOT NULL,
  category text NOT NULL,
  offer text NOT NULL REFERENCES catalog.offers (code),
  price_cents integer CHECK (price_cents >= 0),
  PRIMARY KEY (session_id, category, offer),
  FOREIGN KEY (session_id, category) REFERENCES catalog.session_categories (session_id, category) ON DELETE CASCADE
);
CREATE INDEX tariffs_by_offer ON catalog.tariffs (offer);

-- An accessible category whose places are pairs: a wheelchair space and, beside it, the seat of a companion. Both count.
ALTER TABLE catalog.session_categories
  ADD COLUMN companion boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT companions_of_accessible_places CHECK (NOT companion OR audience = 'wheelchair');

-- The terms of all that these sessions sell.
CREATE OR REPLACE FUNCTION catalog.sale_terms(codes text[]) RETURNS json
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
  RETURN (
    SELECT coalesce(json_agg(json_build_object(
      'sessionId', session.id,
      'sessionCode', session.code,
      'category', offered.category,
      'offer', offer.code,
      'offerFr', offer.name_fr,
      'offerEn', offer.name_en,
      'places', offer.places,
      'discountPercent', offer.discount_percent,
      'pricePerPlaceCents', offered.price_per_place_cents,
      'tariffCents', tariff.price_cents,
      'vatBasisPoints', session.vat_basis_points,
      'placesPerAccount', session.places_per_account,
      'onSale', catalog.is_on_sale(session)
    )), '[]'::json)
    FROM unnest(codes) AS given (code)
    JOIN catalog.sessions AS session ON session.code = given.code
    JOIN catalog.session_categories AS offered ON offered.session_id = session.id
    CROSS JOIN catalog.offers AS offer
    LEFT JOIN catalog.tariffs AS tariff ON tariff.session_id = offered.session_id
      AND tariff.category = offered.category AND tariff.offer = offer.code
    WHERE tariff.offer IS NULL OR tariff.price_cents IS NOT NULL);
END
$$;
