-- Sums by year too: what a long period is made of is a tenth of its months. The table is locked first, so that no job adds to
-- months what the years below would then lack.
ALTER TABLE reports.sums DROP CONSTRAINT sums_grain_check,
  ADD CONSTRAINT sums_grain_check CHECK (grain IN ('quarter', 'day', 'month', 'year')) NOT VALID;

CREATE OR REPLACE VIEW reports.grained AS
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
    ('year', date_trunc('year', b.booked_at, 'Europe/Paris')),
    -- the dashboard compares hours of one dimension only
    ('quarter', CASE WHEN b.dimension = 'channel' THEN date_bin('15 minutes', b.booked_at, '2000-01-01Z') END)
  ) AS g (grain, starts_at)
  WHERE g.starts_at IS NOT NULL;

INSERT INTO reports.sums
  SELECT dimension, 'year', date_trunc('year', starts_at, 'Europe/Paris'), key, sum(sold_units), sum(sold_places), sum(sold_cents),
    sum(sold_vat_cents), sum(returned_units), sum(returned_places), sum(returned_cents), sum(returned_vat_cents)
  FROM reports.sums WHERE grain = 'month' GROUP BY 1, 3, 4;
