-- Who people are: accounts, activation, logins.
CREATE SCHEMA accounts;

CREATE TABLE accounts.accounts (
  id uuid PRIMARY KEY,
  email text NOT NULL,
  -- lower case, NFC: the form that is looked up
  email_key text NOT NULL UNIQUE,
  password_hash text NOT NULL,
  first_name text NOT NULL,
  last_name text NOT NULL,
  locale text NOT NULL CHECK (locale IN ('fr', 'en')),
  role text NOT NULL DEFAULT 'customer' CHECK (role IN ('customer', 'controller', 'admin')),
  status text NOT NULL DEFAULT 'unactivated' CHECK (status IN ('unactivated', 'active', 'disabled')),
  -- first half of the double key of every ticket, sealed (AES-256-GCM, blob v1)
  user_key_sealed text NOT NULL,
  terms_version text NOT NULL,
  terms_accepted_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now(),
  activated_at timestamptz
);

CREATE TABLE accounts.activation_tokens (
  token_hash bytea PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts.accounts (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX activation_tokens_account ON accounts.activation_tokens (account_id);

-- A login on one device; its refresh tokens are a family that ends as a whole.
CREATE TABLE accounts.logins (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts.accounts (id) ON DELETE CASCADE,
  user_agent text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_because text CHECK (ended_because IN ('logout', 'token_reuse', 'password_changed', 'disabled')),
  CHECK ((ended_at IS NULL) = (ended_because IS NULL))
);
CREATE INDEX logins_account ON accounts.logins (account_id);

CREATE TABLE accounts.refresh_tokens (
  token_hash bytea PRIMARY KEY,
  login_id uuid NOT NULL REFERENCES accounts.logins (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz
);
CREATE INDEX refresh_tokens_login ON accounts.refresh_tokens (login_id);
