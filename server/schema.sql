-- What the migrations add up to. Written by `npm run schema`; do not edit.

CREATE SCHEMA accounting;

CREATE SCHEMA accounts;

CREATE SCHEMA admissions;

CREATE SCHEMA audit;

CREATE SCHEMA carts;

CREATE SCHEMA catalog;

CREATE SCHEMA invariants;

CREATE SCHEMA inventory;

CREATE SCHEMA notices;

CREATE SCHEMA orders;

CREATE SCHEMA payments;

CREATE SCHEMA platform;

CREATE SCHEMA privacy;

CREATE SCHEMA reports;

CREATE SCHEMA settings;

CREATE SCHEMA tickets;

CREATE OR REPLACE FUNCTION accounting.balance_entries()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (SELECT sum(amount_cents) FROM accounting.entries WHERE transaction_id = NEW.transaction_id) <> 0 THEN
    RAISE EXCEPTION 'the entries of transaction % do not sum to zero', NEW.transaction_id USING ERRCODE = 'check_violation';
  END IF;
  IF (SELECT written_by FROM accounting.transactions WHERE id = NEW.transaction_id) <> pg_current_xact_id()::text THEN
    RAISE EXCEPTION 'transaction % is closed', NEW.transaction_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION accounting.only_number_a_document()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  given CONSTANT text[] := ARRAY['year', 'sequence', 'issued_at', 'seller_id'];
BEGIN
  IF OLD.sequence IS NOT NULL OR NEW.sequence IS NULL OR to_jsonb(NEW) - given IS DISTINCT FROM to_jsonb(OLD) - given THEN
    RAISE EXCEPTION 'UPDATE of accounting.documents is refused: a document is numbered once and nothing else'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION accounting.only_reseal_a_buyer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (NEW.id, NEW.buyer_sealed) IS DISTINCT FROM (OLD.id, OLD.buyer_sealed) THEN
    RAISE EXCEPTION 'UPDATE of accounting.buyers is refused: the buyer of an invoice never changes'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION accounting.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION '% of accounting.% is refused: books are only added to', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $function$;

CREATE OR REPLACE FUNCTION accounting.sum_document()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  the_document accounting.documents;
BEGIN
  SELECT * INTO the_document FROM accounting.documents WHERE id = NEW.document_id;
  IF (SELECT (sum(amount_cents), sum(vat_cents)) IS DISTINCT FROM
             (the_document.total_cents::bigint, the_document.vat_cents::bigint)
      FROM accounting.document_lines WHERE document_id = NEW.document_id) THEN
    RAISE EXCEPTION 'the lines of document % are not its totals', NEW.document_id USING ERRCODE = 'check_violation';
  END IF;
  IF (SELECT written_by FROM accounting.transactions WHERE id = the_document.transaction_id)
     <> pg_current_xact_id()::text THEN
    RAISE EXCEPTION 'document % is closed', NEW.document_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION accounts.keep_an_admin()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('accounts.admins', 0));
  -- A statement of its own: it sees what the one before has committed.
  IF NOT EXISTS (SELECT FROM accounts.accounts WHERE role = 'admin' AND status = 'active') THEN
    RAISE EXCEPTION 'the last admin of the shop stays one' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION accounts.raise_token_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  NEW.token_version := OLD.token_version + 1;
  RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION audit.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'the journal is only ever added to' USING ERRCODE = '42501';
END
$function$;

CREATE OR REPLACE FUNCTION carts.add_lines(sessions integer[], categories text[], stock_of integer[], places integer[], hold_ids uuid[], cart_ids uuid[], account_ids uuid[], expires timestamp with time zone[], limits_per_session integer[], limits_per_account integer[], replaced uuid[], replaced_by integer[], cart_hashes text[], period_starts timestamp with time zone[], line_ids uuid[], are_new boolean[], offers text[], quantities integer[], places_of_unit integer[], unit_prices integer[], made uuid[], reply_of integer[], scopes text[], keys text[], request_hashes text[], statuses integer[], content_types text[], bodies bytea, body_places integer[], body_lengths integer[], kept_hours integer, abandoned_seconds integer)
 RETURNS TABLE(n integer, verdict text, free integer)
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION carts.open_carts(accounts uuid[], fresh_ids uuid[], token_hashes text[])
 RETURNS json
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION catalog.count_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  NEW.version := OLD.version + 1;
  RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION catalog.is_on_sale(session catalog.sessions)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT session.status = 'published'
    AND now() < session.starts_at
    AND (session.sales_open_at IS NULL OR session.sales_open_at <= now())
    AND (session.sales_close_at IS NULL OR now() < session.sales_close_at)
$function$;

CREATE OR REPLACE FUNCTION catalog.sale_terms(codes text[])
 RETURNS json
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
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
      'tariffCents', tariff.price_cents,
      'vatBasisPoints', session.vat_basis_points,
      'placesPerAccount', session.places_per_account,
      'onSale', catalog.is_on_sale(session)
    )), '[]'::json)
    FROM unnest(codes) AS given (code)
    JOIN catalog.sessions AS session ON session.code = given.code
    JOIN catalog.session_categories AS offered ON offered.session_id = session.id
    CROSS JOIN catalog.offers AS offer
    LEFT JOIN catalog.tariffs AS tariff ON tariff.session_id = offered.session_id
      AND tariff.category = offered.category AND tariff.offer = offer.code
    WHERE tariff.offer IS NULL OR tariff.price_cents IS NOT NULL);
END
$function$;

CREATE OR REPLACE FUNCTION inventory.hold_places(sessions integer[], categories text[], stock_of integer[], places integer[], hold_ids uuid[], cart_ids uuid[], account_ids uuid[], expires timestamp with time zone[], limits_per_session integer[], limits_per_account integer[], replaced uuid[], replaced_by integer[])
 RETURNS TABLE(n integer, verdict text, free integer)
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION orders.keep_refund_request()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF OLD.status <> 'waiting' OR (NEW.order_id, NEW.ticket_ids, NEW.amount_cents, NEW.reason, NEW.asked_by, NEW.asked_at)
    IS DISTINCT FROM (OLD.order_id, OLD.ticket_ids, OLD.amount_cents, OLD.reason, OLD.asked_by, OLD.asked_at) THEN
    RAISE EXCEPTION 'a refund request is decided once and never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION platform.check_transition()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> TG_ARGV[0] THEN
      RAISE EXCEPTION '%.% cannot begin as %', TG_TABLE_SCHEMA, TG_TABLE_NAME, NEW.status USING ERRCODE = '23514';
    END IF;
  ELSIF NEW.status <> OLD.status AND NOT (OLD.status || '>' || NEW.status = ANY (TG_ARGV)) THEN
    RAISE EXCEPTION '%.% cannot go from % to %', TG_TABLE_SCHEMA, TG_TABLE_NAME, OLD.status, NEW.status
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION platform.claim_replies(scopes text[], keys text[], kept_hours integer, abandoned_seconds integer)
 RETURNS json
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION platform.keep_replies(wanted boolean[], scopes text[], keys text[], request_hashes text[], statuses integer[], content_types text[], bodies bytea, places integer[], lengths integer[], kept_hours integer, abandoned_seconds integer)
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION platform.note_backup(maker text)
 RETURNS void
 LANGUAGE sql
AS $function$
  INSERT INTO platform.backups (made_by, ended_at) VALUES (maker, clock_timestamp())
  ON CONFLICT (made_by) DO UPDATE SET ended_at = excluded.ended_at
$function$;

CREATE OR REPLACE FUNCTION reports.note_booked()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO reports.uncounted (transaction_id) SELECT id FROM booked;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION tickets.note_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.fingerprint, OLD.generation, OLD.places, OLD.entries, OLD.exits, OLD.status, OLD.allowed_kinds, OLD.conflict)
       IS NOT DISTINCT FROM
       (NEW.fingerprint, NEW.generation, NEW.places, NEW.entries, NEW.exits, NEW.status, NEW.allowed_kinds, NEW.conflict)
    THEN
      RETURN NULL;
    END IF;
  END IF;
  IF TG_OP = 'DELETE' THEN
    INSERT INTO tickets.changes (session_id, number, ticket_id)
    VALUES (OLD.session_id, nextval('tickets.change_numbers'), OLD.id);
  ELSE
    INSERT INTO tickets.changes (session_id, number, ticket_id)
    VALUES (NEW.session_id, nextval('tickets.change_numbers'), NEW.id);
  END IF;
  RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION tickets.note_kinds()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO tickets.changes (session_id, number, ticket_id)
  SELECT session_id, nextval('tickets.change_numbers'), id FROM tickets.tickets WHERE session_id = NEW.id;
  RETURN NULL;
END
$function$;

CREATE TABLE accounting.buyers (
  id uuid NOT NULL,
  key_sealed text NOT NULL,
  buyer_sealed text NOT NULL,
  CONSTRAINT buyers_pkey PRIMARY KEY (id),
  CONSTRAINT buyers_id_fkey FOREIGN KEY (id) REFERENCES accounting.documents(id)
);

