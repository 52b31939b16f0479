-- Money in and back. An event of a provider has one effect: its id is unique and written with that effect.
CREATE SCHEMA payments;

CREATE TABLE payments.payments (
  id uuid PRIMARY KEY,
  order_id uuid NOT NULL UNIQUE,
  order_code text NOT NULL,
  account_id uuid NOT NULL,
  provider text NOT NULL,
  -- the provider's own id; null until it has answered
  provider_payment_id text,
  client_secret text,
  amount_cents integer NOT NULL CHECK (amount_cents >= 0),
  currency text NOT NULL CHECK (currency = 'EUR'),
  status text NOT NULL DEFAULT 'requires_payment'
    CHECK (status IN ('requires_payment', 'processing', 'requires_action', 'succeeded', 'failed', 'refunded')),
  -- why the last try failed; after order_expired there is no further one
  reason text
    CHECK (reason IN ('card_declined', 'insufficient_funds', 'expired_card', 'unknown_test_card', 'order_expired')),
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  -- when the reconciler last asked the provider
  checked_at timestamptz,
  succeeded_at timestamptz,
  -- when the money became tickets or a refund
  settled_at timestamptz,
  UNIQUE (provider, provider_payment_id),
  CHECK (status <> 'failed' OR reason IS NOT NULL),
  CHECK (status NOT IN ('succeeded', 'refunded') OR succeeded_at IS NOT NULL),
  CHECK (settled_at IS NULL OR succeeded_at IS NOT NULL)
);
-- a declined card may be followed by another, until the order expires
CREATE INDEX payments_undecided ON payments.payments (coalesce(checked_at, created_at))
  WHERE succeeded_at IS NULL AND reason IS DISTINCT FROM 'order_expired';
CREATE INDEX payments_unsettled ON payments.payments (succeeded_at) WHERE succeeded_at IS NOT NULL AND settled_at IS NULL;

CREATE TABLE payments.provider_events (
  provider text NOT NULL,
  event_id text NOT NULL,
  payment_id uuid NOT NULL REFERENCES payments.payments (id),
  kind text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (provider, event_id)
);

CREATE TABLE payments.refunds (
  id uuid PRIMARY KEY,
  payment_id uuid NOT NULL REFERENCES payments.payments (id),
  amount_cents integer NOT NULL CHECK (amount_cents > 0),
  reason text NOT NULL,
  status text NOT NULL DEFAULT 'requested' CHECK (status IN ('requested', 'succeeded')),
  created_at timestamptz NOT NULL DEFAULT now(),
  succeeded_at timestamptz
);
CREATE INDEX refunds_by_payment ON payments.refunds (payment_id);
CREATE INDEX refunds_requested ON payments.refunds (created_at) WHERE status = 'requested';

-- The simulated bank's own books. The shop never reads them but through the bank's interface.
CREATE SCHEMA simulated_bank;

CREATE TABLE simulated_bank.charges (
  id text PRIMARY KEY,
  client_secret text NOT NULL,
  -- the payment of the shop that this charge is for, and the order it shows to the payer
  merchant_reference text NOT NULL UNIQUE,
  order_code text NOT NULL,
  amount_cents integer NOT NULL,
  currency text NOT NULL,
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'captured', 'closed')),
  last_refusal text
    CHECK (last_refusal IN ('card_declined', 'insufficient_funds', 'expired_card', 'unknown_test_card')),
  card_last_four text,
  created_at timestamptz NOT NULL DEFAULT now(),
  captured_at timestamptz,
  refunded_cents integer NOT NULL DEFAULT 0 CHECK (refunded_cents BETWEEN 0 AND amount_cents)
);

CREATE TABLE simulated_bank.refunds (
  -- the shop's own reference: asked twice, it is one refund
  merchant_reference text PRIMARY KEY,
  charge_id text NOT NULL REFERENCES simulated_bank.charges (id),
  amount_cents integer NOT NULL CHECK (amount_cents > 0),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE simulated_bank.events (
  id text PRIMARY KEY,
  charge_id text NOT NULL REFERENCES simulated_bank.charges (id),
  kind text NOT NULL,
  -- what is signed and sent, byte for byte the same at each try
  body text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  delivered_at timestamptz
);
