-- A batch of holds is two calls: one that locks and reads all that a decision needs, one that decides and writes.
-- Plans are generic and by the indexes: they are kept while the tables grow, and nothing is planned again for each batch.

-- Whether a session can be sold now, by the database's clock: published, not yet started, inside its sales window.
CREATE FUNCTION catalog.is_on_sale(session catalog.sessions) RETURNS boolean
LANGUAGE sql STABLE
AS $$
  SELECT session.status = 'published'
    AND now() < session.starts_at
    AND (session.sales_open_at IS NULL OR session.sales_open_at <= now())
    AND (session.sales_close_at IS NULL OR now() < session.sales_close_at)
$$;

-- The terms of all that these sessions sell.
CREATE FUNCTION catalog.sale_terms(codes text[]) RETURNS json
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
  RETURN (
    SELECT coalesce(json_agg(json_build_object(
      'sessionId', session.id,
      'sessionCode', session.code,
      'category', offered.category,
      'offer', offer.code,
      'offerFr', offer.name_fr,
      'offerEn', offer.name_en,
      'places', offer.places,
      'discountPercent', offer.discount_percent,
      'pricePerPlaceCents', offered.price_per_place_cents,
      'vatBasisPoints', session.vat_basis_points,
      'placesPerAccount', session.places_per_account,
      'onSale', catalog.is_on_sale(session)
    )), '[]'::json)
    FROM unnest(codes) AS given (code)
    JOIN catalog.sessions AS session ON session.code = given.code
    JOIN catalog.session_categories AS offered ON offered.session_id = session.id
    CROSS JOIN catalog.offers AS offer);
END
$$;

-- Locks keys until the end of the transaction, so that others with one of them wait, here and in other processes; then reads
-- the replies that are kept with them. `at` counts the keys from 0.
CREATE FUNCTION platform.claim_replies(scopes text[], keys text[], kept_hours integer, abandoned_seconds integer)
RETURNS json
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(claimed.hash)
  FROM (
    SELECT DISTINCT hashtextextended('platform.reply:' || given.scope || ' ' || given.key, 0) AS hash
    FROM unnest(scopes, keys) AS given (scope, key)
    ORDER BY hash
  ) AS claimed;
  -- A statement of its own: it sees what those who had the locks have committed.
  RETURN (
    SELECT coalesce(json_agg(json_build_object(
      'at', given.at - 1,
      'requestHash', encode(r.request_hash, 'hex'),
      'status', r.status,
      'contentType', r.content_type,
      'body', encode(r.body, 'base64'),
      'abandoned', r.status IS NULL AND r.started_at < now() - make_interval(secs => abandoned_seconds)
    )), '[]'::json)
    FROM unnest(scopes, keys) WITH ORDINALITY AS given (scope, key, at)
    JOIN platform.idempotent_replies AS r ON r.scope = given.scope AND r.key = given.key
    WHERE r.started_at >= now() - make_interval(hours => kept_hours));
END
$$;

-- Keeps replies with keys that this transaction has locked, those of `wanted` only. Their bytes stand one after the other in
-- `bodies`, each from its place on (counted from 1). Fails when another endpoint took one of the keys meanwhile.
CREATE FUNCTION platform.keep_replies(wanted boolean[], scopes text[], keys text[], request_hashes text[], statuses integer[],
  content_types text[], bodies bytea, places integer[], lengths integer[], kept_hours integer, abandoned_seconds integer)
RETURNS void
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
  kept integer;
BEGIN
  INSERT INTO platform.idempotent_replies AS r
    (scope, key, request_hash, status, content_type, body, finished_at)
  SELECT given.scope, given.key, decode(given.request_hash, 'hex'), given.status, given.content_type,
    substring(bodies FROM given.place FOR given.length), now()
  FROM unnest(wanted, scopes, keys, request_hashes, statuses, content_types, places, lengths)
    AS given (wanted, scope, key, request_hash, status, content_type, place, length)
  WHERE given.wanted
  ON CONFLICT (scope, key) DO UPDATE
    SET started_at = now(), request_hash = excluded.request_hash, status = excluded.status,
      content_type = excluded.content_type, body = excluded.body, finished_at = excluded.finished_at
    WHERE r.started_at < now() - make_interval(hours => kept_hours)
       OR (r.status IS NULL AND r.request_hash = excluded.request_hash
           AND r.started_at < now() - make_interval(secs => abandoned_seconds));
  GET DIAGNOSTICS kept = ROW_COUNT;
  IF kept < cardinality(array_positions(wanted, true)) THEN
    RAISE EXCEPTION 'a key was claimed by another request meanwhile';
  END IF;
END
$$;

