-- The books. What happened to the money of an order, as double entries that are only ever added to, and the invoices and
-- credit notes made of it. The buyer's name and address stand here and are kept for as long as the law wants the books kept.
CREATE SCHEMA accounting;

-- One event of one order.
CREATE TABLE accounting.transactions (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('capture', 'sale', 'cancellation', 'refund')),
  -- what happened: the payment, the order, the cancellation or the refund; it is booked once
  reference text NOT NULL,
  order_id uuid NOT NULL,
  booked_at timestamptz NOT NULL DEFAULT now(),
  -- the database transaction that wrote it: no other may add entries or lines to it
  written_by text NOT NULL DEFAULT pg_current_xact_id()::text,
  UNIQUE (kind, reference)
);
CREATE INDEX transactions_by_order ON accounting.transactions (order_id);

CREATE TABLE accounting.entries (
  transaction_id bigint NOT NULL REFERENCES accounting.transactions (id),
  position integer NOT NULL,
  account text NOT NULL CHECK (account IN ('provider_clearing', 'buyer_deposits', 'revenue', 'vat_payable')),
  -- of which provider, for provider_clearing
  provider text,
  -- at which rate, for revenue and vat_payable: 550 is 5.5 %
  vat_basis_points integer,
  -- a debit is positive, a credit negative
  amount_cents bigint NOT NULL CHECK (amount_cents <> 0),
  PRIMARY KEY (transaction_id, position),
  CHECK ((account = 'provider_clearing') = (provider IS NOT NULL)),
  CHECK ((account IN ('revenue', 'vat_payable')) = (vat_basis_points IS NOT NULL))
);

-- Who sold, as it stood on the documents of its time.
CREATE TABLE accounting.sellers (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  address text NOT NULL,
  registration text NOT NULL,
  vat_number text NOT NULL,
  email text NOT NULL,
  -- an invented identity: its documents say that they are worth nothing
  is_demo boolean NOT NULL,
  UNIQUE (name, address, registration, vat_number, email, is_demo)
);

CREATE TABLE accounting.documents (
  id uuid PRIMARY KEY,
  transaction_id bigint NOT NULL UNIQUE REFERENCES accounting.transactions (id),
  kind text NOT NULL CHECK (kind IN ('invoice', 'credit_note')),
  -- what a credit note corrects
  invoice_id uuid REFERENCES accounting.documents (id),
  order_id uuid NOT NULL,
  order_code text NOT NULL,
  account_id uuid NOT NULL,
  buyer_name text NOT NULL,
  buyer_email text NOT NULL,
  locale text NOT NULL CHECK (locale IN ('fr', 'en')),
  terms_version text NOT NULL,
  -- when the buyer bound themselves
  ordered_at timestamptz NOT NULL,
  -- of the sale, or of its cancellation
  event_at timestamptz NOT NULL DEFAULT now(),
  -- who took tickets back, for a credit note
  reason text CHECK (reason IN ('buyer', 'admin', 'organiser')),
  total_cents integer NOT NULL CHECK (total_cents >= 0),
  vat_cents integer NOT NULL CHECK (vat_cents BETWEEN 0 AND total_cents),
  -- given together, once, by the batch that numbers
  year integer,
  sequence integer CHECK (sequence > 0),
  issued_at timestamptz,
  seller_id integer REFERENCES accounting.sellers (id),
  UNIQUE (kind, year, sequence),
  CHECK ((kind = 'credit_note') = (invoice_id IS NOT NULL)),
  CHECK ((kind = 'credit_note') = (reason IS NOT NULL)),
  CHECK (num_nulls(year, sequence, issued_at, seller_id) IN (0, 4))
);
CREATE UNIQUE INDEX invoice_of_order ON accounting.documents (order_id) WHERE kind = 'invoice';
CREATE INDEX documents_by_order ON accounting.documents (order_id);
CREATE INDEX documents_by_account ON accounting.documents (account_id, order_code);
CREATE INDEX documents_to_number ON accounting.documents (transaction_id) WHERE sequence IS NULL;

-- What a document says was sold or taken back; amounts of a credit note are positive too.
CREATE TABLE accounting.document_lines (
  document_id uuid NOT NULL REFERENCES accounting.documents (id),
  -- of the order's line
  position integer NOT NULL,
  session_code text NOT NULL,
  title text NOT NULL,
  starts_at timestamptz NOT NULL,
  timezone text NOT NULL,
  venue text NOT NULL,
  category text NOT NULL,
  offer_name text NOT NULL,
  places_each integer NOT NULL CHECK (places_each > 0),
  quantity integer NOT NULL CHECK (quantity > 0),
  unit_price_cents integer NOT NULL CHECK (unit_price_cents >= 0),
  amount_cents integer NOT NULL CHECK (amount_cents = unit_price_cents * quantity),
  vat_basis_points integer NOT NULL CHECK (vat_basis_points BETWEEN 0 AND 10000),
  vat_cents integer NOT NULL CHECK (vat_cents BETWEEN 0 AND amount_cents),
  PRIMARY KEY (document_id, position)
);

