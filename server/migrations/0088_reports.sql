-- Sums of the books for the reports of the back office. What was booked waits in `uncounted` until a job has added it to
-- `sums`; a report reads both in one statement and so says what the books say at any moment.
CREATE SCHEMA reports;

-- An event of the books that is not in the sums yet. No row is ever shared, so that nobody who books waits for another.
CREATE TABLE reports.uncounted (
  transaction_id bigint PRIMARY KEY
);

CREATE TABLE reports.sums (
  -- how it is looked at: offer, session, category, channel (who took the money), reason (who took tickets back) of the lines
  -- of invoices and credit notes; vat (by rate) and money (by provider) of the entries themselves
  dimension text NOT NULL CHECK (dimension IN ('offer', 'session', 'category', 'channel', 'reason', 'vat', 'money')),
  grain text NOT NULL CHECK (grain IN ('quarter', 'day', 'month')),
  -- the quarter of an hour, or the first moment of a day or month of the shop's zone, in which it was booked
  starts_at timestamptz NOT NULL,
  key text NOT NULL,
  -- sold, or, for money, captured
  sold_units bigint NOT NULL DEFAULT 0,
  sold_places bigint NOT NULL DEFAULT 0,
  sold_cents bigint NOT NULL DEFAULT 0,
  sold_vat_cents bigint NOT NULL DEFAULT 0,
  -- taken back, or, for money, paid back
  returned_units bigint NOT NULL DEFAULT 0,
  returned_places bigint NOT NULL DEFAULT 0,
  returned_cents bigint NOT NULL DEFAULT 0,
  returned_vat_cents bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (dimension, grain, starts_at, key)
);

-- Every event of the books, by each way in which it is looked at. Amounts are in cents, VAT contained, never negative.
CREATE VIEW reports.booked AS
  SELECT t.id AS transaction_id, t.booked_at, t.kind IN ('sale', 'capture') AS forward, part.*
  FROM accounting.transactions AS t
  CROSS JOIN LATERAL (
    SELECT side.dimension, side.key, sum(l.quantity)::bigint AS units, sum(l.quantity * l.places_each)::bigint AS places,
      sum(l.amount_cents)::bigint AS cents, sum(l.vat_cents)::bigint AS vat_cents
    FROM accounting.documents AS d
    JOIN accounting.document_lines AS l ON l.document_id = d.id
    LEFT JOIN orders.lines AS o ON o.order_id = d.order_id AND o.position = l.position
    LEFT JOIN payments.payments AS p ON p.order_id = d.order_id
    CROSS JOIN LATERAL (VALUES ('offer', coalesce(o.offer, l.offer_name)), ('session', l.session_code),
      ('category', l.category), ('channel', coalesce(p.provider, 'none')), ('reason', d.reason)) AS side (dimension, key)
    WHERE d.transaction_id = t.id AND side.key IS NOT NULL
    GROUP BY side.dimension, side.key
    UNION ALL
    SELECT 'vat', e.vat_basis_points::text, 0, 0, abs(sum(e.amount_cents))::bigint,
      abs(coalesce(sum(e.amount_cents) FILTER (WHERE e.account = 'vat_payable'), 0))::bigint
    FROM accounting.entries AS e
    WHERE e.transaction_id = t.id AND e.account IN ('revenue', 'vat_payable')
    GROUP BY e.vat_basis_points
    UNION ALL
    SELECT 'money', e.provider, 1, 0, abs(e.amount_cents), 0
    FROM accounting.entries AS e
    WHERE e.transaction_id = t.id AND e.account = 'provider_clearing'
  ) AS part;

-- A part of an event in each grain in which it is added up. A day is one of the shop's zone.
CREATE VIEW reports.grained AS
  SELECT b.transaction_id, b.dimension, g.grain, g.starts_at, b.key,
    CASE WHEN b.forward THEN b.units ELSE 0 END AS sold_units, CASE WHEN b.forward THEN b.places ELSE 0 END AS sold_places,
    CASE WHEN b.forward THEN b.cents ELSE 0 END AS sold_cents,
    CASE WHEN b.forward THEN b.vat_cents ELSE 0 END AS sold_vat_cents,
    CASE WHEN b.forward THEN 0 ELSE b.units END AS returned_units, CASE WHEN b.forward THEN 0 ELSE b.places END AS returned_places,
    CASE WHEN b.forward THEN 0 ELSE b.cents END AS returned_cents,
    CASE WHEN b.forward THEN 0 ELSE b.vat_cents END AS returned_vat_cents
  FROM reports.booked AS b
  CROSS JOIN LATERAL (VALUES
    ('day', date_trunc('day', b.booked_at, 'Europe/Paris')),
    ('month', date_trunc('month', b.booked_at, 'Europe/Paris')),
    -- the dashboard compares hours of one dimension only
    ('quarter', CASE WHEN b.dimension = 'channel' THEN date_bin('15 minutes', b.booked_at, '2000-01-01Z') END)
  ) AS g (grain, starts_at)
  WHERE g.starts_at IS NOT NULL;

-- Whoever books cannot forget to say so.
CREATE FUNCTION reports.note_booked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO reports.uncounted (transaction_id) SELECT id FROM booked;
  RETURN NULL;
END $$;
CREATE TRIGGER noted_for_reports AFTER INSERT ON accounting.transactions
  REFERENCING NEW TABLE AS booked FOR EACH STATEMENT EXECUTE FUNCTION reports.note_booked();

-- What was sold before there were reports.
INSERT INTO reports.sums
  SELECT dimension, grain, starts_at, key, sum(sold_units), sum(sold_places), sum(sold_cents), sum(sold_vat_cents),
    sum(returned_units), sum(returned_places), sum(returned_cents), sum(returned_vat_cents)
  FROM reports.grained GROUP BY dimension, grain, starts_at, key;

-- What the dashboard counts of today and a week ago. These rows come in the order of their moment and are many: an index of
-- ranges costs a rush next to nothing.
CREATE INDEX orders_by_moment ON orders.orders USING brin (created_at) WITH (pages_per_range = 16, autosummarize = on);
CREATE INDEX holds_by_moment ON inventory.holds USING brin (created_at) WITH (pages_per_range = 16, autosummarize = on);
CREATE INDEX scans_by_moment ON admissions.scans USING brin (received_at) WITH (pages_per_range = 16, autosummarize = on);
