-- What is known of the keys that sign ticket codes. The keys themselves stand in a file; one without a row is active.
CREATE TABLE tickets.signing_keys (
  kid integer PRIMARY KEY CHECK (kid BETWEEN 0 AND 255),
  -- tainted: somebody else may have it, so it signs nothing more and a gate without network lets in by it only what its
  -- list of tickets knows; retired: its codes are refused
  state text NOT NULL CHECK (state IN ('active', 'tainted', 'retired')),
  since timestamptz NOT NULL DEFAULT now()
);
