-- Who enters with a ticket, place by place, and how a ticket passes to another account.

-- Names of the second and further places, as far as they were given; holder_name is that of the first.
ALTER TABLE tickets.tickets
  ADD COLUMN other_holders text[] NOT NULL DEFAULT '{}',
  ADD CONSTRAINT holders_within_places CHECK (cardinality(other_holders) < places);

-- An offer of a ticket to whoever has its link, and, once accepted, the record that the ticket changed hands.
CREATE TABLE tickets.transfers (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES tickets.tickets (id),
  from_account uuid NOT NULL,
  to_account uuid,
  -- SHA-256 of the token in the link that the giver was shown
  token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  -- that of the link in the mail, when one was asked for and is made
  mail_token_hash bytea UNIQUE CHECK (octet_length(mail_token_hash) = 32),
  -- whom to mail the link, until the offer has ended
  receiver_email text,
  locale text NOT NULL CHECK (locale IN ('fr', 'en')),
  status text NOT NULL DEFAULT 'offered' CHECK (status IN ('offered', 'accepted', 'revoked', 'expired')),
  -- generation of the codes that the giver had; those of the receiver are newer
  from_generation integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  CHECK ((status = 'accepted') = (to_account IS NOT NULL)),
  CHECK ((status = 'accepted') = (accepted_at IS NOT NULL)),
  CHECK (status = 'offered' OR receiver_email IS NULL),
  CHECK (to_account <> from_account)
);
CREATE UNIQUE INDEX transfers_one_open ON tickets.transfers (ticket_id) WHERE status = 'offered';
CREATE INDEX transfers_by_ticket ON tickets.transfers (ticket_id, created_at);
CREATE INDEX transfers_given ON tickets.transfers (from_account, accepted_at) WHERE status = 'accepted';
CREATE INDEX transfers_expiry ON tickets.transfers (expires_at) WHERE status = 'offered';