CREATE TABLE accounting.document_lines (
  document_id uuid NOT NULL,
  position integer NOT NULL,
  session_code text NOT NULL,
  title text NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  timezone text NOT NULL,
  venue text NOT NULL,
  category text NOT NULL,
  offer_name text NOT NULL,
  places_each integer NOT NULL,
  quantity integer NOT NULL,
  unit_price_cents integer NOT NULL,
  amount_cents integer NOT NULL,
  vat_basis_points integer NOT NULL,
  vat_cents integer NOT NULL,
  CONSTRAINT document_lines_pkey PRIMARY KEY (document_id, "position"),
  CONSTRAINT document_lines_check CHECK ((amount_cents = (unit_price_cents * quantity))),
  CONSTRAINT document_lines_check1 CHECK (((vat_cents >= 0) AND (vat_cents <= amount_cents))),
  CONSTRAINT document_lines_document_id_fkey FOREIGN KEY (document_id) REFERENCES accounting.documents(id),
  CONSTRAINT document_lines_places_each_check CHECK ((places_each > 0)),
  CONSTRAINT document_lines_quantity_check CHECK ((quantity > 0)),
  CONSTRAINT document_lines_unit_price_cents_check CHECK ((unit_price_cents >= 0)),
  CONSTRAINT document_lines_vat_basis_points_check CHECK (((vat_basis_points >= 0) AND (vat_basis_points <= 10000))),
  CONSTRAINT summed TRIGGER DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE accounting.documents (
  id uuid NOT NULL,
  transaction_id bigint NOT NULL,
  kind text NOT NULL,
  invoice_id uuid,
  order_id uuid NOT NULL,
  order_code text NOT NULL,
  account_id uuid NOT NULL,
  locale text NOT NULL,
  terms_version text NOT NULL,
  ordered_at timestamp with time zone NOT NULL,
  event_at timestamp with time zone NOT NULL DEFAULT now(),
  reason text,
  total_cents integer NOT NULL,
  vat_cents integer NOT NULL,
  year integer,
  sequence integer,
  issued_at timestamp with time zone,
  seller_id integer,
  CONSTRAINT documents_pkey PRIMARY KEY (id),
  CONSTRAINT documents_check CHECK (((vat_cents >= 0) AND (vat_cents <= total_cents))),
  CONSTRAINT documents_check1 CHECK (((kind = 'credit_note'::text) = (invoice_id IS NOT NULL))),
  CONSTRAINT documents_check2 CHECK (((kind = 'credit_note'::text) = (reason IS NOT NULL))),
  CONSTRAINT documents_check3 CHECK ((num_nulls(year, sequence, issued_at, seller_id) = ANY (ARRAY[0, 4]))),
  CONSTRAINT documents_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES accounting.documents(id),
  CONSTRAINT documents_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit_note'::text]))),
  CONSTRAINT documents_kind_year_sequence_key UNIQUE (kind, year, sequence),
  CONSTRAINT documents_locale_check CHECK ((locale = ANY (ARRAY['fr'::text, 'en'::text]))),
  CONSTRAINT documents_reason_check CHECK ((reason = ANY (ARRAY['buyer'::text, 'admin'::text, 'organiser'::text]))),
  CONSTRAINT documents_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES accounting.sellers(id),
  CONSTRAINT documents_sequence_check CHECK ((sequence > 0)),
  CONSTRAINT documents_total_cents_check CHECK ((total_cents >= 0)),
  CONSTRAINT documents_transaction_id_fkey FOREIGN KEY (transaction_id) REFERENCES accounting.transactions(id),
  CONSTRAINT documents_transaction_id_key UNIQUE (transaction_id)
);
CREATE INDEX documents_by_account ON accounting.documents USING btree (account_id, order_code);
CREATE INDEX documents_by_order ON accounting.documents USING btree (order_id);
CREATE INDEX documents_to_number ON accounting.documents USING btree (transaction_id) WHERE (sequence IS NULL);
CREATE UNIQUE INDEX invoice_of_order ON accounting.documents USING btree (order_id) WHERE (kind = 'invoice'::text);

CREATE TABLE accounting.entries (
  transaction_id bigint NOT NULL,
  position integer NOT NULL,
  account text NOT NULL,
  provider text,
  vat_basis_points integer,
  amount_cents bigint NOT NULL,
  CONSTRAINT entries_pkey PRIMARY KEY (transaction_id, "position"),
  CONSTRAINT balanced TRIGGER DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT entries_account_check CHECK ((account = ANY (ARRAY['provider_clearing'::text, 'buyer_deposits'::text, 'revenue'::text, 'vat_payable'::text]))),
  CONSTRAINT entries_amount_cents_check CHECK ((amount_cents <> 0)),
  CONSTRAINT entries_check CHECK (((account = 'provider_clearing'::text) = (provider IS NOT NULL))),
  CONSTRAINT entries_check1 CHECK (((account = ANY (ARRAY['revenue'::text, 'vat_payable'::text])) = (vat_basis_points IS NOT NULL))),
  CONSTRAINT entries_transaction_id_fkey FOREIGN KEY (transaction_id) REFERENCES accounting.transactions(id)
);

CREATE TABLE accounting.sellers (
  id integer NOT NULL GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL,
  address text NOT NULL,
  registration text NOT NULL,
  vat_number text NOT NULL,
  email text NOT NULL,
  is_demo boolean NOT NULL,
  CONSTRAINT sellers_pkey PRIMARY KEY (id),
  CONSTRAINT sellers_name_address_registration_vat_number_email_is_demo_key UNIQUE (name, address, registration, vat_number, email, is_demo)
);

CREATE TABLE accounting.transactions (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  reference text NOT NULL,
  order_id uuid NOT NULL,
  booked_at timestamp with time zone NOT NULL DEFAULT now(),
  written_by text NOT NULL DEFAULT (pg_current_xact_id())::text,
  CONSTRAINT transactions_pkey PRIMARY KEY (id),
  CONSTRAINT transactions_kind_check CHECK ((kind = ANY (ARRAY['capture'::text, 'sale'::text, 'cancellation'::text, 'refund'::text]))),
  CONSTRAINT transactions_kind_reference_key UNIQUE (kind, reference)
);
CREATE INDEX transactions_by_order ON accounting.transactions USING btree (order_id);

CREATE TABLE accounts.accounts (
  id uuid NOT NULL,
  email_key text NOT NULL,
  password_hash text NOT NULL,
  locale text NOT NULL,
  role text NOT NULL DEFAULT 'customer'::text,
  status text NOT NULL DEFAULT 'unactivated'::text,
  user_key_sealed text NOT NULL,
  terms_version text NOT NULL,
  terms_accepted_at timestamp with time zone NOT NULL DEFAULT now(),
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  activated_at timestamp with time zone,
  profile_version integer NOT NULL DEFAULT 1,
  token_version integer NOT NULL DEFAULT 0,
  data_key_sealed text,
  email_sealed text,
  first_name_sealed text,
  last_name_sealed text,
  erase_after timestamp with time zone,
  erased_at timestamp with time zone,
  undo_token_hash bytea,
  warned_at timestamp with time zone,
  seen_at timestamp with time zone NOT NULL DEFAULT now(),
  name_words text[],
  CONSTRAINT accounts_pkey PRIMARY KEY (id),
  CONSTRAINT accounts_email_key_key UNIQUE (email_key),
  CONSTRAINT accounts_locale_check CHECK ((locale = ANY (ARRAY['fr'::text, 'en'::text]))),
  CONSTRAINT accounts_role_check CHECK ((role = ANY (ARRAY['customer'::text, 'controller'::text, 'admin'::text]))),
  CONSTRAINT accounts_status_check CHECK ((status = ANY (ARRAY['unactivated'::text, 'active'::text, 'disabled'::text, 'closed'::text, 'erased'::text]))),
  CONSTRAINT accounts_undo_token_hash_key UNIQUE (undo_token_hash),
  CONSTRAINT personal_data_sealed CHECK ((((erased_at IS NULL) = (data_key_sealed IS NOT NULL)) AND ((data_key_sealed IS NULL) = (email_sealed IS NULL)) AND ((data_key_sealed IS NULL) = (first_name_sealed IS NULL)) AND ((data_key_sealed IS NULL) = (last_name_sealed IS NULL))))
);
CREATE INDEX accounts_admins ON accounts.accounts USING btree (id) WHERE ((role = 'admin'::text) AND (status = 'active'::text));
CREATE INDEX accounts_by_name ON accounts.accounts USING gin (name_words);
CREATE INDEX accounts_name_unindexed ON accounts.accounts USING btree (id) WHERE ((name_words IS NULL) AND (data_key_sealed IS NOT NULL));
CREATE INDEX accounts_to_erase ON accounts.accounts USING btree (erase_after) WHERE (status = 'closed'::text);
CREATE INDEX accounts_unused ON accounts.accounts USING btree (seen_at) WHERE ((status = 'active'::text) AND (role = 'customer'::text));

CREATE TABLE accounts.email_changes (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  new_email_key text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  old_token_hash bytea,
  new_token_hash bytea,
  old_confirmed_at timestamp with time zone,
  new_confirmed_at timestamp with time zone,
  done_at timestamp with time zone,
  expires_at timestamp with time zone NOT NULL,
  old_email_sealed text NOT NULL,
  new_email_sealed text NOT NULL,
  CONSTRAINT email_changes_pkey PRIMARY KEY (id),
  CONSTRAINT email_changes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts.accounts(id) ON DELETE CASCADE,
  CONSTRAINT email_changes_new_token_hash_key UNIQUE (new_token_hash),
  CONSTRAINT email_changes_old_token_hash_key UNIQUE (old_token_hash)
);
CREATE INDEX email_changes_account ON accounts.email_changes USING btree (account_id);
CREATE INDEX email_changes_expiry ON accounts.email_changes USING btree (expires_at);
CREATE UNIQUE INDEX email_changes_one_open ON accounts.email_changes USING btree (account_id) WHERE (done_at IS NULL);

CREATE TABLE accounts.known_devices (
  account_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  first_seen_at timestamp with time zone NOT NULL DEFAULT now(),
  last_seen_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT known_devices_pkey PRIMARY KEY (account_id, token_hash),
  CONSTRAINT known_devices_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts.accounts(id) ON DELETE CASCADE
);
CREATE INDEX known_devices_age ON accounts.known_devices USING btree (last_seen_at);

CREATE TABLE accounts.login_challenges (
  token_hash bytea NOT NULL,
  account_id uuid NOT NULL,
  password_hash text NOT NULL,
  user_agent text,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT login_challenges_pkey PRIMARY KEY (token_hash),
  CONSTRAINT login_challenges_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts.accounts(id) ON DELETE CASCADE
);
CREATE INDEX login_challenges_expiry ON accounts.login_challenges USING btree (expires_at);

CREATE TABLE accounts.logins (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  user_agent text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  last_used_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  ended_because text,
  second_factor_at timestamp with time zone,
  step_up_at timestamp with time zone,
  browser text,
  system text,
  CONSTRAINT logins_pkey PRIMARY KEY (id),
  CONSTRAINT logins_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts.accounts(id) ON DELETE CASCADE,
  CONSTRAINT logins_check CHECK (((ended_at IS NULL) = (ended_because IS NULL))),
  CONSTRAINT logins_ended_because_check CHECK ((ended_because = ANY (ARRAY['logout'::text, 'logout_all'::text, 'ended_by_owner'::text, 'token_reuse'::text, 'password_changed'::text, 'password_reset'::text, 'disabled'::text, 'factors_reset'::text, 'closed'::text, 'ended_by_admin'::text])))
);
CREATE INDEX logins_account ON accounts.logins USING btree (account_id);
CREATE INDEX logins_expiry ON accounts.logins USING btree (expires_at);

CREATE TABLE accounts.passkey_challenges (
  challenge_hash bytea NOT NULL,
  purpose text NOT NULL,
  account_id uuid,
  login_id uuid,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT passkey_challenges_pkey PRIMARY KEY (challenge_hash),
  CONSTRAINT passkey_challenges_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts.accounts(id) ON DELETE CASCADE,
  CONSTRAINT passkey_challenges_check CHECK (((purpose = 'login'::text) = (account_id IS NULL))),
  CONSTRAINT passkey_challenges_check1 CHECK (((purpose = ANY (ARRAY['register'::text, 'step_up'::text])) = (login_id IS NOT NULL))),
  CONSTRAINT passkey_challenges_login_id_fkey FOREIGN KEY (login_id) REFERENCES accounts.logins(id) ON DELETE CASCADE,
  CONSTRAINT passkey_challenges_purpose_check CHECK ((purpose = ANY (ARRAY['register'::text, 'login'::text, 'second_factor'::text, 'step_up'::text])))
);
CREATE INDEX passkey_challenges_expiry ON accounts.passkey_challenges USING btree (expires_at);

CREATE TABLE accounts.passkeys (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  credential_id text NOT NULL,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  backed_up boolean NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  last_used_at timestamp with time zone,
  name_sealed text NOT NULL,
  CONSTRAINT passkeys_pkey PRIMARY KEY (id),
  CONSTRAINT passkeys_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts.accounts(id) ON DELETE CASCADE,
  CONSTRAINT passkeys_credential_id_key UNIQUE (credential_id)
);
CREATE INDEX passkeys_account ON accounts.passkeys USING btree (account_id);

CREATE TABLE accounts.password_resets (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  token_hash bytea,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT password_resets_pkey PRIMARY KEY (id),
  CONSTRAINT password_resets_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts.accounts(id) ON DELETE CASCADE,
  CONSTRAINT password_resets_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX password_resets_account ON accounts.password_resets USING btree (account_id);
CREATE INDEX password_resets_expiry ON accounts.password_resets USING btree (expires_at);

CREATE TABLE accounts.recovery_codes (
  account_id uuid NOT NULL,
  code_hash bytea NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT recovery_codes_pkey PRIMARY KEY (account_id, code_hash),
  CONSTRAINT recovery_codes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts.accounts(id) ON DELETE CASCADE
);

CREATE TABLE accounts.refresh_tokens (
  token_hash bytea NOT NULL,
  login_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  used_at timestamp with time zone,
  CONSTRAINT refresh_tokens_pkey PRIMARY KEY (token_hash),
  CONSTRAINT refresh_tokens_login_id_fkey FOREIGN KEY (login_id) REFERENCES accounts.logins(id) ON DELETE CASCADE
);
CREATE INDEX refresh_tokens_login ON accounts.refresh_tokens USING btree (login_id);

CREATE TABLE accounts.registrations (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  password_hash text NOT NULL,
  locale text NOT NULL,
  terms_version text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  token_hash bytea,
  expires_at timestamp with time zone NOT NULL,
  first_name_sealed text NOT NULL,
  last_name_sealed text NOT NULL,
  CONSTRAINT registrations_pkey PRIMARY KEY (id),
  CONSTRAINT registrations_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts.accounts(id) ON DELETE CASCADE,
  CONSTRAINT registrations_locale_check CHECK ((locale = ANY (ARRAY['fr'::text, 'en'::text]))),
  CONSTRAINT registrations_token_hash_key UNIQUE (token_hash)
);
COMMENT ON TABLE accounts.registrations IS 'waiting for the link of a mail; token_hash stays null for an active account';
CREATE INDEX registrations_account ON accounts.registrations USING btree (account_id);
CREATE INDEX registrations_expiry ON accounts.registrations USING btree (expires_at);

CREATE TABLE accounts.staff_invitations (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  role text NOT NULL,
  invited_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  token_hash bytea,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT staff_invitations_pkey PRIMARY KEY (id),
  CONSTRAINT staff_invitations_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts.accounts(id) ON DELETE CASCADE,
  CONSTRAINT staff_invitations_account_id_key UNIQUE (account_id),
  CONSTRAINT staff_invitations_role_check CHECK ((role = ANY (ARRAY['controller'::text, 'admin'::text]))),
  CONSTRAINT staff_invitations_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX staff_invitations_expiry ON accounts.staff_invitations USING btree (expires_at);

CREATE TABLE accounts.totp_factors (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  login_id uuid,
  secret_sealed text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  confirmed_at timestamp with time zone,
  last_step bigint NOT NULL DEFAULT 0,
  CONSTRAINT totp_factors_pkey PRIMARY KEY (id),
  CONSTRAINT totp_factors_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts.accounts(id) ON DELETE CASCADE,
  CONSTRAINT totp_factors_login_id_fkey FOREIGN KEY (login_id) REFERENCES accounts.logins(id) ON DELETE SET NULL
);
CREATE UNIQUE INDEX totp_factors_confirmed ON accounts.totp_factors USING btree (account_id) WHERE (confirmed_at IS NOT NULL);
CREATE UNIQUE INDEX totp_factors_waiting ON accounts.totp_factors USING btree (account_id) WHERE (confirmed_at IS NULL);

CREATE TABLE accounts.tries (
  kind text NOT NULL,
  subject bytea NOT NULL,
  tried_at timestamp with time zone[] NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT tries_pkey PRIMARY KEY (kind, subject)
);
CREATE INDEX tries_expiry ON accounts.tries USING btree (expires_at);

CREATE TABLE admissions.chain_entries (
  device_id uuid NOT NULL,
  position bigint NOT NULL,
  hash bytea NOT NULL,
  scan_id uuid NOT NULL,
  outcome text NOT NULL,
  CONSTRAINT chain_entries_pkey PRIMARY KEY (device_id, "position"),
  CONSTRAINT chain_entries_device_id_fkey FOREIGN KEY (device_id) REFERENCES admissions.chains(device_id),
  CONSTRAINT chain_entries_device_id_hash_key UNIQUE (device_id, hash),
  CONSTRAINT chain_entries_hash_check CHECK ((octet_length(hash) = 32)),
  CONSTRAINT chain_entries_outcome_check CHECK ((outcome = ANY (ARRAY['recorded'::text, 'known'::text, 'conflict'::text, 'quarantined'::text, 'rejected'::text]))),
  CONSTRAINT chain_entries_position_check CHECK (("position" > 0))
);

CREATE TABLE admissions.chains (
  device_id uuid NOT NULL,
  length bigint NOT NULL DEFAULT 0,
  head bytea,
  latest_at timestamp with time zone,
  CONSTRAINT chains_pkey PRIMARY KEY (device_id),
  CONSTRAINT chains_check CHECK (((head IS NULL) = (length = 0))),
  CONSTRAINT chains_head_check CHECK ((octet_length(head) = 32)),
  CONSTRAINT chains_length_check CHECK ((length >= 0))
);

CREATE TABLE admissions.conflict_scans (
  conflict_id uuid NOT NULL,
  scan_id uuid NOT NULL,
  CONSTRAINT conflict_scans_pkey PRIMARY KEY (conflict_id, scan_id),
  CONSTRAINT conflict_scans_conflict_id_fkey FOREIGN KEY (conflict_id) REFERENCES admissions.conflicts(id),
  CONSTRAINT conflict_scans_scan_id_fkey FOREIGN KEY (scan_id) REFERENCES admissions.scans(id)
);
CREATE INDEX conflict_scans_by_scan ON admissions.conflict_scans USING btree (scan_id);

CREATE TABLE admissions.conflicts (
  id uuid NOT NULL,
  session_id integer NOT NULL,
  subject uuid NOT NULL,
  ticket_id uuid,
  kind text NOT NULL,
  state text NOT NULL DEFAULT 'open'::text,
  opened_at timestamp with time zone NOT NULL DEFAULT now(),
  decision text,
  reason text,
  resolved_by uuid,
  resolved_at timestamp with time zone,
  settled_most integer,
  settled_least integer,
  CONSTRAINT conflicts_pkey PRIMARY KEY (id),
  CONSTRAINT conflicts_check CHECK (((state = 'resolved'::text) = (decision IS NOT NULL))),
  CONSTRAINT conflicts_check1 CHECK ((((decision IS NULL) = (reason IS NULL)) AND ((decision IS NULL) = (resolved_by IS NULL)) AND ((decision IS NULL) = (resolved_at IS NULL)))),
  CONSTRAINT conflicts_decision_check CHECK ((decision = ANY (ARRAY['both_stay'::text, 'one_person'::text, 'wrong_person_inside'::text, 'dismissed'::text]))),
  CONSTRAINT conflicts_kind_check CHECK ((kind = ANY (ARRAY['entered_twice'::text, 'entered_without_right'::text, 'left_without_entry'::text, 'quarantine'::text]))),
  CONSTRAINT conflicts_state_check CHECK ((state = ANY (ARRAY['open'::text, 'resolved'::text, 'withdrawn'::text])))
);
CREATE INDEX conflicts_by_session ON admissions.conflicts USING btree (session_id, opened_at);
CREATE INDEX conflicts_by_subject ON admissions.conflicts USING btree (subject);
CREATE UNIQUE INDEX conflicts_one_open ON admissions.conflicts USING btree (subject, session_id) WHERE (state = 'open'::text);

CREATE TABLE admissions.corrections (
  scan_id uuid NOT NULL,
  session_id integer NOT NULL,
  kind text NOT NULL,
  places integer NOT NULL,
  reason text NOT NULL,
  account_id uuid NOT NULL,
  made_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT corrections_pkey PRIMARY KEY (scan_id),
  CONSTRAINT corrections_kind_check CHECK ((kind = ANY (ARRAY['undone'::text, 'voided'::text]))),
  CONSTRAINT corrections_places_check CHECK ((places >= 0)),
  CONSTRAINT corrections_scan_id_fkey FOREIGN KEY (scan_id) REFERENCES admissions.scans(id)
);
CREATE INDEX corrections_by_session ON admissions.corrections USING btree (session_id, made_at);

CREATE TABLE admissions.devices (
  id uuid NOT NULL,
  name text NOT NULL,
  session_ids integer[],
  gate text,
  ends_at timestamp with time zone NOT NULL,
  invitation_hash bytea,
  invitation_expires_at timestamp with time zone NOT NULL,
  public_key bytea,
  enrolled_at timestamp with time zone,
  revoked_at timestamp with time zone,
  last_seen_at timestamp with time zone,
  waiting_scans integer,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT devices_pkey PRIMARY KEY (id),
  CONSTRAINT devices_check CHECK (((public_key IS NULL) = (enrolled_at IS NULL))),
  CONSTRAINT devices_check1 CHECK (((public_key IS NULL) OR (invitation_hash IS NULL))),
  CONSTRAINT devices_invitation_hash_check CHECK ((octet_length(invitation_hash) = 32)),
  CONSTRAINT devices_invitation_hash_key UNIQUE (invitation_hash),
  CONSTRAINT devices_public_key_check CHECK ((octet_length(public_key) = 65)),
  CONSTRAINT devices_session_ids_check CHECK ((cardinality(session_ids) > 0)),
  CONSTRAINT devices_waiting_scans_check CHECK ((waiting_scans >= 0))
);

CREATE TABLE admissions.gates (
  session_id integer NOT NULL,
  code text NOT NULL,
  CONSTRAINT gates_pkey PRIMARY KEY (session_id, code)
);

CREATE TABLE admissions.policies (
  session_id integer NOT NULL,
  opens_at timestamp with time zone,
  closes_at timestamp with time zone,
  reentry boolean NOT NULL DEFAULT false,
  CONSTRAINT policies_pkey PRIMARY KEY (session_id),
  CONSTRAINT policies_check CHECK ((opens_at < closes_at))
);

CREATE TABLE admissions.postings (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  controller_id uuid NOT NULL,
  session_id integer,
  gate text,
  supervisor boolean NOT NULL DEFAULT false,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT postings_pkey PRIMARY KEY (id),
  CONSTRAINT postings_controller_id_session_id_gate_key UNIQUE NULLS NOT DISTINCT (controller_id, session_id, gate)
);

CREATE TABLE admissions.scans (
  id uuid NOT NULL,
  request_hash bytea NOT NULL,
  session_id integer NOT NULL,
  gate text NOT NULL,
  controller_id uuid NOT NULL,
  ticket_id uuid,
  direction text NOT NULL,
  verdict text NOT NULL,
  reason text NOT NULL,
  places integer NOT NULL,
  result jsonb NOT NULL,
  scanned_at timestamp with time zone NOT NULL,
  received_at timestamp with time zone NOT NULL DEFAULT now(),
  device_id uuid,
  offline boolean NOT NULL DEFAULT false,
  pack_sequence bigint,
  chain_hash bytea,
  local_verdict text,
  local_reason text,
  local_places integer,
  found text,
  state text NOT NULL DEFAULT 'counted'::text,
  happened_at timestamp with time zone NOT NULL DEFAULT now(),
  passed integer NOT NULL DEFAULT COALESCE(local_places, places),
  CONSTRAINT scans_pkey PRIMARY KEY (id),
  CONSTRAINT names_nobody CHECK (((result ->> 'holder'::text) IS NULL)),
  CONSTRAINT scans_chain_hash_check CHECK ((octet_length(chain_hash) = 32)),
  CONSTRAINT scans_check CHECK ((((local_verdict IS NULL) = (local_reason IS NULL)) AND ((local_verdict IS NULL) = (local_places IS NULL)))),
  CONSTRAINT scans_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
  CONSTRAINT scans_local_places_check CHECK ((local_places >= 0)),
  CONSTRAINT scans_local_verdict_check CHECK ((local_verdict = ANY (ARRAY['admitted'::text, 'refused'::text, 'check'::text]))),
  CONSTRAINT scans_pack_sequence_check CHECK ((pack_sequence >= 0)),
  CONSTRAINT scans_places_check CHECK ((places >= 0)),
  CONSTRAINT scans_state_check CHECK ((state = ANY (ARRAY['counted'::text, 'undone'::text, 'voided'::text, 'quarantined'::text]))),
  CONSTRAINT scans_verdict_check CHECK ((verdict = ANY (ARRAY['admitted'::text, 'refused'::text, 'check'::text])))
);
CREATE INDEX scans_by_moment ON admissions.scans USING brin (received_at) WITH (pages_per_range='16', autosummarize='on');
CREATE INDEX scans_by_session ON admissions.scans USING btree (session_id, received_at);
CREATE INDEX scans_by_ticket ON admissions.scans USING btree (ticket_id) WHERE (ticket_id IS NOT NULL);

CREATE TABLE admissions.searches (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  session_id integer NOT NULL,
  controller_id uuid NOT NULL,
  device_id uuid,
  by text NOT NULL,
  ticket_ids uuid[] NOT NULL,
  searched_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT searches_pkey PRIMARY KEY (id),
  CONSTRAINT searches_by_check CHECK ((by = ANY (ARRAY['order'::text, 'holder'::text])))
);
CREATE INDEX searches_by_session ON admissions.searches USING btree (session_id, searched_at);

CREATE TABLE admissions.shifts (
  login_id uuid NOT NULL,
  device_id uuid NOT NULL,
  controller_id uuid NOT NULL,
  began_at timestamp with time zone NOT NULL DEFAULT now(),
  ended_at timestamp with time zone,
  CONSTRAINT shifts_pkey PRIMARY KEY (login_id),
  CONSTRAINT shifts_device_id_fkey FOREIGN KEY (device_id) REFERENCES admissions.devices(id)
);
CREATE INDEX shifts_by_device ON admissions.shifts USING btree (device_id, began_at);
CREATE UNIQUE INDEX shifts_one_open ON admissions.shifts USING btree (device_id) WHERE (ended_at IS NULL);

CREATE TABLE audit.actor_keys (
  actor_id uuid NOT NULL,
  key_sealed text NOT NULL,
  CONSTRAINT actor_keys_pkey PRIMARY KEY (actor_id)
);

CREATE TABLE audit.entries (
  number bigint NOT NULL,
  at timestamp with time zone NOT NULL,
  actor_id uuid,
  actor_role text NOT NULL,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  details text NOT NULL,
  private_sealed text,
  request_id text,
  hash bytea NOT NULL,
  CONSTRAINT entries_pkey PRIMARY KEY (number),
  CONSTRAINT entries_actor_role_check CHECK ((actor_role = ANY (ARRAY['customer'::text, 'controller'::text, 'admin'::text, 'operator'::text, 'system'::text]))),
  CONSTRAINT entries_at_check CHECK ((at = date_trunc('milliseconds'::text, at))),
  CONSTRAINT entries_check CHECK (((actor_id IS NULL) = (actor_role = ANY (ARRAY['operator'::text, 'system'::text])))),
  CONSTRAINT entries_hash_check CHECK ((octet_length(hash) = 32)),
  CONSTRAINT entries_number_check CHECK ((number > 0))
);
CREATE INDEX entries_by_action ON audit.entries USING btree (action, number);
CREATE INDEX entries_by_actor ON audit.entries USING btree (actor_id, number) WHERE (actor_id IS NOT NULL);
CREATE INDEX entries_by_subject ON audit.entries USING btree (subject_kind, subject_id, number);
CREATE INDEX entries_by_time ON audit.entries USING btree (at);

CREATE TABLE audit.head (
  singleton boolean NOT NULL DEFAULT true,
  number bigint NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT head_pkey PRIMARY KEY (singleton),
  CONSTRAINT head_hash_check CHECK ((octet_length(hash) = 32)),
  CONSTRAINT head_singleton_check CHECK (singleton)
);

CREATE TABLE audit.signed_heads (
  number bigint NOT NULL,
  hash bytea NOT NULL,
  signed_at timestamp with time zone NOT NULL,
  kid integer NOT NULL,
  signature bytea NOT NULL,
  CONSTRAINT signed_heads_pkey PRIMARY KEY (number, signed_at),
  CONSTRAINT signed_heads_hash_check CHECK ((octet_length(hash) = 32)),
  CONSTRAINT signed_heads_signature_check CHECK ((octet_length(signature) = 64))
);

CREATE TABLE carts.carts (
  id uuid NOT NULL,
  account_id uuid,
  guest_token_hash bytea,
  hold_started_at timestamp with time zone,
  hold_expires_at timestamp with time zone,
  hold_extended boolean NOT NULL DEFAULT false,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT carts_pkey PRIMARY KEY (id),
  CONSTRAINT carts_check CHECK (((account_id IS NULL) <> (guest_token_hash IS NULL))),
  CONSTRAINT carts_check1 CHECK (((hold_started_at IS NULL) = (hold_expires_at IS NULL)))
);
CREATE UNIQUE INDEX carts_by_account ON carts.carts USING btree (account_id) WHERE (account_id IS NOT NULL);
CREATE UNIQUE INDEX carts_by_guest_token ON carts.carts USING btree (guest_token_hash) WHERE (guest_token_hash IS NOT NULL);

CREATE TABLE carts.lines (
  cart_id uuid NOT NULL,
  id uuid NOT NULL,
  session_id integer NOT NULL,
  category text NOT NULL,
  offer text NOT NULL,
  quantity integer NOT NULL,
  places_each integer NOT NULL,
  unit_price_cents integer NOT NULL,
  hold_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT lines_pkey PRIMARY KEY (cart_id, id),
  CONSTRAINT lines_cart_id_fkey FOREIGN KEY (cart_id) REFERENCES carts.carts(id) ON DELETE CASCADE,
  CONSTRAINT lines_cart_id_session_id_category_offer_key UNIQUE (cart_id, session_id, category, offer),
  CONSTRAINT lines_places_each_check CHECK ((places_each > 0)),
  CONSTRAINT lines_quantity_check CHECK ((quantity > 0)),
  CONSTRAINT lines_unit_price_cents_check CHECK ((unit_price_cents >= 0))
);

CREATE TABLE catalog.offers (
  code text NOT NULL,
  name_fr text NOT NULL,
  name_en text NOT NULL,
  description_fr text NOT NULL,
  description_en text NOT NULL,
  places integer NOT NULL,
  discount_percent integer NOT NULL,
  position integer NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT offers_pkey PRIMARY KEY (code),
  CONSTRAINT offers_discount_percent_check CHECK (((discount_percent >= 0) AND (discount_percent <= 100))),
  CONSTRAINT offers_places_check CHECK (((places >= 1) AND (places <= 50)))
);

CREATE TABLE catalog.session_categories (
  session_id integer NOT NULL,
  category text NOT NULL,
  audience text NOT NULL DEFAULT 'standard'::text,
  price_per_place_cents integer NOT NULL,
  position integer NOT NULL,
  companion boolean NOT NULL DEFAULT false,
  CONSTRAINT session_categories_pkey PRIMARY KEY (session_id, category),
  CONSTRAINT companions_of_accessible_places CHECK (((NOT companion) OR (audience = 'wheelchair'::text))),
  CONSTRAINT session_categories_audience_check CHECK ((audience = ANY (ARRAY['standard'::text, 'wheelchair'::text]))),
  CONSTRAINT session_categories_price_per_place_cents_check CHECK ((price_per_place_cents >= 0)),
  CONSTRAINT session_categories_session_id_fkey FOREIGN KEY (session_id) REFERENCES catalog.sessions(id) ON DELETE CASCADE
);

CREATE TABLE catalog.session_changes (
  id uuid NOT NULL,
  session_id integer NOT NULL,
  kind text NOT NULL,
  reason_fr text NOT NULL,
  reason_en text NOT NULL,
  previous_starts_at timestamp with time zone NOT NULL,
  new_starts_at timestamp with time zone,
  refund_until timestamp with time zone,
  sales_close_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT session_changes_pkey PRIMARY KEY (id),
  CONSTRAINT session_changes_check CHECK (((kind = 'moved'::text) = (new_starts_at IS NOT NULL))),
  CONSTRAINT session_changes_check1 CHECK (((kind = 'moved'::text) = (refund_until IS NOT NULL))),
  CONSTRAINT session_changes_kind_check CHECK ((kind = ANY (ARRAY['cancelled'::text, 'moved'::text]))),
  CONSTRAINT session_changes_reason_en_check CHECK (((length(reason_en) >= 1) AND (length(reason_en) <= 500))),
  CONSTRAINT session_changes_reason_fr_check CHECK (((length(reason_fr) >= 1) AND (length(reason_fr) <= 500))),
  CONSTRAINT session_changes_session_id_fkey FOREIGN KEY (session_id) REFERENCES catalog.sessions(id)
);
CREATE INDEX session_changes_by_session ON catalog.session_changes USING btree (session_id, created_at);
CREATE UNIQUE INDEX session_cancelled_once ON catalog.session_changes USING btree (session_id) WHERE (kind = 'cancelled'::text);

CREATE TABLE catalog.session_edits (
  session_id integer NOT NULL,
  version integer NOT NULL,
  account_id uuid NOT NULL,
  fields text[] NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT session_edits_pkey PRIMARY KEY (session_id, version),
  CONSTRAINT session_edits_session_id_fkey FOREIGN KEY (session_id) REFERENCES catalog.sessions(id) ON DELETE CASCADE
);

CREATE TABLE catalog.sessions (
  id integer NOT NULL GENERATED ALWAYS AS IDENTITY,
  code text NOT NULL,
  sport text NOT NULL,
  venue text NOT NULL,
  title_fr text NOT NULL,
  title_en text NOT NULL,
  description_fr text NOT NULL,
  description_en text NOT NULL,
  search_text text NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  doors_at timestamp with time zone NOT NULL,
  timezone text NOT NULL,
  capacity integer,
  medal boolean NOT NULL,
  status text NOT NULL DEFAULT 'published'::text,
  places_per_account integer NOT NULL DEFAULT 6,
  vat_basis_points integer NOT NULL DEFAULT 550,
  sales_open_at timestamp with time zone,
  sales_close_at timestamp with time zone,
  allowed_kinds smallint NOT NULL DEFAULT 3,
  codes_released_at timestamp with time zone,
  cancellable_until timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT sessions_pkey PRIMARY KEY (id),
  CONSTRAINT sessions_allowed_kinds_check CHECK (((allowed_kinds >= 1) AND (allowed_kinds <= 3))),
  CONSTRAINT sessions_capacity_check CHECK ((capacity > 0)),
  CONSTRAINT sessions_check CHECK ((ends_at > starts_at)),
  CONSTRAINT sessions_check1 CHECK ((doors_at <= starts_at)),
  CONSTRAINT sessions_code_key UNIQUE (code),
  CONSTRAINT sessions_places_per_account_check CHECK ((places_per_account > 0)),
  CONSTRAINT sessions_sport_fkey FOREIGN KEY (sport) REFERENCES catalog.sports(code),
  CONSTRAINT sessions_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text, 'cancelled'::text]))),
  CONSTRAINT sessions_vat_basis_points_check CHECK (((vat_basis_points >= 0) AND (vat_basis_points <= 10000))),
  CONSTRAINT sessions_venue_fkey FOREIGN KEY (venue) REFERENCES catalog.venues(code)
);
CREATE INDEX sessions_by_start ON catalog.sessions USING btree (starts_at, id);

