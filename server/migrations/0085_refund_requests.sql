-- A refund above the amount that the settings name: one admin asks for it, another one approves or declines it. It is for
-- these tickets and this amount; when the order comes to another one, it is outdated.
CREATE TABLE orders.refund_requests (
  id uuid PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES orders.orders (id),
  ticket_ids uuid[] NOT NULL CHECK (cardinality(ticket_ids) > 0),
  amount_cents integer NOT NULL CHECK (amount_cents > 0),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'approved', 'declined', 'outdated')),
  asked_by uuid NOT NULL,
  asked_at timestamptz NOT NULL DEFAULT now(),
  decided_by uuid,
  decided_at timestamptz,
  CONSTRAINT decided_once CHECK ((status = 'waiting') = (decided_at IS NULL)),
  CONSTRAINT decided_by_somebody CHECK (status NOT IN ('approved', 'declined') OR decided_by IS NOT NULL),
  CONSTRAINT nobody_approves_their_own CHECK (status <> 'approved' OR decided_by <> asked_by)
);
CREATE UNIQUE INDEX refund_requests_one_waiting ON orders.refund_requests (order_id) WHERE status = 'waiting';
CREATE INDEX refund_requests_by_order ON orders.refund_requests (order_id, id);
CREATE INDEX refund_requests_waiting ON orders.refund_requests (id) WHERE status = 'waiting';

-- What was asked for stays as it was asked, and a decision stays.
CREATE FUNCTION orders.keep_refund_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'waiting' OR (NEW.order_id, NEW.ticket_ids, NEW.amount_cents, NEW.reason, NEW.asked_by, NEW.asked_at)
    IS DISTINCT FROM (OLD.order_id, OLD.ticket_ids, OLD.amount_cents, OLD.reason, OLD.asked_by, OLD.asked_at) THEN
    RAISE EXCEPTION 'a refund request is decided once and never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER a_refund_request_stays BEFORE UPDATE ON orders.refund_requests FOR EACH ROW
  EXECUTE FUNCTION orders.keep_refund_request();
