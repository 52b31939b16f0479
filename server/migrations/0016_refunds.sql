-- Money and places back: what a buyer cancels, what an admin gives back, sessions that are cancelled or moved.

-- Until when buyers may cancel their tickets of a session; null: not at all.
ALTER TABLE catalog.sessions ADD COLUMN cancellable_until timestamptz;

-- What the organiser changed after tickets were sold. Rows are never changed.
CREATE TABLE catalog.session_changes (
  id uuid PRIMARY KEY,
  session_id integer NOT NULL REFERENCES catalog.sessions (id),
  kind text NOT NULL CHECK (kind IN ('cancelled', 'moved')),
  reason_fr text NOT NULL CHECK (length(reason_fr) BETWEEN 1 AND 500),
  reason_en text NOT NULL CHECK (length(reason_en) BETWEEN 1 AND 500),
  previous_starts_at timestamptz NOT NULL,
  new_starts_at timestamptz,
  -- whoever had paid before the session was moved may have the price back until then
  refund_until timestamptz,
  -- sales are closed while everybody is being told of the new date; afterwards they close at this time again
  sales_close_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((kind = 'moved') = (new_starts_at IS NOT NULL)),
  CHECK ((kind = 'moved') = (refund_until IS NOT NULL))
);
CREATE INDEX session_changes_by_session ON catalog.session_changes (session_id, created_at);
CREATE UNIQUE INDEX session_cancelled_once ON catalog.session_changes (session_id) WHERE kind = 'cancelled';

-- Sold places that came back, by the ticket that gave them back: the key is what makes it once.
CREATE TABLE inventory.returned_places (
  ticket_id uuid PRIMARY KEY,
  session_id integer NOT NULL,
  hold_id uuid NOT NULL,
  places integer NOT NULL CHECK (places > 0),
  returned_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (session_id, hold_id) REFERENCES inventory.holds (session_id, id)
);

-- What goes back of a payment, decided or done: the last wall against giving back more than came in.
ALTER TABLE payments.payments ADD COLUMN refunded_cents integer NOT NULL DEFAULT 0;
UPDATE payments.payments AS p
SET refunded_cents = r.cents
FROM (SELECT payment_id, sum(amount_cents)::int AS cents FROM payments.refunds GROUP BY payment_id) AS r
WHERE r.payment_id = p.id;
ALTER TABLE payments.payments
  ADD CONSTRAINT never_more_back_than_taken CHECK (refunded_cents BETWEEN 0 AND amount_cents),
  ADD CONSTRAINT nothing_back_before_money CHECK (refunded_cents = 0 OR succeeded_at IS NOT NULL);

ALTER TABLE payments.refunds
  -- the name under which the provider was asked: a refused one is asked for again under a new name
  ADD COLUMN send_as uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN failed_at timestamptz,
  ADD COLUMN failure text,
  DROP CONSTRAINT refunds_status_check,
  ADD CONSTRAINT refunds_status_check CHECK (status IN ('requested', 'succeeded', 'failed'));
UPDATE payments.refunds SET send_as = id;
ALTER TABLE payments.refunds
  ADD CONSTRAINT refunds_send_as_key UNIQUE (send_as),
  ADD CHECK ((status = 'failed') = (failed_at IS NOT NULL)),
  ADD CHECK ((status = 'failed') = (failure IS NOT NULL));

ALTER TABLE orders.orders
  ADD COLUMN expired_at timestamptz,
  ADD COLUMN cancelled_at timestamptz,
  -- when the mail with the tickets was sent
  ADD COLUMN mailed_at timestamptz;
UPDATE orders.orders SET expired_at = expires_at WHERE status = 'expired';
UPDATE orders.orders SET cancelled_at = expires_at WHERE status = 'cancelled';

-- Tickets of a paid order that were taken back in one go, and why.
CREATE TABLE orders.cancellations (
  id uuid PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES orders.orders (id),
  decided_by text NOT NULL CHECK (decided_by IN ('buyer', 'admin', 'organiser')),
  -- the account that decided
  account_id uuid NOT NULL,
  run_id uuid,
  reason text CHECK (length(reason) BETWEEN 1 AND 500),
  amount_cents integer NOT NULL CHECK (amount_cents >= 0),
  -- null: the tickets were free
  refund_id uuid UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((decided_by = 'organiser') = (run_id IS NOT NULL)),
  CHECK ((refund_id IS NULL) = (amount_cents = 0)),
  CHECK (decided_by <> 'admin' OR reason IS NOT NULL)
);
CREATE INDEX cancellations_by_order ON orders.cancellations (order_id, created_at);

