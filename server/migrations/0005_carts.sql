-- The basket, a guest's (by the hash of a cookie) or an account's. The cart is persistent, its holds are not.
CREATE SCHEMA carts;

CREATE TABLE carts.carts (
  id uuid PRIMARY KEY,
  account_id uuid UNIQUE,
  guest_token_hash bytea UNIQUE,
  -- the deadline that all holds of the cart share; null while nothing is held
  hold_started_at timestamptz,
  hold_expires_at timestamptz,
  hold_extended boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((account_id IS NULL) <> (guest_token_hash IS NULL)),
  CHECK ((hold_started_at IS NULL) = (hold_expires_at IS NULL))
);

CREATE TABLE carts.lines (
  cart_id uuid NOT NULL REFERENCES carts.carts (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  session_id integer NOT NULL,
  category text NOT NULL,
  offer text NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  -- places and price of one unit when the line last changed; shown where the catalogue has them no more
  places_each integer NOT NULL CHECK (places_each > 0),
  unit_price_cents integer NOT NULL CHECK (unit_price_cents >= 0),
  -- the hold of the line's places; it may have expired
  hold_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (cart_id, id),
  UNIQUE (cart_id, session_id, category, offer)
);
