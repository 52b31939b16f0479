-- What every module stands on: replies kept for Idempotency-Key, and the mailbox of a shop without an SMTP server.
CREATE SCHEMA platform;

CREATE TABLE platform.idempotent_replies (
  scope text NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  -- null while the first call is at work
  status integer,
  content_type text,
  body bytea,
  started_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  PRIMARY KEY (scope, key)
);
CREATE INDEX idempotent_replies_started ON platform.idempotent_replies (started_at);
COMMENT ON TABLE platform.idempotent_replies IS 'First reply to each Idempotency-Key, given again byte for byte';

CREATE TABLE platform.mailbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  recipient text NOT NULL,
  subject text NOT NULL,
  body_text text NOT NULL,
  body_html text NOT NULL,
  sent_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE platform.mailbox IS 'Every mail of a shop that has no SMTP server, shown at /dev/mailbox';