CREATE TABLE orders.cancelled_tickets (
  -- the key is what makes a ticket's money go back once
  ticket_id uuid PRIMARY KEY,
  cancellation_id uuid NOT NULL REFERENCES orders.cancellations (id),
  order_id uuid NOT NULL,
  position integer NOT NULL,
  amount_cents integer NOT NULL CHECK (amount_cents >= 0),
  FOREIGN KEY (order_id, position) REFERENCES orders.lines (order_id, position)
);
CREATE INDEX cancelled_tickets_by_order ON orders.cancelled_tickets (order_id);

-- A session cancelled or moved: everybody concerned is worked through, order by order.
CREATE TABLE orders.refund_runs (
  id uuid PRIMARY KEY,
  session_id integer NOT NULL,
  -- the change of the session that it follows
  change_id uuid NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('cancelled', 'moved')),
  status text NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'stopped', 'done')),
  started_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- when the last order was worked off: a run at a standstill lost its process
  worked_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  CHECK ((status = 'done') = (finished_at IS NOT NULL))
);
CREATE UNIQUE INDEX refund_runs_one_open ON orders.refund_runs (session_id) WHERE status <> 'done';
CREATE INDEX refund_runs_by_session ON orders.refund_runs (session_id, created_at);

CREATE TABLE orders.refund_run_orders (
  run_id uuid NOT NULL REFERENCES orders.refund_runs (id),
  order_id uuid NOT NULL REFERENCES orders.orders (id),
  account_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'done', 'failed')),
  tickets integer NOT NULL DEFAULT 0 CHECK (tickets >= 0),
  amount_cents integer NOT NULL DEFAULT 0 CHECK (amount_cents >= 0),
  failure text,
  done_at timestamptz,
  PRIMARY KEY (run_id, order_id),
  CHECK ((status = 'failed') = (failure IS NOT NULL)),
  CHECK ((status = 'done') = (done_at IS NOT NULL))
);
CREATE INDEX refund_run_orders_waiting ON orders.refund_run_orders (run_id, order_id) WHERE status <> 'done';
CREATE INDEX refund_run_orders_by_account ON orders.refund_run_orders (run_id, account_id);
CREATE INDEX lines_by_session ON orders.lines (session_id);

-- The tables of transitions in contract/src/rules, once more as walls: `from>to`, the first status first.
CREATE FUNCTION platform.check_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> TG_ARGV[0] THEN
      RAISE EXCEPTION '%.% cannot begin as %', TG_TABLE_SCHEMA, TG_TABLE_NAME, NEW.status USING ERRCODE = '23514';
    END IF;
  ELSIF NEW.status <> OLD.status AND NOT (OLD.status || '>' || NEW.status = ANY (TG_ARGV)) THEN
    RAISE EXCEPTION '%.% cannot go from % to %', TG_TABLE_SCHEMA, TG_TABLE_NAME, OLD.status, NEW.status
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER transitions BEFORE INSERT OR UPDATE OF status ON orders.orders FOR EACH ROW
  EXECUTE FUNCTION platform.check_transition('pending',
    'pending>paid', 'pending>expired', 'pending>cancelled',
    'paid>partially_refunded', 'paid>refunded', 'paid>cancelled',
    'partially_refunded>refunded', 'partially_refunded>cancelled',
    'expired>paid');
CREATE TRIGGER transitions BEFORE INSERT OR UPDATE OF status ON payments.payments FOR EACH ROW
  EXECUTE FUNCTION platform.check_transition('requires_payment',
    'requires_payment>processing', 'requires_payment>requires_action', 'requires_payment>succeeded',
    'requires_payment>failed',
    'processing>requires_action', 'processing>succeeded', 'processing>failed',
    'requires_action>processing', 'requires_action>succeeded', 'requires_action>failed',
    'failed>processing', 'failed>requires_action', 'failed>succeeded',
    'succeeded>refunded');
CREATE TRIGGER transitions BEFORE INSERT OR UPDATE OF status ON payments.refunds FOR EACH ROW
  EXECUTE FUNCTION platform.check_transition('requested',
    'requested>succeeded', 'requested>failed', 'failed>requested', 'failed>succeeded');
