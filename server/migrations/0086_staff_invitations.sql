-- Somebody is asked to work for the shop: the link of a mail brings the role, and a password where the account has none yet.
CREATE TABLE accounts.staff_invitations (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL UNIQUE REFERENCES accounts.accounts (id) ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('controller', 'admin')),
  invited_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- SHA-256; null until the mail is made
  token_hash bytea UNIQUE,
  expires_at timestamptz NOT NULL
);
CREATE INDEX staff_invitations_expiry ON accounts.staff_invitations (expires_at);

ALTER TABLE accounts.logins DROP CONSTRAINT logins_ended_because_check;
ALTER TABLE accounts.logins ADD CONSTRAINT logins_ended_because_check CHECK (ended_because IN (
  'logout', 'logout_all', 'ended_by_owner', 'token_reuse', 'password_changed', 'password_reset', 'disabled', 'factors_reset',
  'closed', 'ended_by_admin')) NOT VALID;
ALTER TABLE accounts.logins VALIDATE CONSTRAINT logins_ended_because_check;
