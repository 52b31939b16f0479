-- Holds are decided in batches: one call for all who waited while the last one was committed.

-- Overdue holds of one row of inventory are found without reading those that live on.
CREATE INDEX holds_by_stock_deadline ON inventory.holds (session_id, category, expires_at) WHERE state IN ('live', 'claimed');
DROP INDEX inventory.holds_live_by_stock;

CREATE TYPE inventory.hold_request AS (
  -- place in the order of arrival, from 1 without gaps
  n integer,
  session_id integer,
  category text,
  places integer,
  hold_id uuid,
  cart_id uuid,
  account_id uuid,
  expires_at timestamptz,
  limit_per_session integer,
  limit_per_account integer,
  -- live holds of the same owner and session that this one replaces; null: none
  instead_of uuid[]
);

-- Decides holds in their order, each all or nothing, and writes those that are granted: `held`, or the reason why not.
-- `free` is what the row of inventory has left for a request that found too little, null for the others.
-- Locks in the order that sql/locks.ts tells: owners, rows of inventory, holds. The caller has locked the carts.
CREATE FUNCTION inventory.hold_places(wanted json) RETURNS TABLE (verdict text, free integer)
LANGUAGE plpgsql
-- A plan that was made while the tables were small is kept while they grow: by the indexes or not at all.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
  requests inventory.hold_request[] := ARRAY(
    SELECT request FROM json_populate_recordset(NULL::inventory.hold_request, wanted) AS request ORDER BY request.n);
  amount integer := cardinality(requests);
  verdicts text[];
  by_limits text[];
  -- of each request: its row of inventory as an index of the arrays below, and the places it gives back there
  stock_of integer[];
  own integer[];
  sessions integer[] := '{}';
  categories text[] := '{}';
  -- places not taken; as this call began, and after the requests decided so far
  at_first integer[] := '{}';
  left_over integer[];
  left_in_it integer;
  scarce boolean;
  freed integer;
  freed_in_all integer;
  replaces boolean := EXISTS (SELECT 1 FROM unnest(requests) AS w WHERE w.instead_of IS NOT NULL);
  stock record;
