-- Who enters with a ticket, whom one is offered to, who bought, what mails say, files with codes and names, names of passkeys:
-- sealed too. The keys are in files, so the server seals what it finds in the clear columns between this migration and the
-- next one, which drops them (seal-clear-rows.ts). Text of a sealed column is base64 of a blob that names column and row.

ALTER TABLE tickets.tickets
  -- JSON list of a name for each place, under the data key of the account; null once that is erased
  ADD COLUMN holders_sealed text,
  ALTER COLUMN holder_name DROP NOT NULL;

ALTER TABLE tickets.transfers
  -- whom the link is mailed to, under the data key of the giver
  ADD COLUMN receiver_email_sealed text,
  ADD CONSTRAINT address_of_open_offers CHECK (status = 'offered' OR receiver_email_sealed IS NULL);

-- Files hold names and codes and are made again when they are asked for: those of the last day need not be kept.
DELETE FROM tickets.pdf_files;
COMMENT ON COLUMN tickets.pdf_files.file IS 'sealed under the data key of the account';

-- A scan keeps no name: the answer to one that is sent again asks the ticket.
UPDATE admissions.scans SET result = jsonb_set(result, '{holder}', 'null') WHERE result ->> 'holder' IS NOT NULL;
ALTER TABLE admissions.scans ADD CONSTRAINT names_nobody CHECK (result ->> 'holder' IS NULL);

-- Who bought, apart from the documents, which are never changed: under a key of each invoice, because an invoice outlives
-- the account of its buyer. Credit notes have the buyer of their invoice. Deleted when the law wants it no more.
CREATE TABLE accounting.buyers (
  -- of the invoice
  id uuid PRIMARY KEY REFERENCES accounting.documents (id),
  -- 32 bytes, sealed (AES-256-GCM, blob v1)
  key_sealed text NOT NULL,
  -- JSON with name and email, under that key
  buyer_sealed text NOT NULL
);
ALTER TABLE accounting.documents ALTER COLUMN buyer_name DROP NOT NULL, ALTER COLUMN buyer_email DROP NOT NULL;

ALTER TABLE platform.mailbox
  ADD COLUMN mail_id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
  -- 32 bytes of its own, sealed for mail_id
  ADD COLUMN key_sealed text,
  -- blind index of the recipient, as accounts.email_key
  ADD COLUMN recipient_index text,
  -- JSON with recipient, subject and both bodies
  ADD COLUMN mail_sealed text,
  ALTER COLUMN recipient DROP NOT NULL,
  ALTER COLUMN subject DROP NOT NULL,
  ALTER COLUMN body_text DROP NOT NULL,
  ALTER COLUMN body_html DROP NOT NULL;
ALTER TABLE platform.mailbox_attachments ADD COLUMN content_sealed bytea, ALTER COLUMN content DROP NOT NULL;

ALTER TABLE accounts.passkeys ADD COLUMN name_sealed text, ALTER COLUMN name DROP NOT NULL;