CREATE TABLE catalog.sports (
  code text NOT NULL,
  name_fr text NOT NULL,
  name_en text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT sports_pkey PRIMARY KEY (code)
);

CREATE TABLE catalog.tariffs (
  session_id integer NOT NULL,
  category text NOT NULL,
  offer text NOT NULL,
  price_cents integer,
  CONSTRAINT tariffs_pkey PRIMARY KEY (session_id, category, offer),
  CONSTRAINT tariffs_offer_fkey FOREIGN KEY (offer) REFERENCES catalog.offers(code),
  CONSTRAINT tariffs_price_cents_check CHECK ((price_cents >= 0)),
  CONSTRAINT tariffs_session_id_category_fkey FOREIGN KEY (session_id, category) REFERENCES catalog.session_categories(session_id, category) ON DELETE CASCADE
);
CREATE INDEX tariffs_by_offer ON catalog.tariffs USING btree (offer);

CREATE TABLE catalog.venues (
  code text NOT NULL,
  name text NOT NULL,
  name_en text,
  city text NOT NULL,
  capacity integer,
  latitude double precision,
  longitude double precision,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT venues_pkey PRIMARY KEY (code),
  CONSTRAINT venues_capacity_check CHECK ((capacity > 0))
);

CREATE TABLE invariants.checks (
  name text NOT NULL,
  checked_at timestamp with time zone NOT NULL,
  duration_ms integer NOT NULL,
  violation text,
  broken_since timestamp with time zone,
  CONSTRAINT checks_pkey PRIMARY KEY (name),
  CONSTRAINT checks_check CHECK (((violation IS NULL) = (broken_since IS NULL))),
  CONSTRAINT checks_duration_ms_check CHECK ((duration_ms >= 0))
);