BEGIN
  IF amount > (SELECT count(DISTINCT coalesce(w.account_id, w.cart_id)) FROM unnest(requests) AS w) THEN
    RAISE EXCEPTION 'two requests of one owner in one batch: the second would be decided without the first';
  END IF;
  PERFORM pg_advisory_xact_lock(owner.key)
  FROM (
    SELECT DISTINCT hashtextextended('inventory.owner:' || coalesce(w.account_id, w.cart_id), 0) AS key
    FROM unnest(requests) AS w
    ORDER BY key
  ) AS owner;

  FOR stock IN
    SELECT needed.session_id, needed.category
    FROM (
      SELECT w.session_id, w.category FROM unnest(requests) AS w
      UNION
      SELECT old.session_id, old.category
      FROM unnest(requests) AS w
      JOIN inventory.holds AS old ON replaces AND old.session_id = w.session_id AND old.id = ANY (w.instead_of)
    ) AS needed
    ORDER BY needed.session_id, needed.category COLLATE "C"
  LOOP
    SELECT i.capacity - i.taken INTO left_in_it
    FROM inventory.inventory AS i
    WHERE i.session_id = stock.session_id AND i.category = stock.category
    FOR NO KEY UPDATE;
    CONTINUE WHEN NOT FOUND;
    sessions := sessions || stock.session_id;
    categories := categories || stock.category;
    at_first := at_first || left_in_it;
  END LOOP;

  IF replaces THEN
    PERFORM 1
    FROM inventory.holds AS old
    WHERE (old.session_id, old.id) IN (
      SELECT w.session_id, replaced.id FROM unnest(requests) AS w CROSS JOIN unnest(w.instead_of) AS replaced (id))
    ORDER BY old.id
    FOR UPDATE;
    own := ARRAY(
      SELECT coalesce((
        SELECT sum(old.places)
        FROM inventory.holds AS old
        WHERE old.session_id = w.session_id AND old.category = w.category AND old.state = 'live'
          AND old.id = ANY (w.instead_of)), 0)::integer
      FROM unnest(requests) AS w
      ORDER BY w.n);
  ELSE
    own := array_fill(0, ARRAY[amount]);
  END IF;

  -- Places of the owner's live, claimed and sold holds, without those that the request replaces.
  SELECT array_agg(
      CASE
        WHEN coalesce(has.in_session, 0) + w.places > w.limit_per_session THEN 'limit_per_session'
        WHEN coalesce(has.in_all, 0) + w.places > w.limit_per_account THEN 'limit_per_account'
        ELSE 'held'
      END ORDER BY w.n),
    array_agg(chosen.stock ORDER BY w.n)
  INTO by_limits, stock_of
  FROM unnest(requests) AS w
  CROSS JOIN LATERAL (
    SELECT sum(h.places) AS in_all, sum(h.places) FILTER (WHERE h.session_id = w.session_id) AS in_session
    FROM (
      SELECT * FROM inventory.holds AS of_account WHERE of_account.account_id = w.account_id AND of_account.state <> 'freed'
      UNION ALL
      SELECT * FROM inventory.holds AS of_cart
      WHERE w.account_id IS NULL AND of_cart.cart_id = w.cart_id AND of_cart.state <> 'freed'
    ) AS h
    WHERE h.state <> 'live' OR (h.expires_at > now() AND NOT coalesce(h.id = ANY (w.instead_of), false))
  ) AS has
  LEFT JOIN (
    SELECT s.session_id, s.category, s.stock
    FROM unnest(sessions, categories) WITH ORDINALITY AS s (session_id, category, stock)
  ) AS chosen ON chosen.session_id = w.session_id AND chosen.category = w.category;

  -- In the order of arrival; a small request may still fit after a large one did not.
  LOOP
    verdicts := by_limits;
    left_over := at_first;
    scarce := false;
    FOR n IN 1 .. amount LOOP
      CONTINUE WHEN verdicts[n] <> 'held';
      left_in_it := left_over[stock_of[n]] - requests[n].places + own[n];
      IF left_in_it >= 0 OR (left_in_it IS NOT NULL AND requests[n].places <= own[n]) THEN
        left_over[stock_of[n]] := left_in_it;
      ELSE
        verdicts[n] := 'capacity_exhausted';
        scarce := true;
      END IF;
    END LOOP;
    EXIT WHEN NOT scarce;

    -- Places of carts whose time is over may still be counted as taken: they go to who needs them now. A hold that
    -- somebody has locked is being claimed or extended by a transaction that began before its deadline: it is left.
    freed_in_all := 0;
    FOR s IN 1 .. cardinality(sessions) LOOP
      CONTINUE WHEN NOT EXISTS (
        SELECT 1 FROM generate_subscripts(verdicts, 1) AS n WHERE verdicts[n] = 'capacity_exhausted' AND stock_of[n] = s);
      WITH ending AS (
        SELECT h.session_id, h.id
        FROM inventory.holds AS h
        WHERE h.session_id = sessions[s] AND h.category = categories[s] AND h.state = 'live' AND h.expires_at <= now()
        ORDER BY h.expires_at
        LIMIT 1000
        FOR UPDATE SKIP LOCKED
      ), given_back AS (
        UPDATE inventory.holds AS h
        SET state = 'freed'
        FROM ending
        WHERE h.session_id = ending.session_id AND h.id = ending.id
        RETURNING h.places
      )
      UPDATE inventory.inventory AS i
      SET taken = i.taken - back.places
      FROM (SELECT coalesce(sum(given_back.places), 0)::integer AS places FROM given_back) AS back
      WHERE i.session_id = sessions[s] AND i.category = categories[s] AND back.places > 0
      RETURNING back.places INTO freed;
      at_first[s] := at_first[s] + coalesce(freed, 0);
      freed_in_all := freed_in_all + coalesce(freed, 0);
    END LOOP;
    EXIT WHEN freed_in_all = 0;
    -- What a request replaces may have been among the overdue ones.
    IF replaces THEN
      own := ARRAY(
        SELECT coalesce((
          SELECT sum(old.places)
          FROM inventory.holds AS old
          WHERE old.session_id = w.session_id AND old.category = w.category AND old.state = 'live'
            AND old.id = ANY (w.instead_of)), 0)::integer
        FROM unnest(requests) AS w
        ORDER BY w.n);
    END IF;
  END LOOP;

  IF 'held' = ANY (verdicts) THEN
    WITH granted AS (
      SELECT * FROM unnest(requests) AS w WHERE verdicts[w.n] = 'held'
    ), made AS (
      INSERT INTO inventory.holds
        (session_id, id, category, places, cart_id, account_id, expires_at, limit_per_session, limit_per_account)
      SELECT w.session_id, w.hold_id, w.category, w.places, w.cart_id, w.account_id, w.expires_at, w.limit_per_session,
        w.limit_per_account
      FROM granted AS w
      RETURNING session_id, category, places
    ), replaced AS (
      UPDATE inventory.holds AS old
      SET state = 'freed'
      FROM granted AS w
      WHERE w.instead_of IS NOT NULL AND old.session_id = w.session_id AND old.id = ANY (w.instead_of)
        AND old.state = 'live'
      RETURNING old.session_id, old.category, old.places
    ), change AS (
      SELECT session_id, category, sum(places)::integer AS places
      FROM (
        SELECT made.session_id, made.category, made.places FROM made
        UNION ALL
        SELECT replaced.session_id, replaced.category, - replaced.places FROM replaced
      ) AS moved
      GROUP BY session_id, category
    )
    UPDATE inventory.inventory AS i
    SET taken = i.taken + change.places
    FROM change
    WHERE i.session_id = change.session_id AND i.category = change.category;
  END IF;

  RETURN QUERY
    SELECT decided.verdict, CASE WHEN decided.verdict = 'capacity_exhausted' THEN coalesce(left_over[stock_of[decided.n]], 0) END
    FROM unnest(verdicts) WITH ORDINALITY AS decided (verdict, n)
    ORDER BY decided.n;