-- As before; nothing is done for accounts where there are none, and nothing is read where no cart was found.
CREATE OR REPLACE FUNCTION carts.open_carts(accounts uuid[], fresh_ids uuid[], token_hashes text[]) RETURNS json
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
  made uuid[] := '{}';
  found uuid[];
BEGIN
  IF cardinality(accounts) > 0 THEN
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
  END IF;

  found := ARRAY(
    SELECT c.id
    FROM unnest(accounts) AS given (id)
    JOIN carts.carts AS c ON c.account_id = given.id
    UNION ALL
    SELECT c.id
    FROM unnest(token_hashes) AS given (hash)
    JOIN carts.carts AS c ON c.guest_token_hash = decode(given.hash, 'hex'));
  IF cardinality(found) = 0 THEN
    RETURN json_build_object('now', now(), 'carts', '[]'::json);
  END IF;
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

DROP FUNCTION inventory.hold_places(json);
DROP TYPE inventory.hold_request;

-- Decides holds in their order, each all or nothing, and writes those that are granted. Returns those that are refused, with
-- their number from 1, the reason, and, where places were too few, how many were left (else null).
-- `sessions` and `categories` name each row of inventory once; `stock_of` says of each request which of them it wants.
-- `replaced` are live holds of the same owner and session that the request of the number in `replaced_by` replaces.
-- Locks in the order that sql/locks.ts tells: owners, rows of inventory, holds. The caller has locked the carts.
CREATE FUNCTION inventory.hold_places(sessions integer[], categories text[], stock_of integer[], places integer[],
  hold_ids uuid[], cart_ids uuid[], account_ids uuid[], expires timestamptz[], limits_per_session integer[],
  limits_per_account integer[], replaced uuid[], replaced_by integer[])
RETURNS TABLE (n integer, verdict text, free integer)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
  amount integer := cardinality(hold_ids);
  replaces boolean := cardinality(replaced) > 0;
  verdicts text[];
  by_limits text[];
  -- places that each request gives back in its row of inventory
  own integer[];
  -- places not taken in each row, null: there is no such row; as this call began, and after the requests decided so far
  at_first integer[] := array_fill(NULL::integer, ARRAY[cardinality(sessions)]);
  left_over integer[];
  left_in_it integer;
  scarce boolean;
  freed integer;
  freed_in_all integer;
  stock record;
  given_up record;