CREATE TABLE inventory.holds (
  session_id integer NOT NULL,
  id uuid NOT NULL,
  category text NOT NULL,
  places integer NOT NULL,
  state text NOT NULL DEFAULT 'live'::text,
  cart_id uuid NOT NULL,
  account_id uuid,
  order_id uuid,
  expires_at timestamp with time zone NOT NULL,
  limit_per_session integer NOT NULL,
  limit_per_account integer NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT holds_pkey PRIMARY KEY (session_id, id),
  CONSTRAINT holds_check CHECK (((state <> ALL (ARRAY['claimed'::text, 'sold'::text])) OR ((order_id IS NOT NULL) AND (account_id IS NOT NULL)))),
  CONSTRAINT holds_places_check CHECK ((places > 0)),
  CONSTRAINT holds_session_id_category_fkey FOREIGN KEY (session_id, category) REFERENCES inventory.inventory(session_id, category),
  CONSTRAINT holds_state_check CHECK ((state = ANY (ARRAY['live'::text, 'claimed'::text, 'sold'::text, 'freed'::text])))
);
CREATE INDEX holds_by_account ON inventory.holds USING btree (account_id, session_id) WHERE ((account_id IS NOT NULL) AND (state <> 'freed'::text));
CREATE INDEX holds_by_cart ON inventory.holds USING btree (cart_id) WHERE (state <> 'freed'::text);
CREATE INDEX holds_by_moment ON inventory.holds USING brin (created_at) WITH (pages_per_range='16', autosummarize='on');
CREATE INDEX holds_by_order ON inventory.holds USING btree (order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX holds_by_stock_deadline ON inventory.holds USING btree (session_id, category, expires_at) WHERE (state = ANY (ARRAY['live'::text, 'claimed'::text]));
CREATE INDEX holds_live_deadline ON inventory.holds USING btree (expires_at) WHERE (state = 'live'::text);

CREATE TABLE inventory.inventory (
  session_id integer NOT NULL,
  category text NOT NULL,
  capacity integer NOT NULL,
  taken integer NOT NULL DEFAULT 0,
  CONSTRAINT inventory_pkey PRIMARY KEY (session_id, category),
  CONSTRAINT taken_within_capacity CHECK (((0 <= taken) AND (taken <= capacity)))
) WITH (fillfactor=50);
COMMENT ON TABLE inventory.inventory IS 'Low fillfactor and no index on the counter: its updates stay on the page (HOT)';

CREATE TABLE inventory.returned_places (
  ticket_id uuid NOT NULL,
  session_id integer NOT NULL,
  hold_id uuid NOT NULL,
  places integer NOT NULL,
  returned_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT returned_places_pkey PRIMARY KEY (ticket_id),
  CONSTRAINT returned_places_places_check CHECK ((places > 0)),
  CONSTRAINT returned_places_session_id_hold_id_fkey FOREIGN KEY (session_id, hold_id) REFERENCES inventory.holds(session_id, id)
);

CREATE TABLE notices.mail_texts (
  kind text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  words jsonb,
  changed_at timestamp with time zone,
  changed_by uuid,
  CONSTRAINT mail_texts_pkey PRIMARY KEY (kind),
  CONSTRAINT mail_texts_words_check CHECK ((jsonb_typeof(words) = 'object'::text))
);

CREATE TABLE orders.cancellations (
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  decided_by text NOT NULL,
  account_id uuid NOT NULL,
  run_id uuid,
  reason text,
  amount_cents integer NOT NULL,
  refund_id uuid,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT cancellations_pkey PRIMARY KEY (id),
  CONSTRAINT cancellations_amount_cents_check CHECK ((amount_cents >= 0)),
  CONSTRAINT cancellations_check CHECK (((decided_by = 'organiser'::text) = (run_id IS NOT NULL))),
  CONSTRAINT cancellations_check1 CHECK (((refund_id IS NULL) = (amount_cents = 0))),
  CONSTRAINT cancellations_check2 CHECK (((decided_by <> 'admin'::text) OR (reason IS NOT NULL))),
  CONSTRAINT cancellations_decided_by_check CHECK ((decided_by = ANY (ARRAY['buyer'::text, 'admin'::text, 'organiser'::text]))),
  CONSTRAINT cancellations_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders.orders(id),
  CONSTRAINT cancellations_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  CONSTRAINT cancellations_refund_id_key UNIQUE (refund_id)
);
CREATE INDEX cancellations_by_order ON orders.cancellations USING btree (order_id, created_at);

CREATE TABLE orders.cancelled_tickets (
  ticket_id uuid NOT NULL,
  cancellation_id uuid NOT NULL,
  order_id uuid NOT NULL,
  position integer NOT NULL,
  amount_cents integer NOT NULL,
  CONSTRAINT cancelled_tickets_pkey PRIMARY KEY (ticket_id),
  CONSTRAINT cancelled_tickets_amount_cents_check CHECK ((amount_cents >= 0)),
  CONSTRAINT cancelled_tickets_cancellation_id_fkey FOREIGN KEY (cancellation_id) REFERENCES orders.cancellations(id),
  CONSTRAINT cancelled_tickets_order_id_position_fkey FOREIGN KEY (order_id, "position") REFERENCES orders.lines(order_id, "position")
);
CREATE INDEX cancelled_tickets_by_order ON orders.cancelled_tickets USING btree (order_id);

CREATE TABLE orders.confirmations_asked_for (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  order_id uuid NOT NULL,
  asked_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT confirmations_asked_for_pkey PRIMARY KEY (id),
  CONSTRAINT confirmations_asked_for_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders.orders(id)
);
CREATE INDEX confirmations_asked_for_of_order ON orders.confirmations_asked_for USING btree (order_id, asked_at);

CREATE TABLE orders.lines (
  order_id uuid NOT NULL,
  position integer NOT NULL,
  session_id integer NOT NULL,
  category text NOT NULL,
  offer text NOT NULL,
  quantity integer NOT NULL,
  places_each integer NOT NULL,
  unit_price_cents integer NOT NULL,
  amount_cents integer NOT NULL,
  vat_basis_points integer NOT NULL,
  hold_id uuid NOT NULL,
  CONSTRAINT lines_pkey PRIMARY KEY (order_id, "position"),
  CONSTRAINT lines_check CHECK ((amount_cents = (unit_price_cents * quantity))),
  CONSTRAINT lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders.orders(id),
  CONSTRAINT lines_places_each_check CHECK ((places_each > 0)),
  CONSTRAINT lines_quantity_check CHECK ((quantity > 0)),
  CONSTRAINT lines_unit_price_cents_check CHECK ((unit_price_cents >= 0))
);
CREATE INDEX lines_by_offer ON orders.lines USING btree (offer) INCLUDE (order_id, quantity, amount_cents);
CREATE INDEX lines_by_session ON orders.lines USING btree (session_id);

CREATE TABLE orders.orders (
  id uuid NOT NULL,
  code text NOT NULL,
  account_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'pending'::text,
  total_cents integer NOT NULL,
  currency text NOT NULL,
  idempotency_key text NOT NULL,
  cart_id uuid NOT NULL,
  terms_version text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  paid_at timestamp with time zone,
  expired_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  mailed_at timestamp with time zone,
  CONSTRAINT orders_pkey PRIMARY KEY (id),
  CONSTRAINT orders_account_id_idempotency_key_key UNIQUE (account_id, idempotency_key),
  CONSTRAINT orders_check CHECK (((status <> 'paid'::text) OR (paid_at IS NOT NULL))),
  CONSTRAINT orders_code_key UNIQUE (code),
  CONSTRAINT orders_currency_check CHECK ((currency = 'EUR'::text)),
  CONSTRAINT orders_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'paid'::text, 'partially_refunded'::text, 'refunded'::text, 'expired'::text, 'cancelled'::text]))),
  CONSTRAINT orders_total_cents_check CHECK ((total_cents >= 0))
);
CREATE INDEX orders_by_account ON orders.orders USING btree (account_id, created_at DESC, id DESC);
CREATE INDEX orders_by_moment ON orders.orders USING brin (created_at) WITH (pages_per_range='16', autosummarize='on');
CREATE INDEX orders_by_status ON orders.orders USING btree (status, created_at DESC, id DESC);
CREATE INDEX orders_by_time ON orders.orders USING btree (created_at DESC, id DESC);
CREATE INDEX orders_pending_deadline ON orders.orders USING btree (expires_at) WHERE (status = 'pending'::text);

