-- The shop's logo, a PNG that pages show beside its name; no row: the mark of the software.
CREATE TABLE settings.logo (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  -- SHA-256 of the file, in hexadecimal: its address, so that a browser keeps it for good
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  png bytea NOT NULL CHECK (length(png) <= 200000),
  width integer NOT NULL,
  height integer NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  changed_by uuid NOT NULL
);
