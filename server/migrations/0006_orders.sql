-- The purchase. Lines are immutable and priced by the server; the total is their sum.
CREATE SCHEMA orders;

CREATE TABLE orders.orders (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  account_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'pending'
    CHECK (status IN ('pending', 'paid', 'partially_refunded', 'refunded', 'expired', 'cancelled')),
  total_cents integer NOT NULL CHECK (total_cents >= 0),
  currency text NOT NULL CHECK (currency = 'EUR'),
  idempotency_key text NOT NULL,
  -- the cart it came from: the same key with another cart is another request
  cart_id uuid NOT NULL,
  terms_version text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  paid_at timestamptz,
  UNIQUE (account_id, idempotency_key),
  CHECK (status <> 'paid' OR paid_at IS NOT NULL)
);
CREATE INDEX orders_by_account ON orders.orders (account_id, created_at DESC, id DESC);
CREATE INDEX orders_pending_deadline ON orders.orders (expires_at) WHERE status = 'pending';

CREATE TABLE orders.lines (
  order_id uuid NOT NULL REFERENCES orders.orders (id),
  position integer NOT NULL,
  session_id integer NOT NULL,
  category text NOT NULL,
  offer text NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  -- places that one unit admits
  places_each integer NOT NULL CHECK (places_each > 0),
  unit_price_cents integer NOT NULL CHECK (unit_price_cents >= 0),
  amount_cents integer NOT NULL CHECK (amount_cents = unit_price_cents * quantity),
  vat_basis_points integer NOT NULL,
  hold_id uuid NOT NULL,
  PRIMARY KEY (order_id, position)
);
