-- What is for sale and when.
CREATE SCHEMA catalog;

CREATE TABLE catalog.sports (
  code text PRIMARY KEY,
  name_fr text NOT NULL,
  name_en text NOT NULL
);

CREATE TABLE catalog.venues (
  code text PRIMARY KEY,
  name text NOT NULL,
  -- null: the same as name
  name_en text,
  city text NOT NULL,
  capacity integer CHECK (capacity > 0),
  latitude double precision,
  longitude double precision
);

CREATE TABLE catalog.offers (
  code text PRIMARY KEY,
  name_fr text NOT NULL,
  name_en text NOT NULL,
  description_fr text NOT NULL,
  description_en text NOT NULL,
  places integer NOT NULL CHECK (places BETWEEN 1 AND 50),
  discount_percent integer NOT NULL CHECK (discount_percent BETWEEN 0 AND 100),
  position integer NOT NULL
);

CREATE TABLE catalog.sessions (
  -- the session number of the ticket code
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text NOT NULL UNIQUE,
  sport text NOT NULL REFERENCES catalog.sports (code),
  venue text NOT NULL REFERENCES catalog.venues (code),
  title_fr text NOT NULL,
  title_en text NOT NULL,
  description_fr text NOT NULL,
  description_en text NOT NULL,
  -- title, sport, venue, city and code, lower case without accents
  search_text text NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
  doors_at timestamptz NOT NULL CHECK (doors_at <= starts_at),
  timezone text NOT NULL,
  -- places of the venue for this session, those held back for guests included; null: the venue's capacity
  capacity integer CHECK (capacity > 0),
  medal boolean NOT NULL,
  status text NOT NULL DEFAULT 'published' CHECK (status IN ('published', 'withdrawn', 'cancelled')),
  places_per_account integer NOT NULL DEFAULT 6 CHECK (places_per_account > 0),
  vat_basis_points integer NOT NULL DEFAULT 550 CHECK (vat_basis_points BETWEEN 0 AND 10000),
  sales_open_at timestamptz,
  sales_close_at timestamptz
);
CREATE INDEX sessions_by_start ON catalog.sessions (starts_at, id);

-- A price zone of a session. No row: the session is not on sale.
CREATE TABLE catalog.session_categories (
  session_id integer NOT NULL REFERENCES catalog.sessions (id) ON DELETE CASCADE,
  category text NOT NULL,
  audience text NOT NULL DEFAULT 'standard' CHECK (audience IN ('standard', 'wheelchair')),
  price_per_place_cents integer NOT NULL CHECK (price_per_place_cents >= 0),
  position integer NOT NULL,
  PRIMARY KEY (session_id, category)
);