CREATE TABLE orders.refund_requests (
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  ticket_ids uuid[] NOT NULL,
  amount_cents integer NOT NULL,
  reason text NOT NULL,
  status text NOT NULL DEFAULT 'waiting'::text,
  asked_by uuid NOT NULL,
  asked_at timestamp with time zone NOT NULL DEFAULT now(),
  decided_by uuid,
  decided_at timestamp with time zone,
  CONSTRAINT refund_requests_pkey PRIMARY KEY (id),
  CONSTRAINT decided_by_somebody CHECK (((status <> ALL (ARRAY['approved'::text, 'declined'::text])) OR (decided_by IS NOT NULL))),
  CONSTRAINT decided_once CHECK (((status = 'waiting'::text) = (decided_at IS NULL))),
  CONSTRAINT nobody_approves_their_own CHECK (((status <> 'approved'::text) OR (decided_by <> asked_by))),
  CONSTRAINT refund_requests_amount_cents_check CHECK ((amount_cents > 0)),
  CONSTRAINT refund_requests_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders.orders(id),
  CONSTRAINT refund_requests_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  CONSTRAINT refund_requests_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'approved'::text, 'declined'::text, 'outdated'::text]))),
  CONSTRAINT refund_requests_ticket_ids_check CHECK ((cardinality(ticket_ids) > 0))
);
CREATE INDEX refund_requests_by_order ON orders.refund_requests USING btree (order_id, id);
CREATE INDEX refund_requests_waiting ON orders.refund_requests USING btree (id) WHERE (status = 'waiting'::text);
CREATE UNIQUE INDEX refund_requests_one_waiting ON orders.refund_requests USING btree (order_id) WHERE (status = 'waiting'::text);

