-- The opening and closing words of mails, as far as a shop has its own.
CREATE SCHEMA notices;
CREATE TABLE notices.mail_texts (
  kind text PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  -- the contract's MailWords; null: the words that the shop comes with
  words jsonb CHECK (jsonb_typeof(words) = 'object'),
  changed_at timestamptz,
  changed_by uuid
);
INSERT INTO notices.mail_texts (kind) VALUES
  ('activation'), ('order_paid'), ('tickets_cancelled'), ('tickets_refunded'), ('session_cancelled'), ('session_moved');
