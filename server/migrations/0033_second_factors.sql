-- What a person proves besides the password: codes of an app, passkeys, recovery codes; and when a login proved it.

-- Rises with each change of role, status or second factors: access tokens that name a lower one are refused.
ALTER TABLE accounts.accounts ADD COLUMN token_version integer NOT NULL DEFAULT 0;

CREATE FUNCTION accounts.raise_token_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.token_version := OLD.token_version + 1;
  RETURN NEW;
END
$$;
-- Here, so that no writer can forget it.
CREATE TRIGGER raise_token_version BEFORE UPDATE OF role, status ON accounts.accounts
  FOR EACH ROW WHEN (OLD.role <> NEW.role OR OLD.status <> NEW.status)
  EXECUTE FUNCTION accounts.raise_token_version();

-- second_factor_at: when this login last proved a second factor; step_up_at: when it last proved again who is there.
ALTER TABLE accounts.logins ADD COLUMN second_factor_at timestamptz;
ALTER TABLE accounts.logins ADD COLUMN step_up_at timestamptz;
ALTER TABLE accounts.logins DROP CONSTRAINT logins_ended_because_check;
ALTER TABLE accounts.logins ADD CONSTRAINT logins_ended_because_check CHECK (ended_because IN (
  'logout', 'logout_all', 'ended_by_owner', 'token_reuse', 'password_changed', 'password_reset', 'disabled',
  'factors_reset')) NOT VALID;
ALTER TABLE accounts.logins VALIDATE CONSTRAINT logins_ended_because_check;

CREATE TABLE accounts.totp_factors (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts.accounts (id) ON DELETE CASCADE,
  -- the login that set it up: only there can it be confirmed
  login_id uuid REFERENCES accounts.logins (id) ON DELETE SET NULL,
  -- 32 bytes, of which the app gets the first 20; sealed (AES-256-GCM, blob v1)
  secret_sealed text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- null: it counts for nothing yet
  confirmed_at timestamptz,
  -- the 30-second step of the last code that was accepted: neither it nor an older one is accepted again
  last_step bigint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX totp_factors_confirmed ON accounts.totp_factors (account_id) WHERE confirmed_at IS NOT NULL;
CREATE UNIQUE INDEX totp_factors_waiting ON accounts.totp_factors (account_id) WHERE confirmed_at IS NULL;

CREATE TABLE accounts.passkeys (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts.accounts (id) ON DELETE CASCADE,
  -- base64url, chosen by the authenticator
  credential_id text NOT NULL UNIQUE,
  -- COSE
  public_key bytea NOT NULL,
  -- signatures so far, as the authenticator counts them; 0 for ever where it does not
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  name text NOT NULL,
  -- kept beyond one device by its maker's service
  backed_up boolean NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz
);
CREATE INDEX passkeys_account ON accounts.passkeys (account_id);

CREATE TABLE accounts.recovery_codes (
  account_id uuid NOT NULL REFERENCES accounts.accounts (id) ON DELETE CASCADE,
  -- SHA-256 over account and code
  code_hash bytea NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (account_id, code_hash)
);

-- A login whose password was right and whose second factor is missing.
CREATE TABLE accounts.login_challenges (
  -- SHA-256 of the token
  token_hash bytea PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts.accounts (id) ON DELETE CASCADE,
  -- the password that was right: a change of it ends the challenge
  password_hash text NOT NULL,
  user_agent text NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX login_challenges_expiry ON accounts.login_challenges (expires_at);

-- What an authenticator is asked to sign, once.
CREATE TABLE accounts.passkey_challenges (
  -- SHA-256
  challenge_hash bytea PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('register', 'login', 'second_factor', 'step_up')),
  -- whose; null for a login without a password, where the passkey says who it is
  account_id uuid REFERENCES accounts.accounts (id) ON DELETE CASCADE,
  -- the open login that asked, for register and step_up
  login_id uuid REFERENCES accounts.logins (id) ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  CHECK ((purpose = 'login') = (account_id IS NULL)),
  CHECK ((purpose IN ('register', 'step_up')) = (login_id IS NOT NULL))
);
CREATE INDEX passkey_challenges_expiry ON accounts.passkey_challenges (expires_at);
