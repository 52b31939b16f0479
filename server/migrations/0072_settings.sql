-- What an admin sets for the whole shop: one row, changed by whoever read its last version.
CREATE SCHEMA settings;
CREATE TABLE settings.shop (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  version integer NOT NULL DEFAULT 1,
  -- the contract's ShopSettings but for its version; what is missing has its default
  content jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(content) = 'object'),
  changed_at timestamptz NOT NULL DEFAULT now(),
  changed_by uuid
);
INSERT INTO settings.shop DEFAULT VALUES;
