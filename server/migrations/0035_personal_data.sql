-- Personal data is sealed under a key of its account, which is sealed under the key-encryption key; the keys are in files,
-- so the server seals the rows that it finds at its next start (accounts/actions/seal-personal-data). Text of a sealed
-- column is base64 of a blob that names its column, row and key version. The clear columns stay empty from now on: the
-- constraints hold for every row that is written.

ALTER TABLE accounts.accounts
  -- 32 bytes, sealed (AES-256-GCM, blob v1); null once the account is erased: nothing opens what it sealed any more
  ADD COLUMN data_key_sealed text,
  ADD COLUMN email_sealed text,
  ADD COLUMN first_name_sealed text,
  ADD COLUMN last_name_sealed text,
  -- closed by its owner, who may think again until this moment
  ADD COLUMN erase_after timestamptz,
  ADD COLUMN erased_at timestamptz,
  -- SHA-256 of the token in the mail that takes the erasure back
  ADD COLUMN undo_token_hash bytea UNIQUE,
  -- told that the account is erased for want of use
  ADD COLUMN warned_at timestamptz,
  ALTER COLUMN email DROP NOT NULL,
  ALTER COLUMN first_name DROP NOT NULL,
  ALTER COLUMN last_name DROP NOT NULL,
  ADD CONSTRAINT personal_data_sealed CHECK (
    email IS NULL AND first_name IS NULL AND last_name IS NULL AND (erased_at IS NULL) = (data_key_sealed IS NOT NULL)
    AND (data_key_sealed IS NULL) = (email_sealed IS NULL)
    AND (data_key_sealed IS NULL) = (first_name_sealed IS NULL)
    AND (data_key_sealed IS NULL) = (last_name_sealed IS NULL)) NOT VALID;
COMMENT ON COLUMN accounts.accounts.email_key IS
  'blind index: id of the index key, colon, HMAC-SHA-256 of the address (trimmed, NFC, lower case) in hex';
ALTER TABLE accounts.accounts DROP CONSTRAINT accounts_status_check;
ALTER TABLE accounts.accounts ADD CONSTRAINT accounts_status_check CHECK (
  status IN ('unactivated', 'active', 'disabled', 'closed', 'erased')) NOT VALID;
ALTER TABLE accounts.accounts VALIDATE CONSTRAINT accounts_status_check;
CREATE INDEX accounts_to_seal ON accounts.accounts (id) WHERE data_key_sealed IS NULL AND erased_at IS NULL;
CREATE INDEX accounts_to_erase ON accounts.accounts (erase_after) WHERE status = 'closed';

ALTER TABLE accounts.logins DROP CONSTRAINT logins_ended_because_check;
ALTER TABLE accounts.logins ADD CONSTRAINT logins_ended_because_check CHECK (ended_because IN (
  'logout', 'logout_all', 'ended_by_owner', 'token_reuse', 'password_changed', 'password_reset', 'disabled',
  'factors_reset', 'closed')) NOT VALID;
ALTER TABLE accounts.logins VALIDATE CONSTRAINT logins_ended_because_check;

ALTER TABLE accounts.registrations
  ADD COLUMN first_name_sealed text,
  ADD COLUMN last_name_sealed text,
  ALTER COLUMN first_name DROP NOT NULL,
  ALTER COLUMN last_name DROP NOT NULL,
  ADD CONSTRAINT personal_data_sealed CHECK (
    first_name IS NULL AND last_name IS NULL AND first_name_sealed IS NOT NULL AND last_name_sealed IS NOT NULL) NOT VALID;

ALTER TABLE accounts.email_changes
  ADD COLUMN old_email_sealed text,
  ADD COLUMN new_email_sealed text,
  ALTER COLUMN old_email DROP NOT NULL,
  ALTER COLUMN new_email DROP NOT NULL,
  ADD CONSTRAINT personal_data_sealed CHECK (
    old_email IS NULL AND new_email IS NULL AND old_email_sealed IS NOT NULL AND new_email_sealed IS NOT NULL) NOT VALID;
