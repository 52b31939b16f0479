-- What is still free. One counter a row: taken = held + sold. The CHECK is the last wall against selling a place twice.
CREATE SCHEMA inventory;

CREATE TABLE inventory.inventory (
  session_id integer NOT NULL,
  category text NOT NULL,
  capacity integer NOT NULL,
  taken integer NOT NULL DEFAULT 0,
  PRIMARY KEY (session_id, category),
  CONSTRAINT taken_within_capacity CHECK (0 <= taken AND taken <= capacity)
) WITH (fillfactor = 50);
COMMENT ON TABLE inventory.inventory IS 'Low fillfactor and no index on the counter: its updates stay on the page (HOT)';

CREATE TABLE inventory.holds (
  session_id integer NOT NULL,
  id uuid NOT NULL,
  category text NOT NULL,
  places integer NOT NULL CHECK (places > 0),
  -- live: in a cart; claimed: by an order that awaits its payment; sold: became tickets; freed: given back
  state text NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'claimed', 'sold', 'freed')),
  cart_id uuid NOT NULL,
  account_id uuid,
  order_id uuid,
  expires_at timestamptz NOT NULL,
  -- the limits it was taken under, checked again when it passes to an account, an order or a late payment
  limit_per_session integer NOT NULL,
  limit_per_account integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (session_id, id),
  FOREIGN KEY (session_id, category) REFERENCES inventory.inventory (session_id, category),
  CHECK (state NOT IN ('claimed', 'sold') OR (order_id IS NOT NULL AND account_id IS NOT NULL))
);
CREATE INDEX holds_live_deadline ON inventory.holds (expires_at) WHERE state = 'live';
CREATE INDEX holds_live_by_stock ON inventory.holds (session_id, category) WHERE state IN ('live', 'claimed');
CREATE INDEX holds_by_account ON inventory.holds (account_id, session_id) WHERE state <> 'freed';
CREATE INDEX holds_by_cart ON inventory.holds (cart_id) WHERE state <> 'freed';
CREATE INDEX holds_by_order ON inventory.holds (order_id) WHERE order_id IS NOT NULL;
