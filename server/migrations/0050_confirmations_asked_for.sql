-- When the confirmation of an order was asked for again. That has a limit for each order and hour; older rows are of no use and
-- go when the next one is written.
CREATE TABLE orders.confirmations_asked_for (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES orders.orders (id),
  asked_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX confirmations_asked_for_of_order ON orders.confirmations_asked_for (order_id, asked_at);