END
$$;

-- Locks the carts of these accounts, made where they are missing (with the id at the same place), and of these guests, by
-- the hashes of their tokens in hex; then reads them with their lines, the deadlines of what is held, and the time.
CREATE FUNCTION carts.open_carts(accounts uuid[], fresh_ids uuid[], token_hashes text[]) RETURNS json
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
  made uuid[];
  found uuid[];
BEGIN
  WITH missing AS (
    INSERT INTO carts.carts (id, account_id)
    SELECT given.id, given.account_id
    FROM unnest(fresh_ids, accounts) AS given (id, account_id)
    WHERE NOT EXISTS (SELECT 1 FROM carts.carts AS c WHERE c.account_id = given.account_id)
    ORDER BY given.account_id
    ON CONFLICT DO NOTHING
    RETURNING id
  )
  SELECT coalesce(array_agg(id), '{}') INTO made FROM missing;

  found := ARRAY(
    SELECT c.id FROM carts.carts AS c WHERE c.account_id = ANY (accounts)
    UNION ALL
    SELECT c.id
    FROM unnest(token_hashes) AS given (hash)
    JOIN carts.carts AS c ON c.guest_token_hash = decode(given.hash, 'hex'));
  PERFORM 1 FROM carts.carts AS c WHERE c.id = ANY (found) ORDER BY c.id FOR UPDATE;

  -- A statement of its own: it sees what those who had the locks have committed.
  RETURN (
    SELECT json_build_object('now', now(), 'carts', coalesce(json_agg(json_build_object(
      'id', c.id,
      'accountId', c.account_id,
      'tokenHash', encode(c.guest_token_hash, 'hex'),
      'made', c.id = ANY (made),
      'startedAt', c.hold_started_at,
      'expiresAt', c.hold_expires_at,
      'extended', c.hold_extended,
      'lines', (
        SELECT coalesce(json_agg(json_build_object(
          'id', l.id,
          'sessionId', l.session_id,
          'category', l.category,
          'offer', l.offer,
          'quantity', l.quantity,
          'placesEach', l.places_each,
          'unitPriceCents', l.unit_price_cents,
          'holdId', l.hold_id,
          'heldUntil', (
            SELECT h.expires_at
            FROM inventory.holds AS h
            WHERE h.session_id = l.session_id AND h.id = l.hold_id AND h.state = 'live' AND h.expires_at > now())
        ) ORDER BY l.id), '[]'::json)
        FROM carts.lines AS l
        WHERE l.cart_id = c.id)
    )), '[]'::json))
    FROM carts.carts AS c
    WHERE c.id = ANY (found));
END
$$;
