-- What 0035 and 0040 sealed is no longer kept in the clear. The server seals between 0040 and this; should something have
-- been left, nothing is dropped.
LOCK TABLE accounts.accounts, accounts.registrations, accounts.email_changes, accounts.passkeys, tickets.tickets,
  tickets.transfers, accounting.documents, accounting.buyers, platform.mailbox, platform.mailbox_attachments
  IN ACCESS EXCLUSIVE MODE;

DO $$
DECLARE
  clear CONSTANT text := (SELECT string_agg(what, ', ') FROM (
    SELECT 'accounts' AS what WHERE EXISTS (
      SELECT FROM accounts.accounts WHERE data_key_sealed IS NULL AND erased_at IS NULL)
    UNION ALL SELECT 'registrations' WHERE EXISTS (SELECT FROM accounts.registrations WHERE first_name_sealed IS NULL)
    UNION ALL SELECT 'changes of address' WHERE EXISTS (SELECT FROM accounts.email_changes WHERE new_email_sealed IS NULL)
    UNION ALL SELECT 'passkeys' WHERE EXISTS (SELECT FROM accounts.passkeys WHERE name_sealed IS NULL)
    UNION ALL SELECT 'tickets' WHERE EXISTS (
      SELECT FROM tickets.tickets AS t JOIN accounts.accounts AS a ON a.id = t.account_id
      WHERE t.holders_sealed IS NULL AND t.holder_name <> '' AND a.data_key_sealed IS NOT NULL)
    UNION ALL SELECT 'transfers' WHERE EXISTS (
      SELECT FROM tickets.transfers AS t JOIN accounts.accounts AS a ON a.id = t.from_account
      WHERE t.receiver_email_sealed IS NULL AND t.receiver_email IS NOT NULL AND a.data_key_sealed IS NOT NULL)
    UNION ALL SELECT 'invoices' WHERE EXISTS (
      SELECT FROM accounting.documents AS d WHERE d.kind = 'invoice' AND d.buyer_name IS NOT NULL
        AND NOT EXISTS (SELECT FROM accounting.buyers AS b WHERE b.id = d.id))
    UNION ALL SELECT 'mails' WHERE EXISTS (SELECT FROM platform.mailbox WHERE mail_sealed IS NULL)) AS found);
BEGIN
  IF clear IS NOT NULL THEN
    RAISE EXCEPTION 'these are not sealed yet: %. Start the server, which seals them with its keys.', clear;
  END IF;
END $$;

-- Each table gets a column for a moment whose values are computed, so that its rows are written anew: a column that is only
-- dropped stays in the files of the database.

-- With the clear columns go the constraint that kept them empty and the index of what was to be sealed.
ALTER TABLE accounts.accounts DROP COLUMN email, DROP COLUMN first_name, DROP COLUMN last_name;
DROP INDEX accounts.accounts_to_seal;
ALTER TABLE accounts.accounts
  ADD COLUMN anew uuid DEFAULT gen_random_uuid(),
  ADD CONSTRAINT personal_data_sealed CHECK (
    (erased_at IS NULL) = (data_key_sealed IS NOT NULL)
    AND (data_key_sealed IS NULL) = (email_sealed IS NULL)
    AND (data_key_sealed IS NULL) = (first_name_sealed IS NULL)
    AND (data_key_sealed IS NULL) = (last_name_sealed IS NULL));
ALTER TABLE accounts.accounts DROP COLUMN anew;

ALTER TABLE accounts.registrations DROP COLUMN first_name, DROP COLUMN last_name;
ALTER TABLE accounts.registrations
  ALTER COLUMN first_name_sealed SET NOT NULL,
  ALTER COLUMN last_name_sealed SET NOT NULL,
  ADD COLUMN anew uuid DEFAULT gen_random_uuid();
ALTER TABLE accounts.registrations DROP COLUMN anew;

ALTER TABLE accounts.email_changes DROP COLUMN old_email, DROP COLUMN new_email;
ALTER TABLE accounts.email_changes
  ALTER COLUMN old_email_sealed SET NOT NULL,
  ALTER COLUMN new_email_sealed SET NOT NULL,
  ADD COLUMN anew uuid DEFAULT gen_random_uuid();
ALTER TABLE accounts.email_changes DROP COLUMN anew;

ALTER TABLE accounts.passkeys DROP COLUMN name;
ALTER TABLE accounts.passkeys ALTER COLUMN name_sealed SET NOT NULL, ADD COLUMN anew uuid DEFAULT gen_random_uuid();
ALTER TABLE accounts.passkeys DROP COLUMN anew;

ALTER TABLE tickets.tickets DROP COLUMN holder_name, DROP COLUMN other_holders;
ALTER TABLE tickets.tickets ADD COLUMN anew uuid DEFAULT gen_random_uuid();
ALTER TABLE tickets.tickets DROP COLUMN anew;

ALTER TABLE tickets.transfers DROP COLUMN receiver_email;
ALTER TABLE tickets.transfers ADD COLUMN anew uuid DEFAULT gen_random_uuid();
ALTER TABLE tickets.transfers DROP COLUMN anew;

ALTER TABLE accounting.documents DROP COLUMN buyer_name, DROP COLUMN buyer_email;
ALTER TABLE accounting.documents ADD COLUMN anew uuid DEFAULT gen_random_uuid();
ALTER TABLE accounting.documents DROP COLUMN anew;

ALTER TABLE platform.mailbox DROP COLUMN recipient, DROP COLUMN subject, DROP COLUMN body_text, DROP COLUMN body_html;
ALTER TABLE platform.mailbox
  ALTER COLUMN key_sealed SET NOT NULL,
  ALTER COLUMN recipient_index SET NOT NULL,
  ALTER COLUMN mail_sealed SET NOT NULL,
  ADD COLUMN anew uuid DEFAULT gen_random_uuid();
ALTER TABLE platform.mailbox DROP COLUMN anew;
CREATE INDEX mailbox_by_recipient ON platform.mailbox (recipient_index);
CREATE INDEX mailbox_by_age ON platform.mailbox (sent_at);

ALTER TABLE platform.mailbox_attachments DROP COLUMN content;
ALTER TABLE platform.mailbox_attachments
  ALTER COLUMN content_sealed SET NOT NULL,
  ADD COLUMN anew uuid DEFAULT gen_random_uuid();
ALTER TABLE platform.mailbox_attachments DROP COLUMN anew;

-- What an invoice knows of its buyer may go, once nobody has to know it; it never changes, but for its key.
CREATE FUNCTION accounting.only_reseal_a_buyer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.buyer_sealed) IS DISTINCT FROM (OLD.id, OLD.buyer_sealed) THEN
    RAISE EXCEPTION 'UPDATE of accounting.buyers is refused: the buyer of an invoice never changes'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_resealed BEFORE UPDATE ON accounting.buyers
  FOR EACH ROW EXECUTE FUNCTION accounting.only_reseal_a_buyer();
