-- Files that a mail brings with it.
CREATE TABLE platform.mailbox_attachments (
  mail_id bigint NOT NULL REFERENCES platform.mailbox (id) ON DELETE CASCADE,
  -- 1 for the first of its mail
  position integer NOT NULL CHECK (position > 0),
  name text NOT NULL,
  content_type text NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (mail_id, position)
);
COMMENT ON TABLE platform.mailbox_attachments IS 'Files of the mails of a shop that has no SMTP server';

-- Files with all tickets of a large order, made by a job. They hold codes: none is kept for longer than a day.
CREATE TABLE tickets.pdf_files (
  id uuid PRIMARY KEY,
  order_id uuid NOT NULL,
  account_id uuid NOT NULL,
  format text NOT NULL CHECK (format IN ('a4', 'phone')),
  locale text NOT NULL CHECK (locale IN ('fr', 'en')),
  -- pages drawn, of how many
  done integer NOT NULL DEFAULT 0,
  total integer NOT NULL CHECK (total > 0),
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'working', 'ready', 'failed')),
  file bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL DEFAULT now() + interval '24 hours',
  CHECK (done BETWEEN 0 AND total),
  CHECK ((status = 'ready') = (file IS NOT NULL))
);
-- One file of a kind for an order at a time.
CREATE UNIQUE INDEX pdf_files_of_order ON tickets.pdf_files (order_id, account_id, format, locale);
CREATE INDEX pdf_files_expiry ON tickets.pdf_files (expires_at);
