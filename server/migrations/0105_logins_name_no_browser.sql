-- What a browser says of itself can tell people apart. A login keeps two words of it, which its owner is shown; of a login
-- that waits for its second factor the hash of its token is tied to the browser.

ALTER TABLE accounts.logins ADD COLUMN browser text, ADD COLUMN system text;

-- The version before still writes the whole text while it is at work, so the columns stay for one release. A job puts the two
-- words in the place of what it finds there.
-- It reads null as a browser it does not know; whoever is between password and second factor begins again.
-- squawk-ignore ban-drop-not-null
ALTER TABLE accounts.logins ALTER COLUMN user_agent DROP NOT NULL;
-- squawk-ignore ban-drop-not-null
ALTER TABLE accounts.login_challenges ALTER COLUMN user_agent DROP NOT NULL;