CREATE TABLE orders.refund_run_orders (
  run_id uuid NOT NULL,
  order_id uuid NOT NULL,
  account_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'waiting'::text,
  tickets integer NOT NULL DEFAULT 0,
  amount_cents integer NOT NULL DEFAULT 0,
  failure text,
  done_at timestamp with time zone,
  CONSTRAINT refund_run_orders_pkey PRIMARY KEY (run_id, order_id),
  CONSTRAINT refund_run_orders_amount_cents_check CHECK ((amount_cents >= 0)),
  CONSTRAINT refund_run_orders_check CHECK (((status = 'failed'::text) = (failure IS NOT NULL))),
  CONSTRAINT refund_run_orders_check1 CHECK (((status = 'done'::text) = (done_at IS NOT NULL))),
  CONSTRAINT refund_run_orders_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders.orders(id),
  CONSTRAINT refund_run_orders_run_id_fkey FOREIGN KEY (run_id) REFERENCES orders.refund_runs(id),
  CONSTRAINT refund_run_orders_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'done'::text, 'failed'::text]))),
  CONSTRAINT refund_run_orders_tickets_check CHECK ((tickets >= 0))
);
CREATE INDEX refund_run_orders_by_account ON orders.refund_run_orders USING btree (run_id, account_id);
CREATE INDEX refund_run_orders_waiting ON orders.refund_run_orders USING btree (run_id, order_id) WHERE (status <> 'done'::text);