BEGIN
  IF amount > (
    SELECT count(DISTINCT coalesce(w.account_id, w.cart_id)) FROM unnest(account_ids, cart_ids) AS w (account_id, cart_id)
  ) THEN
    RAISE EXCEPTION 'two requests of one owner in one batch: the second would be decided without the first';
  END IF;
  PERFORM pg_advisory_xact_lock(owner.key)
  FROM (
    SELECT DISTINCT hashtextextended('inventory.owner:' || coalesce(w.account_id, w.cart_id), 0) AS key
    FROM unnest(account_ids, cart_ids) AS w (account_id, cart_id)
    ORDER BY key
  ) AS owner;

  FOR stock IN
    SELECT needed.at, i.capacity - i.taken AS left_in_it
    FROM (
      SELECT given.session_id, given.category, given.at::integer
      FROM unnest(sessions, categories) WITH ORDINALITY AS given (session_id, category, at)
      UNION ALL
      -- What is replaced may stand in another row.
      SELECT old.session_id, old.category, NULL
      FROM unnest(replaced, replaced_by) AS r (id, request)
      JOIN inventory.holds AS old ON old.session_id = sessions[stock_of[r.request]] AND old.id = r.id
    ) AS needed
    JOIN inventory.inventory AS i ON i.session_id = needed.session_id AND i.category = needed.category
    ORDER BY i.session_id, i.category COLLATE "C"
    FOR NO KEY UPDATE OF i
  LOOP
    IF stock.at IS NOT NULL THEN
      at_first[stock.at] := stock.left_in_it;
    END IF;
  END LOOP;

  IF replaces THEN
    PERFORM 1
    FROM unnest(replaced, replaced_by) AS r (id, request)
    JOIN inventory.holds AS old ON old.session_id = sessions[stock_of[r.request]] AND old.id = r.id
    ORDER BY old.id
    FOR UPDATE OF old;
  END IF;

  -- Places of the owner's live, claimed and sold holds, without those that the request replaces.
  SELECT array_agg(
    CASE
      WHEN coalesce(has.in_session, 0) + w.places > w.limit_per_session THEN 'limit_per_session'
      WHEN coalesce(has.in_all, 0) + w.places > w.limit_per_account THEN 'limit_per_account'
      ELSE 'held'
    END ORDER BY w.n)
  INTO by_limits
  FROM unnest(stock_of, places, cart_ids, account_ids, limits_per_session, limits_per_account) WITH ORDINALITY
    AS w (stock, places, cart_id, account_id, limit_per_session, limit_per_account, n)
  CROSS JOIN LATERAL (
    SELECT sum(h.places) AS in_all, sum(h.places) FILTER (WHERE h.session_id = sessions[w.stock]) AS in_session
    FROM (
      SELECT * FROM inventory.holds AS of_account WHERE of_account.account_id = w.account_id AND of_account.state <> 'freed'
      UNION ALL
      SELECT * FROM inventory.holds AS of_cart
      WHERE w.account_id IS NULL AND of_cart.cart_id = w.cart_id AND of_cart.state <> 'freed'
    ) AS h
    WHERE h.state <> 'live' OR (h.expires_at > now() AND NOT (replaces AND EXISTS (
      SELECT 1 FROM unnest(replaced, replaced_by) AS r (id, request)
      WHERE r.id = h.id AND r.request = w.n AND h.session_id = sessions[w.stock])))
  ) AS has;

  -- In the order of arrival; a small request may still fit after a large one did not.
  LOOP
    own := array_fill(0, ARRAY[amount]);
    IF replaces THEN
      FOR given_up IN
        SELECT r.request, sum(old.places)::integer AS places
        FROM unnest(replaced, replaced_by) AS r (id, request)
        JOIN inventory.holds AS old ON old.session_id = sessions[stock_of[r.request]] AND old.id = r.id
        WHERE old.category = categories[stock_of[r.request]] AND old.state = 'live'
        GROUP BY r.request
      LOOP
        own[given_up.request] := given_up.places;
      END LOOP;
    END IF;
    verdicts := by_limits;
    left_over := at_first;
    scarce := false;
    FOR n IN 1 .. amount LOOP
      CONTINUE WHEN verdicts[n] <> 'held';
      left_in_it := left_over[stock_of[n]] - places[n] + own[n];
      IF left_in_it >= 0 OR (left_in_it IS NOT NULL AND places[n] <= own[n]) THEN
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
  END LOOP;

  IF 'held' = ANY (verdicts) THEN
    WITH granted AS (
      SELECT w.*, sessions[w.stock] AS session_id, categories[w.stock] AS category
      FROM unnest(verdicts, stock_of, places, hold_ids, cart_ids, account_ids, expires, limits_per_session,
        limits_per_account) WITH ORDINALITY
        AS w (verdict, stock, places, hold_id, cart_id, account_id, expires_at, limit_per_session, limit_per_account, n)
      WHERE w.verdict = 'held'
    ), made AS (
      INSERT INTO inventory.holds
        (session_id, id, category, places, cart_id, account_id, expires_at, limit_per_session, limit_per_account)
      SELECT w.session_id, w.hold_id, w.category, w.places, w.cart_id, w.account_id, w.expires_at, w.limit_per_session,
        w.limit_per_account
      FROM granted AS w
      RETURNING session_id, category, places
    ), given_back AS (
      UPDATE inventory.holds AS old
      SET state = 'freed'
      FROM unnest(replaced, replaced_by) AS r (id, request)
      WHERE verdicts[r.request] = 'held' AND old.session_id = sessions[stock_of[r.request]] AND old.id = r.id AND old.state = 'live'
      RETURNING old.session_id, old.category, old.places
    ), change AS (
      SELECT session_id, category, sum(places)::integer AS places
      FROM (
        SELECT made.session_id, made.category, made.places FROM made
        UNION ALL
        SELECT given_back.session_id, given_back.category, - given_back.places FROM given_back
      ) AS moved
      GROUP BY session_id, category
    )
    UPDATE inventory.inventory AS i
    SET taken = i.taken + change.places
    FROM change
    WHERE i.session_id = change.session_id AND i.category = change.category;
  END IF;

  RETURN QUERY
    SELECT decided.n::integer, decided.verdict,
      CASE WHEN decided.verdict = 'capacity_exhausted' THEN coalesce(left_over[stock_of[decided.n]], 0) END
    FROM unnest(verdicts) WITH ORDINALITY AS decided (verdict, n)
    WHERE decided.verdict <> 'held'
    ORDER BY decided.n;
END
$$;

