-- Which tickets changed, in an order that lists of scanners are kept up by. An entry is added for each change that such a
-- list shows, in the transaction of the change; the ticket's own row stays free of the number, so that no index of it is
-- written for it. Entries are of use for as long as a list may stand still, and are deleted after an hour.
CREATE SEQUENCE tickets.change_numbers;
CREATE TABLE tickets.changes (
  session_id integer NOT NULL,
  number bigint NOT NULL,
  ticket_id uuid NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (session_id, number)
);

CREATE FUNCTION tickets.note_change() RETURNS trigger LANGUAGE plpgsql AS $$
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
$$;
CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON tickets.tickets
  FOR EACH ROW EXECUTE FUNCTION tickets.note_change();

-- A supervisor looks through the tickets of a session for a name, a batch at a time.
CREATE INDEX tickets_of_session ON tickets.tickets (session_id, id);
