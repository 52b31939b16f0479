-- A shop always has an admin who may log in: the last one is not demoted, disabled, closed or deleted, not even when two do so
-- to one another at once. Whoever takes an admin away waits for the one before, and then looks.
CREATE INDEX accounts_admins ON accounts.accounts (id) WHERE role = 'admin' AND status = 'active';

CREATE FUNCTION accounts.keep_an_admin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('accounts.admins', 0));
  -- A statement of its own: it sees what the one before has committed.
  IF NOT EXISTS (SELECT FROM accounts.accounts WHERE role = 'admin' AND status = 'active') THEN
    RAISE EXCEPTION 'the last admin of the shop stays one' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER an_admin_stays AFTER UPDATE OF role, status ON accounts.accounts FOR EACH ROW
  WHEN (OLD.role = 'admin' AND OLD.status = 'active' AND (NEW.role <> 'admin' OR NEW.status <> 'active'))
  EXECUTE FUNCTION accounts.keep_an_admin();
CREATE TRIGGER an_admin_is_kept AFTER DELETE ON accounts.accounts FOR EACH ROW
  WHEN (OLD.role = 'admin' AND OLD.status = 'active')
  EXECUTE FUNCTION accounts.keep_an_admin();