-- Adds lines to carts: has `inventory.hold_places` decide their holds and writes what is granted, lines, carts that begin,
-- periods that begin, and replies; the carts are locked or new. All arrays but those of the rows of inventory and of what is
-- replaced say one thing of each line, those of replies of each that has a key (`reply_of`: its number).
CREATE FUNCTION carts.add_lines(sessions integer[], categories text[], stock_of integer[], places integer[],
  hold_ids uuid[], cart_ids uuid[], account_ids uuid[], expires timestamptz[], limits_per_session integer[],
  limits_per_account integer[], replaced uuid[], replaced_by integer[],
  -- the hash of the token in hex where a guest's cart begins; where a period begins, its start
  cart_hashes text[], period_starts timestamptz[],
  line_ids uuid[], are_new boolean[], offers text[], quantities integer[], places_of_unit integer[], unit_prices integer[],
  -- carts that were made for these lines: none stays without any
  made uuid[],
  reply_of integer[], scopes text[], keys text[], request_hashes text[], statuses integer[], content_types text[],
  bodies bytea, body_places integer[], body_lengths integer[], kept_hours integer, abandoned_seconds integer)
RETURNS TABLE (n integer, verdict text, free integer)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
  held boolean[] := array_fill(true, ARRAY[cardinality(hold_ids)]);
BEGIN
  FOR n, verdict, free IN
    SELECT decided.n, decided.verdict, decided.free
    FROM inventory.hold_places(sessions, categories, stock_of, places, hold_ids, cart_ids, account_ids, expires,
      limits_per_session, limits_per_account, replaced, replaced_by) AS decided
  LOOP
    held[n] := false;
    RETURN NEXT;
  END LOOP;
  IF NOT (true = ANY (held)) THEN
    DELETE FROM carts.carts WHERE id = ANY (made);
    RETURN;
  END IF;

  INSERT INTO carts.carts (id, guest_token_hash, hold_started_at, hold_expires_at)
  SELECT w.cart_id, decode(w.hash, 'hex'), w.started_at, w.expires_at
  FROM unnest(held, cart_ids, cart_hashes, period_starts, expires) AS w (held, cart_id, hash, started_at, expires_at)
  WHERE w.held AND w.hash IS NOT NULL;

  IF EXISTS (
    SELECT 1 FROM unnest(cart_hashes, period_starts) AS w (hash, started_at)
    WHERE w.hash IS NULL AND w.started_at IS NOT NULL
  ) THEN
    UPDATE carts.carts AS c
    SET hold_started_at = w.started_at, hold_expires_at = w.expires_at, hold_extended = false
    FROM unnest(held, cart_ids, cart_hashes, period_starts, expires) AS w (held, cart_id, hash, started_at, expires_at)
    WHERE w.held AND w.hash IS NULL AND w.started_at IS NOT NULL AND c.id = w.cart_id;
  END IF;

  INSERT INTO carts.lines
    (cart_id, id, session_id, category, offer, quantity, places_each, unit_price_cents, hold_id)
  SELECT w.cart_id, w.id, sessions[w.stock], categories[w.stock], w.offer, w.quantity, w.places_each, w.unit_price, w.hold_id
  FROM unnest(held, are_new, cart_ids, line_ids, stock_of, offers, quantities, places_of_unit, unit_prices, hold_ids)
    AS w (held, is_new, cart_id, id, stock, offer, quantity, places_each, unit_price, hold_id)
  WHERE w.held AND w.is_new;

  IF false = ANY (are_new) THEN
    UPDATE carts.lines AS l
    SET quantity = w.quantity, places_each = w.places_each, unit_price_cents = w.unit_price, hold_id = w.hold_id
    FROM unnest(held, are_new, cart_ids, line_ids, quantities, places_of_unit, unit_prices, hold_ids)
      AS w (held, is_new, cart_id, id, quantity, places_each, unit_price, hold_id)
    WHERE w.held AND NOT w.is_new AND l.cart_id = w.cart_id AND l.id = w.id;
  END IF;

  IF cardinality(made) > 0 THEN
    DELETE FROM carts.carts AS c
    WHERE c.id = ANY (made) AND NOT EXISTS (SELECT 1 FROM carts.lines AS l WHERE l.cart_id = c.id);
  END IF;

  PERFORM platform.keep_replies(ARRAY(SELECT held[given.n] FROM unnest(reply_of) WITH ORDINALITY AS given (n, at) ORDER BY at),
    scopes, keys, request_hashes, statuses, content_types, bodies, body_places, body_lengths, kept_hours, abandoned_seconds);
END
$$;

-- Each index is written with each hold: nobody looks for guests by their account.
DROP INDEX inventory.holds_by_account;
CREATE INDEX holds_by_account ON inventory.holds (account_id, session_id) WHERE account_id IS NOT NULL AND state <> 'freed';
ALTER TABLE carts.carts DROP CONSTRAINT carts_account_id_key, DROP CONSTRAINT carts_guest_token_hash_key;
CREATE UNIQUE INDEX carts_by_account ON carts.carts (account_id) WHERE account_id IS NOT NULL;
CREATE UNIQUE INDEX carts_by_guest_token ON carts.carts (guest_token_hash) WHERE guest_token_hash IS NOT NULL;