CREATE FUNCTION accounting.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of accounting.% is refused: books are only added to', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER unchangeable BEFORE UPDATE OR DELETE OR TRUNCATE ON accounting.transactions
  FOR EACH STATEMENT EXECUTE FUNCTION accounting.refuse_change();
CREATE TRIGGER unchangeable BEFORE UPDATE OR DELETE OR TRUNCATE ON accounting.entries
  FOR EACH STATEMENT EXECUTE FUNCTION accounting.refuse_change();
CREATE TRIGGER unchangeable BEFORE UPDATE OR DELETE OR TRUNCATE ON accounting.sellers
  FOR EACH STATEMENT EXECUTE FUNCTION accounting.refuse_change();
CREATE TRIGGER unchangeable BEFORE UPDATE OR DELETE OR TRUNCATE ON accounting.document_lines
  FOR EACH STATEMENT EXECUTE FUNCTION accounting.refuse_change();
CREATE TRIGGER undeletable BEFORE DELETE OR TRUNCATE ON accounting.documents
  FOR EACH STATEMENT EXECUTE FUNCTION accounting.refuse_change();

-- A document changes once: it gets its number, with the day of issue and the seller.
CREATE FUNCTION accounting.only_number_a_document() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  given CONSTANT text[] := ARRAY['year', 'sequence', 'issued_at', 'seller_id'];
BEGIN
  IF OLD.sequence IS NOT NULL OR NEW.sequence IS NULL OR to_jsonb(NEW) - given IS DISTINCT FROM to_jsonb(OLD) - given THEN
    RAISE EXCEPTION 'UPDATE of accounting.documents is refused: a document is numbered once and nothing else'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER numbered_once BEFORE UPDATE ON accounting.documents
  FOR EACH ROW EXECUTE FUNCTION accounting.only_number_a_document();

-- Debits and credits of an event are equal when it commits, and nobody adds to an old one.
CREATE FUNCTION accounting.balance_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(amount_cents) FROM accounting.entries WHERE transaction_id = NEW.transaction_id) <> 0 THEN
    RAISE EXCEPTION 'the entries of transaction % do not sum to zero', NEW.transaction_id USING ERRCODE = 'check_violation';
  END IF;
  IF (SELECT written_by FROM accounting.transactions WHERE id = NEW.transaction_id) <> pg_current_xact_id()::text THEN
    RAISE EXCEPTION 'transaction % is closed', NEW.transaction_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON accounting.entries
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION accounting.balance_entries();

-- The lines of a document are its totals when it commits, and nobody adds to an old one.
CREATE FUNCTION accounting.sum_document() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  the_document accounting.documents;
BEGIN
  SELECT * INTO the_document FROM accounting.documents WHERE id = NEW.document_id;
  IF (SELECT (sum(amount_cents), sum(vat_cents)) IS DISTINCT FROM
             (the_document.total_cents::bigint, the_document.vat_cents::bigint)
      FROM accounting.document_lines WHERE document_id = NEW.document_id) THEN
    RAISE EXCEPTION 'the lines of document % are not its totals', NEW.document_id USING ERRCODE = 'check_violation';
  END IF;
  IF (SELECT written_by FROM accounting.transactions WHERE id = the_document.transaction_id)
     <> pg_current_xact_id()::text THEN
    RAISE EXCEPTION 'document % is closed', NEW.document_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER summed AFTER INSERT ON accounting.document_lines
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION accounting.sum_document();

-- The books of a shop that sold before it kept any. Only whole orders were given back then, and only late money.
INSERT INTO accounting.transactions (kind, reference, order_id, booked_at)
  SELECT 'capture', id::text, order_id, succeeded_at FROM payments.payments WHERE succeeded_at IS NOT NULL
  ORDER BY succeeded_at;
INSERT INTO accounting.entries (transaction_id, position, account, provider, amount_cents)
  SELECT t.id, side.position, side.account, side.provider, side.amount_cents
  FROM accounting.transactions AS t JOIN payments.payments AS p ON t.kind = 'capture' AND t.reference = p.id::text
  CROSS JOIN LATERAL (VALUES (1, 'provider_clearing', p.provider, p.amount_cents), (2, 'buyer_deposits', NULL, -p.amount_cents))
    AS side (position, account, provider, amount_cents)
  WHERE p.amount_cents > 0;