CREATE TABLE orders.refund_runs (
  id uuid NOT NULL,
  session_id integer NOT NULL,
  change_id uuid NOT NULL,
  kind text NOT NULL,
  status text NOT NULL DEFAULT 'running'::text,
  started_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  worked_at timestamp with time zone NOT NULL DEFAULT now(),
  finished_at timestamp with time zone,
  CONSTRAINT refund_runs_pkey PRIMARY KEY (id),
  CONSTRAINT refund_runs_change_id_key UNIQUE (change_id),
  CONSTRAINT refund_runs_check CHECK (((status = 'done'::text) = (finished_at IS NOT NULL))),
  CONSTRAINT refund_runs_kind_check CHECK ((kind = ANY (ARRAY['cancelled'::text, 'moved'::text]))),
  CONSTRAINT refund_runs_status_check CHECK ((status = ANY (ARRAY['running'::text, 'stopped'::text, 'done'::text])))
);
CREATE INDEX refund_runs_by_session ON orders.refund_runs USING btree (session_id, created_at);
CREATE UNIQUE INDEX refund_runs_one_open ON orders.refund_runs USING btree (session_id) WHERE (status <> 'done'::text);

CREATE TABLE payments.payments (
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  order_code text NOT NULL,
  account_id uuid NOT NULL,
  provider text NOT NULL,
  provider_payment_id text,
  client_secret text,
  amount_cents integer NOT NULL,
  currency text NOT NULL,
  status text NOT NULL DEFAULT 'requires_payment'::text,
  reason text,
  expires_at timestamp with time zone NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  checked_at timestamp with time zone,
  succeeded_at timestamp with time zone,
  settled_at timestamp with time zone,
  refunded_cents integer NOT NULL DEFAULT 0,
  checkout_url text,
  publishable_key text,
  CONSTRAINT payments_pkey PRIMARY KEY (id),
  CONSTRAINT never_more_back_than_taken CHECK (((refunded_cents >= 0) AND (refunded_cents <= amount_cents))),
  CONSTRAINT nothing_back_before_money CHECK (((refunded_cents = 0) OR (succeeded_at IS NOT NULL))),
  CONSTRAINT payments_amount_cents_check CHECK ((amount_cents >= 0)),
  CONSTRAINT payments_check CHECK (((status <> 'failed'::text) OR (reason IS NOT NULL))),
  CONSTRAINT payments_check1 CHECK (((status <> ALL (ARRAY['succeeded'::text, 'refunded'::text])) OR (succeeded_at IS NOT NULL))),
  CONSTRAINT payments_check2 CHECK (((settled_at IS NULL) OR (succeeded_at IS NOT NULL))),
  CONSTRAINT payments_currency_check CHECK ((currency = 'EUR'::text)),
  CONSTRAINT payments_one_checkout CHECK (((checkout_url IS NULL) OR (publishable_key IS NULL))),
  CONSTRAINT payments_order_id_key UNIQUE (order_id),
  CONSTRAINT payments_provider_provider_payment_id_key UNIQUE (provider, provider_payment_id),
  CONSTRAINT payments_reason_check CHECK ((reason = ANY (ARRAY['card_declined'::text, 'insufficient_funds'::text, 'expired_card'::text, 'unknown_test_card'::text, 'authentication_failed'::text, 'authentication_abandoned'::text, 'order_expired'::text]))),
  CONSTRAINT payments_status_check CHECK ((status = ANY (ARRAY['requires_payment'::text, 'processing'::text, 'requires_action'::text, 'succeeded'::text, 'failed'::text, 'refunded'::text])))
);
CREATE INDEX payments_undecided ON payments.payments USING btree (COALESCE(checked_at, created_at)) WHERE ((succeeded_at IS NULL) AND (reason IS DISTINCT FROM 'order_expired'::text));
CREATE INDEX payments_unsettled ON payments.payments USING btree (succeeded_at) WHERE ((succeeded_at IS NOT NULL) AND (settled_at IS NULL));

CREATE TABLE payments.provider_events (
  provider text NOT NULL,
  event_id text NOT NULL,
  payment_id uuid NOT NULL,
  kind text NOT NULL,
  received_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT provider_events_pkey PRIMARY KEY (provider, event_id),
  CONSTRAINT provider_events_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments.payments(id)
);

CREATE TABLE payments.refunds (
  id uuid NOT NULL,
  payment_id uuid NOT NULL,
  amount_cents integer NOT NULL,
  reason text NOT NULL,
  status text NOT NULL DEFAULT 'requested'::text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  succeeded_at timestamp with time zone,
  send_as uuid NOT NULL DEFAULT gen_random_uuid(),
  failed_at timestamp with time zone,
  failure text,
  CONSTRAINT refunds_pkey PRIMARY KEY (id),
  CONSTRAINT refunds_amount_cents_check CHECK ((amount_cents > 0)),
  CONSTRAINT refunds_check CHECK (((status = 'failed'::text) = (failed_at IS NOT NULL))),
  CONSTRAINT refunds_check1 CHECK (((status = 'failed'::text) = (failure IS NOT NULL))),
  CONSTRAINT refunds_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments.payments(id),
  CONSTRAINT refunds_send_as_key UNIQUE (send_as),
  CONSTRAINT refunds_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'succeeded'::text, 'failed'::text])))
);
CREATE INDEX refunds_by_payment ON payments.refunds USING btree (payment_id);
CREATE INDEX refunds_failed ON payments.refunds USING btree (id) WHERE (status = 'failed'::text);
CREATE INDEX refunds_requested ON payments.refunds USING btree (created_at) WHERE (status = 'requested'::text);

CREATE TABLE platform.backups (
  made_by text NOT NULL,
  ended_at timestamp with time zone NOT NULL,
  CONSTRAINT backups_pkey PRIMARY KEY (made_by),
  CONSTRAINT backups_made_by_check CHECK (((length(made_by) >= 1) AND (length(made_by) <= 40)))
);

CREATE TABLE platform.call_counts (
  key text NOT NULL,
  calls integer NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  CONSTRAINT call_counts_pkey PRIMARY KEY (key),
  CONSTRAINT call_counts_calls_check CHECK ((calls > 0)),
  CONSTRAINT call_counts_key_check CHECK ((length(key) = 43))
) WITH (fillfactor=50);
CREATE INDEX call_counts_by_end ON platform.call_counts USING btree (ends_at);

CREATE TABLE platform.idempotent_replies (
  scope text NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  status integer,
  content_type text,
  body bytea,
  started_at timestamp with time zone NOT NULL DEFAULT now(),
  finished_at timestamp with time zone,
  CONSTRAINT idempotent_replies_pkey PRIMARY KEY (scope, key)
);
COMMENT ON TABLE platform.idempotent_replies IS 'First reply to each Idempotency-Key, given again byte for byte';
CREATE INDEX idempotent_replies_started ON platform.idempotent_replies USING btree (started_at);

CREATE TABLE platform.mailbox (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  sent_at timestamp with time zone NOT NULL DEFAULT now(),
  mail_id uuid NOT NULL DEFAULT gen_random_uuid(),
  key_sealed text NOT NULL,
  recipient_index text NOT NULL,
  mail_sealed text NOT NULL,
  CONSTRAINT mailbox_pkey PRIMARY KEY (id),
  CONSTRAINT mailbox_mail_id_key UNIQUE (mail_id)
);
COMMENT ON TABLE platform.mailbox IS 'Every mail of a shop that has no SMTP server, shown at /dev/mailbox';
CREATE INDEX mailbox_by_age ON platform.mailbox USING btree (sent_at);
CREATE INDEX mailbox_by_recipient ON platform.mailbox USING btree (recipient_index);

CREATE TABLE platform.mailbox_attachments (
  mail_id bigint NOT NULL,
  position integer NOT NULL,
  name text NOT NULL,
  content_type text NOT NULL,
  content_sealed bytea NOT NULL,
  CONSTRAINT mailbox_attachments_pkey PRIMARY KEY (mail_id, "position"),
  CONSTRAINT mailbox_attachments_mail_id_fkey FOREIGN KEY (mail_id) REFERENCES platform.mailbox(id) ON DELETE CASCADE,
  CONSTRAINT mailbox_attachments_position_check CHECK (("position" > 0))
);
COMMENT ON TABLE platform.mailbox_attachments IS 'Files of the mails of a shop that has no SMTP server';

CREATE TABLE privacy.exports (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'waiting'::text,
  done integer NOT NULL DEFAULT 0,
  total integer NOT NULL,
  data_sealed text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone NOT NULL DEFAULT (now() + '24:00:00'::interval),
  CONSTRAINT exports_pkey PRIMARY KEY (id),
  CONSTRAINT exports_account_id_key UNIQUE (account_id),
  CONSTRAINT exports_check CHECK (((total > 0) AND (done <= total))),
  CONSTRAINT exports_check1 CHECK (((status = 'ready'::text) = (data_sealed IS NOT NULL))),
  CONSTRAINT exports_done_check CHECK ((done >= 0)),
  CONSTRAINT exports_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'ready'::text, 'failed'::text])))
);
CREATE INDEX exports_expiry ON privacy.exports USING btree (expires_at);

CREATE TABLE reports.export_pieces (
  export_id uuid NOT NULL,
  number integer NOT NULL,
  bytes bytea NOT NULL,
  CONSTRAINT export_pieces_pkey PRIMARY KEY (export_id, number),
  CONSTRAINT export_pieces_export_id_fkey FOREIGN KEY (export_id) REFERENCES reports.exports(id) ON DELETE CASCADE
);

