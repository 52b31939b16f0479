-- What people may ask of their own data: a copy of it. Erasing it needs the columns of 0035.
CREATE SCHEMA privacy;

CREATE TABLE privacy.exports (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL UNIQUE,
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'ready', 'failed')),
  done integer NOT NULL DEFAULT 0 CHECK (done >= 0),
  total integer NOT NULL CHECK (total > 0 AND done <= total),
  -- JSON, sealed under the data key of the account
  data_sealed text,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL DEFAULT now() + interval '24 hours',
  CHECK ((status = 'ready') = (data_sealed IS NOT NULL))
);
CREATE INDEX exports_expiry ON privacy.exports (expires_at);

-- When an account was last used, to the day; older ones count from here.
ALTER TABLE accounts.accounts ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX accounts_unused ON accounts.accounts (seen_at) WHERE status = 'active' AND role = 'customer';