INSERT INTO accounting.transactions (kind, reference, order_id, booked_at)
  SELECT 'sale', id::text, id, paid_at FROM orders.orders WHERE status = 'paid' ORDER BY paid_at;
CREATE TEMPORARY TABLE sold_lines ON COMMIT DROP AS
  SELECT l.*, t.id AS transaction_id,
    -- VAT contained in the amount, rounded half up; both are whole numbers and not negative
    (2 * l.amount_cents::bigint * l.vat_basis_points + 10000 + l.vat_basis_points) / (2 * (10000 + l.vat_basis_points)) AS vat_cents
  FROM accounting.transactions AS t JOIN orders.lines AS l ON t.kind = 'sale' AND l.order_id = t.order_id;
INSERT INTO accounting.entries (transaction_id, position, account, vat_basis_points, amount_cents)
  SELECT transaction_id, row_number() OVER (PARTITION BY transaction_id ORDER BY account, vat_basis_points), account,
    vat_basis_points, amount_cents
  FROM (
    SELECT transaction_id, 'buyer_deposits' AS account, NULL::integer AS vat_basis_points, sum(amount_cents) AS amount_cents
    FROM sold_lines GROUP BY transaction_id
    UNION ALL SELECT transaction_id, 'revenue', vat_basis_points, sum(vat_cents - amount_cents) FROM sold_lines GROUP BY 1, 3
    UNION ALL SELECT transaction_id, 'vat_payable', vat_basis_points, -sum(vat_cents) FROM sold_lines GROUP BY 1, 3
  ) AS sides
  WHERE amount_cents <> 0;
INSERT INTO accounting.documents (id, transaction_id, kind, order_id, order_code, account_id, buyer_name, buyer_email,
    locale, terms_version, ordered_at, event_at, total_cents, vat_cents)
  SELECT gen_random_uuid(), t.id, 'invoice', o.id, o.code, o.account_id, concat_ws(' ', a.first_name, a.last_name), a.email,
    a.locale, o.terms_version, o.created_at, o.paid_at, o.total_cents,
    (SELECT sum(vat_cents) FROM sold_lines AS l WHERE l.transaction_id = t.id)
  FROM accounting.transactions AS t JOIN orders.orders AS o ON t.kind = 'sale' AND o.id = t.order_id
  JOIN accounts.accounts AS a ON a.id = o.account_id;
INSERT INTO accounting.document_lines (document_id, position, session_code, title, starts_at, timezone, venue, category,
    offer_name, places_each, quantity, unit_price_cents, amount_cents, vat_basis_points, vat_cents)
  SELECT d.id, l.position, s.code, CASE d.locale WHEN 'en' THEN s.title_en ELSE s.title_fr END, s.starts_at, s.timezone,
    CASE d.locale WHEN 'en' THEN coalesce(v.name_en, v.name) ELSE v.name END || ', ' || v.city, l.category,
    coalesce(CASE d.locale WHEN 'en' THEN f.name_en ELSE f.name_fr END, l.offer), l.places_each, l.quantity,
    l.unit_price_cents, l.amount_cents, l.vat_basis_points, l.vat_cents
  FROM sold_lines AS l JOIN accounting.documents AS d ON d.transaction_id = l.transaction_id
  JOIN catalog.sessions AS s ON s.id = l.session_id JOIN catalog.venues AS v ON v.code = s.venue
  LEFT JOIN catalog.offers AS f ON f.code = l.offer;

INSERT INTO accounting.transactions (kind, reference, order_id, booked_at)
  SELECT 'refund', r.id::text, p.order_id, r.succeeded_at
  FROM payments.refunds AS r JOIN payments.payments AS p ON p.id = r.payment_id
  WHERE r.status = 'succeeded' ORDER BY r.succeeded_at;
INSERT INTO accounting.entries (transaction_id, position, account, provider, amount_cents)
  SELECT t.id, side.position, side.account, side.provider, side.amount_cents
  FROM accounting.transactions AS t JOIN payments.refunds AS r ON t.kind = 'refund' AND t.reference = r.id::text
  JOIN payments.payments AS p ON p.id = r.payment_id
  CROSS JOIN LATERAL (VALUES (1, 'buyer_deposits', NULL, r.amount_cents), (2, 'provider_clearing', p.provider, -r.amount_cents))
    AS side (position, account, provider, amount_cents);