CREATE TABLE reports.exports (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  kind text NOT NULL,
  format text NOT NULL,
  first_day date NOT NULL,
  last_day date NOT NULL,
  status text NOT NULL DEFAULT 'waiting'::text,
  done integer NOT NULL DEFAULT 0,
  total integer,
  size_bytes bigint NOT NULL DEFAULT 0,
  maker uuid,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT exports_pkey PRIMARY KEY (id),
  CONSTRAINT exports_check CHECK ((last_day >= first_day)),
  CONSTRAINT exports_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text]))),
  CONSTRAINT exports_kind_check CHECK ((kind = ANY (ARRAY['orders'::text, 'tickets'::text, 'sales'::text, 'refunds'::text, 'entries'::text]))),
  CONSTRAINT exports_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'ready'::text, 'failed'::text])))
);
CREATE INDEX exports_expiry ON reports.exports USING btree (expires_at);
CREATE INDEX exports_of_account ON reports.exports USING btree (account_id, created_at DESC);

CREATE TABLE reports.sums (
  dimension text NOT NULL,
  grain text NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  key text NOT NULL,
  sold_units bigint NOT NULL DEFAULT 0,
  sold_places bigint NOT NULL DEFAULT 0,
  sold_cents bigint NOT NULL DEFAULT 0,
  sold_vat_cents bigint NOT NULL DEFAULT 0,
  returned_units bigint NOT NULL DEFAULT 0,
  returned_places bigint NOT NULL DEFAULT 0,
  returned_cents bigint NOT NULL DEFAULT 0,
  returned_vat_cents bigint NOT NULL DEFAULT 0,
  CONSTRAINT sums_pkey PRIMARY KEY (dimension, grain, starts_at, key),
  CONSTRAINT sums_dimension_check CHECK ((dimension = ANY (ARRAY['offer'::text, 'session'::text, 'category'::text, 'channel'::text, 'reason'::text, 'vat'::text, 'money'::text]))),
  CONSTRAINT sums_grain_check CHECK ((grain = ANY (ARRAY['quarter'::text, 'day'::text, 'month'::text, 'year'::text])))
);

CREATE TABLE reports.uncounted (
  transaction_id bigint NOT NULL,
  CONSTRAINT uncounted_pkey PRIMARY KEY (transaction_id)
);

CREATE TABLE settings.logo (
  singleton boolean NOT NULL DEFAULT true,
  hash text NOT NULL,
  png bytea NOT NULL,
  width integer NOT NULL,
  height integer NOT NULL,
  changed_at timestamp with time zone NOT NULL DEFAULT now(),
  changed_by uuid NOT NULL,
  CONSTRAINT logo_pkey PRIMARY KEY (singleton),
  CONSTRAINT logo_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT logo_png_check CHECK ((length(png) <= 200000)),
  CONSTRAINT logo_singleton_check CHECK (singleton)
);

CREATE TABLE settings.shop (
  singleton boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  content jsonb NOT NULL DEFAULT '{}'::jsonb,
  changed_at timestamp with time zone NOT NULL DEFAULT now(),
  changed_by uuid,
  CONSTRAINT shop_pkey PRIMARY KEY (singleton),
  CONSTRAINT shop_content_check CHECK ((jsonb_typeof(content) = 'object'::text)),
  CONSTRAINT shop_singleton_check CHECK (singleton)
);

CREATE TABLE tickets.changes (
  session_id integer NOT NULL,
  number bigint NOT NULL,
  ticket_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT changes_pkey PRIMARY KEY (session_id, number)
);
CREATE INDEX changes_by_age ON tickets.changes USING btree (changed_at);

CREATE TABLE tickets.pdf_files (
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  account_id uuid NOT NULL,
  format text NOT NULL,
  locale text NOT NULL,
  done integer NOT NULL DEFAULT 0,
  total integer NOT NULL,
  status text NOT NULL DEFAULT 'waiting'::text,
  file bytea,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone NOT NULL DEFAULT (now() + '24:00:00'::interval),
  CONSTRAINT pdf_files_pkey PRIMARY KEY (id),
  CONSTRAINT pdf_files_check CHECK (((done >= 0) AND (done <= total))),
  CONSTRAINT pdf_files_check1 CHECK (((status = 'ready'::text) = (file IS NOT NULL))),
  CONSTRAINT pdf_files_format_check CHECK ((format = ANY (ARRAY['a4'::text, 'phone'::text]))),
  CONSTRAINT pdf_files_locale_check CHECK ((locale = ANY (ARRAY['fr'::text, 'en'::text]))),
  CONSTRAINT pdf_files_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'working'::text, 'ready'::text, 'failed'::text]))),
  CONSTRAINT pdf_files_total_check CHECK ((total > 0))
);
CREATE INDEX pdf_files_expiry ON tickets.pdf_files USING btree (expires_at);
CREATE UNIQUE INDEX pdf_files_of_order ON tickets.pdf_files USING btree (order_id, account_id, format, locale);

CREATE TABLE tickets.signing_keys (
  kid integer NOT NULL,
  state text NOT NULL,
  since timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT signing_keys_pkey PRIMARY KEY (kid),
  CONSTRAINT signing_keys_kid_check CHECK (((kid >= 0) AND (kid <= 255))),
  CONSTRAINT signing_keys_state_check CHECK ((state = ANY (ARRAY['active'::text, 'tainted'::text, 'retired'::text])))
);

CREATE TABLE tickets.tickets (
  id uuid NOT NULL,
  session_id integer NOT NULL,
  order_id uuid NOT NULL,
  order_line integer NOT NULL,
  unit integer NOT NULL,
  account_id uuid NOT NULL,
  category text NOT NULL,
  offer text NOT NULL,
  places integer NOT NULL,
  status text NOT NULL DEFAULT 'valid'::text,
  generation integer NOT NULL DEFAULT 1,
  ticket_key_sealed text NOT NULL,
  pepper_id integer NOT NULL,
  fingerprint bytea NOT NULL,
  entries integer NOT NULL DEFAULT 0,
  exits integer NOT NULL DEFAULT 0,
  first_entry_at timestamp with time zone,
  first_entry_gate text,
  issued_at timestamp with time zone NOT NULL DEFAULT now(),
  allowed_kinds smallint NOT NULL DEFAULT 2,
  holders_sealed text,
  conflict text NOT NULL DEFAULT 'none'::text,
  holder_words text[],
  CONSTRAINT tickets_pkey PRIMARY KEY (id),
  CONSTRAINT inside_within_places CHECK (((entries >= 0) AND (exits >= 0) AND ((conflict <> 'none'::text) OR (((entries - exits) >= 0) AND ((entries - exits) <= places))))),
  CONSTRAINT tickets_allowed_kinds_check CHECK (((allowed_kinds >= 1) AND (allowed_kinds <= 3))),
  CONSTRAINT tickets_conflict_check CHECK ((conflict = ANY (ARRAY['none'::text, 'open'::text, 'settled'::text]))),
  CONSTRAINT tickets_fingerprint_check CHECK ((octet_length(fingerprint) = 8)),
  CONSTRAINT tickets_generation_check CHECK (((generation >= 1) AND (generation <= 65535))),
  CONSTRAINT tickets_order_id_order_line_unit_key UNIQUE (order_id, order_line, unit),
  CONSTRAINT tickets_places_check CHECK (((places >= 1) AND (places <= 50))),
  CONSTRAINT tickets_status_check CHECK ((status = ANY (ARRAY['valid'::text, 'used'::text, 'cancelled'::text, 'refunded'::text, 'blocked'::text, 'transferred'::text]))),
  CONSTRAINT tickets_unit_check CHECK ((unit > 0))
) WITH (fillfactor=80);
CREATE INDEX tickets_by_account ON tickets.tickets USING btree (account_id);
CREATE INDEX tickets_by_holder ON tickets.tickets USING gin (holder_words) WHERE (holder_words <> '{}'::text[]);
CREATE INDEX tickets_by_session ON tickets.tickets USING btree (session_id, category);
CREATE INDEX tickets_holder_unindexed ON tickets.tickets USING btree (id) WHERE ((holder_words IS NULL) AND (holders_sealed IS NOT NULL));
CREATE INDEX tickets_of_session ON tickets.tickets USING btree (session_id, id);

CREATE TABLE tickets.transfers (
  id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  from_account uuid NOT NULL,
  to_account uuid,
  token_hash bytea NOT NULL,
  mail_token_hash bytea,
  locale text NOT NULL,
  status text NOT NULL DEFAULT 'offered'::text,
  from_generation integer NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone NOT NULL,
  accepted_at timestamp with time zone,
  receiver_email_sealed text,
  CONSTRAINT transfers_pkey PRIMARY KEY (id),
  CONSTRAINT address_of_open_offers CHECK (((status = 'offered'::text) OR (receiver_email_sealed IS NULL))),
  CONSTRAINT transfers_check CHECK (((status = 'accepted'::text) = (to_account IS NOT NULL))),
  CONSTRAINT transfers_check1 CHECK (((status = 'accepted'::text) = (accepted_at IS NOT NULL))),
  CONSTRAINT transfers_check3 CHECK ((to_account <> from_account)),
  CONSTRAINT transfers_locale_check CHECK ((locale = ANY (ARRAY['fr'::text, 'en'::text]))),
  CONSTRAINT transfers_mail_token_hash_check CHECK ((octet_length(mail_token_hash) = 32)),
  CONSTRAINT transfers_mail_token_hash_key UNIQUE (mail_token_hash),
  CONSTRAINT transfers_status_check CHECK ((status = ANY (ARRAY['offered'::text, 'accepted'::text, 'revoked'::text, 'expired'::text]))),
  CONSTRAINT transfers_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets.tickets(id),
  CONSTRAINT transfers_token_hash_check CHECK ((octet_length(token_hash) = 32)),
  CONSTRAINT transfers_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX transfers_by_ticket ON tickets.transfers USING btree (ticket_id, created_at);
CREATE INDEX transfers_expiry ON tickets.transfers USING btree (expires_at) WHERE (status = 'offered'::text);
CREATE INDEX transfers_given ON tickets.transfers USING btree (from_account, accepted_at) WHERE (status = 'accepted'::text);
CREATE UNIQUE INDEX transfers_one_open ON tickets.transfers USING btree (ticket_id) WHERE (status = 'offered'::text);
