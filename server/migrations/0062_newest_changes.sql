-- Every session with tickets has a newest change from here on, which is kept when older ones are deleted: all processes give
-- a list that stands still the same number.
INSERT INTO tickets.changes (session_id, number, ticket_id)
SELECT session_id, nextval('tickets.change_numbers'), (array_agg(id))[1] FROM tickets.tickets GROUP BY session_id;
CREATE INDEX changes_by_age ON tickets.changes (changed_at);

-- A session that takes other kinds of code changes every entry of its list.
CREATE FUNCTION tickets.note_kinds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tickets.changes (session_id, number, ticket_id)
  SELECT session_id, nextval('tickets.change_numbers'), id FROM tickets.tickets WHERE session_id = NEW.id;
  RETURN NULL;
END
$$;
CREATE TRIGGER note_kinds AFTER UPDATE OF allowed_kinds ON catalog.sessions
  FOR EACH ROW WHEN (OLD.allowed_kinds IS DISTINCT FROM NEW.allowed_kinds) EXECUTE FUNCTION tickets.note_kinds();
