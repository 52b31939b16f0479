-- What finds an order in the back office. Names are sealed, so a name is found by the HMACs of its folded words: who bought
-- by the account's, who enters by the ticket's where they are not the account's own.
ALTER TABLE accounts.accounts ADD COLUMN name_words text[];
CREATE INDEX accounts_by_name ON accounts.accounts USING gin (name_words);
CREATE INDEX accounts_name_unindexed ON accounts.accounts (id) WHERE name_words IS NULL AND data_key_sealed IS NOT NULL;

ALTER TABLE tickets.tickets ADD COLUMN holder_words text[];
CREATE INDEX tickets_by_holder ON tickets.tickets USING gin (holder_words) WHERE holder_words <> '{}';
CREATE INDEX tickets_holder_unindexed ON tickets.tickets (id) WHERE holder_words IS NULL AND holders_sealed IS NOT NULL;
COMMENT ON COLUMN tickets.tickets.holder_words IS
  'Null: not looked at yet, as older versions left it; empty: the names are the account''s own';

CREATE INDEX orders_by_time ON orders.orders (created_at DESC, id DESC);
CREATE INDEX orders_by_status ON orders.orders (status, created_at DESC, id DESC);
CREATE INDEX refunds_failed ON payments.refunds (id) WHERE status = 'failed';
