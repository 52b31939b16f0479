-- What was sold of an offer, and whether it was ever ordered, without reading the lines of all orders.
CREATE INDEX lines_by_offer ON orders.lines (offer) INCLUDE (order_id, quantity, amount_cents);
